import mmap

shared = mmap.mmap(-1, 512 << 20)
for at in range(0, len(shared), 4096):
    shared[at] = 1
