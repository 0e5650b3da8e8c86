import socket

from attack import GIVEN, held, no_way

no_way(socket.AF_INET6, socket.SOCK_STREAM, ("2001:db8::1", 80))
held()
