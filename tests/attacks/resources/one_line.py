import os

for _ in range(100):
    os.write(1, b'x' * 1_000_000) if False else None
    data = memoryview(b'x' * 1_000_000)
    while data:
        data = data[os.write(1, data) :]
