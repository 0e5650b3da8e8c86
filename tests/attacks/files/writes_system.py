import os
import sys

from attack import GIVEN, broken, held

places = ["/", "/etc", "/usr", "/usr/lib", "/usr/local", "/bin", "/lib", "/var", "/var/cache", "/opt", "/root", "/home", "/srv", "/mnt"]
places += ["/dev", "/proc", "/proc/sys/kernel", "/sys", "/sys/kernel", "/guest", "/guest/runners", "/channels", "/box"]
places += [sys.prefix, sys.base_prefix, os.path.dirname(os.__file__), GIVEN["checkout"], GIVEN["checkout"] + "/runners"]
for place in places:
    path = f"{place}/attack"
    try:
        os.close(os.open(path, os.O_CREAT | os.O_WRONLY))
    except OSError:
        continue
    if os.path.realpath(place) != os.path.realpath("..") and place != "/box":
        broken(place)
held()
