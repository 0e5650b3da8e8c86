import socket

from attack import GIVEN, held, no_way

no_way(socket.AF_INET, socket.SOCK_DGRAM, ("192.0.2.1", 1), socket.IPPROTO_ICMP)
held()
