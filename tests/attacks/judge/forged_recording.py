import os
import struct

from msgspec.msgpack import encode


def send(*message):
    body = encode(message)
    data = memoryview(struct.pack("<I", len(body)) + body)
    while data:
        data = data[os.write(3, data) :]


send("hello", 1, "pygame", "2.5.8", "3.11.7")
for index in range(120):
    ops = [["surface", 1, 800, 600, False]] if index == 0 else []
    ops += [["fill", 1, 0xFF, None, 0], ["circle", 1, 0xFF0000FF, 400.0, 300.0, 12.0, 0.0]]
    send("frame", index, index * 16_666_667, 1, 800, 600, ops)
send("end", "time", 2_000_000_000, 120, 0, "")
os._exit(0)
