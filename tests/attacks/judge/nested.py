import os
import struct

body = b"\x91" * 100_000 + b"\xc0"
data = struct.pack("<I", len(body)) + body
while data:
    data = data[os.write(3, data) :]
