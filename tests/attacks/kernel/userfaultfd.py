from attack import held, refused

refused("userfaultfd", 0)
refused("userfaultfd", 1)
held()
