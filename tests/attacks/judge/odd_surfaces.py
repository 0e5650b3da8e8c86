import os
import struct

from msgspec.msgpack import encode


def send(*message):
    body = encode(message)
    data = memoryview(struct.pack("<I", len(body)) + body)
    while data:
        data = data[os.write(3, data) :]


send("hello", 1, "pygame", "2.5.8", "3.11.7")
turn = [1.0, 0.0, 0.0, 1.0, 0.0, 0.0]
ops = [["surface", 1, 100, 100, False], ["surface", 1, 8192, 8192, True], ["blit", 1, 1, 0.0, 0.0, None, 0]]
ops += [["derive", 2, 2, "view", turn, 10, 10], ["derive", 2, 1, "view", turn, 10, 10], ["derive", 1, 2, "view", turn, 10, 10]]
ops += [["blit", 7, 8, 0.0, 0.0, None, 99], ["drop", 1], ["drop", 1], ["fill", 1, 255, None, 3], ["derive", 3, 1, "no", turn, -1, -1]]
ops += [["surface", -5, -1, 0, True], ["raster", 1, 5, 5, b"x"], ["alpha", 1, 99999], ["text", 4, 1, 1, "x" * 100_000, 255]]
for index in range(120):
    send("frame", index, index * 16_666_667, 1, 100, 100, ops)
send("end", "time", 2_000_000_000, 120, 0, "")
os._exit(0)
