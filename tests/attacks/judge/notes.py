import os
import struct

from msgspec.msgpack import encode


def send(*message):
    body = encode(message)
    data = memoryview(struct.pack("<I", len(body)) + body)
    while data:
        data = data[os.write(3, data) :]


send("hello", 1, "pygame", "2.5.8", "3.11.7")
for _ in range(1_000_000):
    send("note", "title" * 1000, "x" * 2_000_000)
