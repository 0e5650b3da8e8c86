import glob

from attack import GIVEN, broken, held, unreadable

unreadable(GIVEN["other_run"])
for pattern in ("/tmp/sandbox-*/*", "/tmp/pytest-*"):
    if glob.glob(pattern) and not __file__.startswith(tuple(glob.glob(pattern))):
        broken(pattern)
held()
