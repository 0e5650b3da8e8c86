import os
import time

from attack import held

for number in (19, 15, 9):
    try:
        os.kill(os.getppid(), number)
    except OSError:
        continue
time.sleep(0.2)
held()
