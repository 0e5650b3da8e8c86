from attack import held, refused

refused("init_module", 0, 0, b"")
refused("finit_module", 0, b"", 0)
refused("delete_module", b"none", 0)
held()
