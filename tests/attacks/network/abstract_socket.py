import socket

from attack import GIVEN, held, no_way

no_way(socket.AF_UNIX, socket.SOCK_STREAM, "\0" + GIVEN["abstract"])
held()
