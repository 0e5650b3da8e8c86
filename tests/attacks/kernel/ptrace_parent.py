import os

from attack import held, refused

refused("ptrace", 16, os.getppid(), 0, 0)
refused("ptrace", 0x4206, os.getppid(), 0, 0)
held()
