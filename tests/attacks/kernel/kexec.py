from attack import held, refused

refused("kexec_load", 0, 0, 0, 0)
refused("kexec_file_load", 0, 0, 0, 0, 0)
held()
