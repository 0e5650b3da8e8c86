import glob
import os

from attack import broken, held

paths = ["/proc/sysrq-trigger", "/proc/sys/kernel/core_pattern", "/proc/sys/vm/drop_caches", "/proc/1/oom_score_adj", "/sys/power/state"]
paths += glob.glob("/sys/fs/cgroup/*/*")[:50] + glob.glob("/sys/fs/cgroup/*")[:50] + glob.glob("/sys/kernel/*")[:20]
for path in paths:
    try:
        os.close(os.open(path, os.O_WRONLY))
    except OSError:
        continue
    broken(path)
held()
