import os
import struct

from msgspec.msgpack import encode


def send(*message):
    body = encode(message)
    data = memoryview(struct.pack("<I", len(body)) + body)
    while data:
        data = data[os.write(3, data) :]


send("hello", 1, "pygame", "2.5.8", "3.11.7")
ops = [["surface", 1, 100, 100, False]] + [["circle", 1, 255, 1.0, 2.0, 3.0, 0.0]] * 100_000
for index in range(100_000):
    send("frame", index, index, 1, 100, 100, ops)
