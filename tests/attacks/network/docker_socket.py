import socket

from attack import GIVEN, held, no_way

for path in ("/var/run/docker.sock", "/run/docker.sock", "/run/containerd/containerd.sock", GIVEN["docker"]):
    no_way(socket.AF_UNIX, socket.SOCK_STREAM, path)
held()
