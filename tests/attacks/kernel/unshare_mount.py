from attack import held, refused

refused("unshare", 0x20000)
held()
