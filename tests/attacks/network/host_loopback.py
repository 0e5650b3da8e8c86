import socket

from attack import GIVEN, held, no_way

no_way(socket.AF_INET, socket.SOCK_STREAM, ("127.0.0.1", GIVEN["port"]))
held()
