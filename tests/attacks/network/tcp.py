import socket

from attack import GIVEN, held, no_way

no_way(socket.AF_INET, socket.SOCK_STREAM, ("192.0.2.1", 80))
held()
