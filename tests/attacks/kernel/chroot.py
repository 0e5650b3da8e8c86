from attack import held, refused

refused("chroot", b".")
held()
