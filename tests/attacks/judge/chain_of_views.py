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
ops = [["surface", 1, 100, 100, False]]
for number in range(2, 100_000):
    ops.append(["derive", number, number - 1, "view", turn, 100, 100])
    ops.append(["circle", number, 255, 1.0, 2.0, 3.0, 0.0])
send("frame", 0, 0, 1, 100, 100, ops)
send("end", "time", 2_000_000_000, 1, 0, "")
os._exit(0)
