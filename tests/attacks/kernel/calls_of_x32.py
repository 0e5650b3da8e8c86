import platform
import sys

if platform.machine() != 'x86_64':
    import os

    os.kill(os.getpid(), 31)

import ctypes

print("BROKEN", ctypes.CDLL(None).syscall(0x40000000 | 39))
