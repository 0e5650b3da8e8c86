from math import isqrt

TARGET = 438990637


def sieve(n):
    s = bytearray([1]) * (n + 1)
    s[0:2] = b"\0\0"
    for i in range(2, isqrt(n) + 1):
        if s[i]:
            s[i * i :: i] = bytes((n - i * i) // i + 1)
    return s


def index(n):
    small = sieve(isqrt(n))
    first = [p for p in range(len(small)) if small[p]]
    key = "".join(str(p) for p in first[:2])           # "23"
    return int(key + "3".ljust(6, "0"))                # digits of the index


print(f"n = {index(TARGET)}")
