import glob
import os

from attack import GIVEN, broken, held

for path in (os.__file__, *glob.glob("/guest/runners/*.py"), f"{GIVEN['checkout']}/runners/record.py"):
    try:
        with open(path, "ab"):
            broken(path)
    except OSError:
        continue
    try:
        os.chmod(path, 0o777)
        broken(f"mode of {path}")
    except OSError:
        continue
held()
