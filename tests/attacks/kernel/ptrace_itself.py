from attack import held, refused

refused("ptrace", 0, 0, 0, 0)
held()
