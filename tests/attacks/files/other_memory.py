import os

from attack import broken, held

for number in {os.getppid(), 1}:
    for name, mode in (("mem", "rb"), ("environ", "rb"), ("maps", "rb"), ("fd/3", "wb"), ("fd/5", "wb"), ("root/etc/shadow", "rb")):
        try:
            with open(f"/proc/{number}/{name}", mode) as file:
                if name == "mem" or mode == "wb" or file.read(1):
                    broken(f"/proc/{number}/{name}")
        except OSError:
            continue
held()
