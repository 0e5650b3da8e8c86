from attack import held, refused

refused("keyctl", 0, -3, 1)
refused("add_key", b"user", b"x", b"y", 1, -3)
refused("request_key", b"user", b"x", 0, 0)
held()
