import os
import struct

from msgspec.msgpack import encode


def send(*message):
    body = encode(message)
    data = memoryview(struct.pack("<I", len(body)) + body)
    while data:
        data = data[os.write(3, data) :]


import random

flip = random.Random(7)
for index in range(2000):
    body = bytearray(encode(("frame", 0, 1, 1, 100, 100, [["fill", 1, 255, None, 0], ["circle", 1, 255, 1.0, 2.0, 3.0, 0.0]])))
    body[flip.randrange(len(body))] ^= 1 << flip.randrange(8)
    os.write(3, struct.pack("<I", len(body)) + body)
