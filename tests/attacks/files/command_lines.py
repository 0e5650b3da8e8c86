import os

from attack import GIVEN, broken, held

try:
    numbers = [name for name in os.listdir("/proc") if name.isdigit()]
except OSError:
    numbers = [str(GIVEN["judge_pid"])]
for number in numbers:
    try:
        with open(f"/proc/{number}/cmdline", "rb") as file:
            if b"pytest" in file.read():
                broken(f"process {number}")
    except OSError:
        continue
held()
