import os

while True:
    os.write(2, b"flood\n" * 10_000)
