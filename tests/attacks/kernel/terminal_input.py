import errno
import fcntl
import os

from attack import broken, held

for request in (0x5412, 0x541C):
    try:
        fcntl.ioctl(0, request, b"x")
        broken(hex(request))
    except OSError as error:
        if error.errno != errno.EPERM:
            broken(str(error))
try:
    os.close(os.open("/dev/tty", os.O_RDWR))
    broken("/dev/tty")
except OSError:
    held()
