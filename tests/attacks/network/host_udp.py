import socket

from attack import GIVEN, broken, held

try:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as client:
        client.settimeout(0.5)
        client.connect(("127.0.0.1", GIVEN["udp_port"]))
        client.send(b"hello")
        client.recv(10)
except OSError:
    held()
else:
    broken("it answered")
