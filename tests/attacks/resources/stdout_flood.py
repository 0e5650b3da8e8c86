import os

while True:
    os.write(1, b"flood\n" * 10_000)
