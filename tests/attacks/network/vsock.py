import socket

from attack import broken, held

try:
    socket.socket(40, socket.SOCK_STREAM)
except OSError:
    held()
else:
    broken("a socket")
