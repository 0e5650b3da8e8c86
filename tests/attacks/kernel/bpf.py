from attack import held, refused

refused("bpf", 0, 0, 0)
held()
