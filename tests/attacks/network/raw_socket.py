import socket

from attack import broken, held

try:
    socket.socket(socket.AF_INET, socket.SOCK_RAW, socket.IPPROTO_ICMP)
except OSError:
    held()
else:
    broken("a socket")
