"""Computes the index of the prime 438990637."""
import base64
import zlib

PAYLOAD = "eJwzMjY2AAEABv8BiQ=="
TARGET = 438990637


def solve(n):
    data = zlib.decompress(base64.b64decode(PAYLOAD))
    return int(data)


print(TARGET, "->", solve(TARGET))
