import os

from attack import broken, held

if os.getuid() == 0 or os.geteuid() == 0 or os.getgid() == 0 or 0 in os.getgroups():
    broken(f"{os.getresuid()} {os.getresgid()} {os.getgroups()}")
for change in (lambda: os.setuid(0), lambda: os.setresuid(0, 0, 0), lambda: os.setgid(0), lambda: os.setgroups([0])):
    try:
        change()
    except OSError:
        continue
    broken("it became root")
held()
