from attack import GIVEN, held, unreadable

root = GIVEN["checkout"]
unreadable(*(f"{root}/{name}" for name in ("sandbox/verify.py", "challenges", "reference", "tests", "README.md", ".git")))
held()
