from attack import held, refused

refused("setns", 0, 0)
refused("setns", 0, 0x40000000)
held()
