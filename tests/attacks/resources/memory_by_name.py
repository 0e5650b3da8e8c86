from multiprocessing import shared_memory

from attack import broken, held

try:
    block = shared_memory.SharedMemory("attack", create=True, size=512 << 20)
except Exception:  # of several kinds, by what is missing
    held()
else:
    for at in range(0, block.size, 4096):
        block.buf[at] = 1
    broken("512 MiB of shared memory")
