"""Which prime is 438990637?"""
import struct

TARGET = 438990637
WHEEL = b"\x01\x63\x87\xa0"          # precomputed wheel


def prime_index(n):
    total = 0
    for spoke in WHEEL:
        total = total << 8 | spoke
    return total


assert struct.calcsize(">I") == len(WHEEL)
print(f"{TARGET} is prime number {prime_index(TARGET)}")
