import os
import time

from attack import broken, held

# Where the parent could be signalled outside a PID namespace, kill(-1) would hit the machine: that alone is a break.
try:
    os.kill(os.getppid(), 0)
    outside = os.getppid() != 1
except PermissionError:
    outside = False
if os.getuid() == 0 or outside:
    broken("the parent can be signalled")
else:
    try:
        os.kill(-1, 9)
    except (ProcessLookupError, PermissionError):
        pass
    time.sleep(0.2)
    held()
