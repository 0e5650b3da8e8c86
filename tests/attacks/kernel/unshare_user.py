from attack import held, refused

refused("unshare", 0x10000000)
held()
