import os
import struct

from msgspec.msgpack import encode


def send(*message):
    body = encode(message)
    data = memoryview(struct.pack("<I", len(body)) + body)
    while data:
        data = data[os.write(3, data) :]


send("hello", 1, "pygame", "2.5.8", "3.11.7")
for index, size in enumerate(((1, 1), (800, 600), (8192, 1), (3, 4096))):
    send("frame", index, index * 500_000_000, 1, 800, 600, [["surface", 1, 800, 600, False]])
    send("capture", index, index * 500_000_000, *size, b"")
send("end", "time", 2_000_000_000, 4, 0, "")
os._exit(0)
