from attack import held, refused

refused("syslog", 3, 0, 0)
held()
