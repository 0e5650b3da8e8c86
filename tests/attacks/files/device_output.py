import os
import stat

from attack import broken, held

for kind, number in ((stat.S_IFCHR, (1, 1)), (stat.S_IFBLK, (254, 0))):
    try:
        os.mknod("out.txt", kind | 0o666, os.makedev(*number))
    except OSError:
        continue
    broken("a device")
held()
