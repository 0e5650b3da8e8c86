import os

from attack import GIVEN, broken, held, unreadable

unreadable(GIVEN["secret_file"], *(f"{home}/.ssh" for home in ("/root", GIVEN["home"])), "/root/.bashrc", "/root/.bash_history")
for home in ("/root", "/home", GIVEN["home"]):
    try:
        extra = [name for name in os.listdir(home) if name not in GIVEN["allowed_home_names"]]
    except OSError:
        continue
    if extra:
        broken(f"{home}: {extra}")
held()
