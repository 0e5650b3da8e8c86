from attack import held, refused

refused("clone3", 0, 0)
held()
