from attack import LIMIT_FILES, broken, held

total = 0
try:
    for number in range(1000):
        with open(str(number), "wb", buffering=0) as file:
            for _ in range(16):
                total += file.write(b"x" * 65536)
except OSError:
    pass
held() if total <= LIMIT_FILES else broken(f"{total} bytes")
