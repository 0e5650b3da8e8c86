from attack import held, refused

refused("clone", 0x10000000 | 17, 0, 0, 0, 0)
held()
