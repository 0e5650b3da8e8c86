import os
import time

from attack import held

for number in (19, 15, 9):
    try:
        if os.getuid() != 0:
            os.kill(1, number)
    except OSError:
        continue
time.sleep(0.2)
held()
