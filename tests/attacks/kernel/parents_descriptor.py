from attack import held, refused

refused("pidfd_getfd", 0, 1, 0)
held()
