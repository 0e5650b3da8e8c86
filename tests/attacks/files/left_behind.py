import os

from attack import broken, held

paths = [f"{place}/attack-was-here" for place in ("/tmp", "/dev/shm", "/run/lock", "/var/tmp", "/run", ".")]
paths += [f"{os.environ[name]}/attack-was-here" for name in ("HOME", "TMPDIR")]
for path in paths:
    if os.path.exists(path):
        broken(path)
for path in paths:  # some of them lead to the same place
    try:
        open(path, "w").close()
    except OSError:
        continue
held()
