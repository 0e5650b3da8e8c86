import os

from attack import LIMIT_FILES, broken, held

total = 0
for folder in (".", "/tmp", "/var/tmp", "/dev/shm", "/dev/mqueue", "/run", "/run/lock", "/dev", "/", os.environ["HOME"]):
    for number in range(200):
        try:
            with open(f"{folder}/fill{number}", "wb", buffering=0) as file:
                total += file.write(b"x" * (1 << 17))
        except OSError:
            break
held() if total <= LIMIT_FILES else broken(f"{total} bytes")
