import os

from attack import broken, held

for place in ("/tmp", "/dev/shm", "/run/lock", "/var/tmp", "/run", os.environ["HOME"], os.environ["TMPDIR"], "."):
    path = f"{place}/attack-was-here"
    if os.path.exists(path):
        broken(path)
    try:
        open(path, "w").close()
    except OSError:
        continue
held()
