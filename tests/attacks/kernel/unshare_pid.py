from attack import held, refused

refused("unshare", 0x20000000)
held()
