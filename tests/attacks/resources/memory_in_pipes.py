import fcntl
import os

ends = []
try:
    while True:
        reading, writing = os.pipe()
        os.set_blocking(writing, False)
        ends.append(reading)
        try:
            fcntl.fcntl(writing, 1031, 1 << 20)
        except OSError:
            pass
        try:
            while True:
                os.write(writing, b"x" * 65536)
        except BlockingIOError:
            continue
except OSError:
    print("held", len(ends))
