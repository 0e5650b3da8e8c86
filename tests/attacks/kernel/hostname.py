from attack import held, refused

refused("sethostname", b"x", 1)
refused("setdomainname", b"x", 1)
held()
