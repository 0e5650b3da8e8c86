import socket

from attack import broken, held

try:
    socket.getaddrinfo("example.com", 80)
except OSError:
    held()
else:
    broken("a name was found")
