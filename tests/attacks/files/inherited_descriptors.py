import os

from attack import broken, held

for fd in range(3, 1024):
    try:
        os.fstat(fd)
    except OSError:
        continue
    broken(f"descriptor {fd}")
held()
