from attack import held, refused

refused("reboot", 0, 0, 0, 0)
held()
