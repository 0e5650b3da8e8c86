import socket

from attack import broken, held

try:
    names = [name for _, name in socket.if_nameindex()]
except OSError:
    names = []
others = [name for name in names if name not in ("lo", "tunl0", "gre0", "gretap0", "erspan0", "sit0", "ip6tnl0", "ip_vti0", "ip6_vti0", "ip6gre0")]
broken(str(others)) if others else held()
