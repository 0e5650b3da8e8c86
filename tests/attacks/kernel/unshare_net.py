from attack import held, refused

refused("unshare", 0x40000000)
held()
