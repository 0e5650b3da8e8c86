import zlib

data = b""
for _ in range(3):
    data = zlib.compress(bytes(40 << 20) if not data else data * 50)
packed = zlib.compress(bytes(30 << 20))
kept = [zlib.decompress(packed) for _ in range(20)]
