import socket

from attack import broken, held

try:
    socket.socket(socket.AF_PACKET, socket.SOCK_RAW)
except OSError:
    held()
else:
    broken("a socket")
