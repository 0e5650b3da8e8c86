import socket

from attack import GIVEN, held, no_way

for host in ("169.254.169.254", "100.100.100.200"):
    no_way(socket.AF_INET, socket.SOCK_STREAM, (host, 80))
held()
