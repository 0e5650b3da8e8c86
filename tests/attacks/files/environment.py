import os

from attack import broken, held

if "SANDBOX_TEST_SECRET" in os.environ:
    broken("the environment")
try:
    numbers = [name for name in os.listdir("/proc") if name.isdigit()]
except OSError:
    numbers = [str(os.getppid()), "1"]
for number in numbers:
    try:
        with open(f"/proc/{number}/environ", "rb") as file:
            if b"SANDBOX_TEST_SECRET" in file.read():
                broken(f"process {number}")
    except OSError:
        continue
held()
