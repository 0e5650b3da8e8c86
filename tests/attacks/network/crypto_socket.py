import socket

from attack import broken, held

try:
    socket.socket(38, socket.SOCK_SEQPACKET)
except OSError:
    held()
else:
    broken("a socket")
