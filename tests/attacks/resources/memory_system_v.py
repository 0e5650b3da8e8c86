import ctypes

from attack import broken, held, libc

size = 256 << 20
number = libc.shmget(0x5EC, ctypes.c_size_t(size), 0o1600)
if number >= 0:
    libc.shmat.restype = ctypes.c_void_p
    address = libc.shmat(number, None, 0)
    ctypes.memset(address, 1, size)
    broken("256 MiB of shared memory")
held()
