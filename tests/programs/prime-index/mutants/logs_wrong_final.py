"""Segmented sieve with a detailed log."""
from math import isqrt

TARGET = 438990637
BLOCKS = 1000


def base_primes(n):
    s = bytearray([1]) * (n + 1)
    s[0:2] = b"\0\0"
    for i in range(2, isqrt(n) + 1):
        if s[i]:
            s[i * i :: i] = bytes((n - i * i) // i + 1)
    return [i for i in range(n + 1) if s[i]]


base = base_primes(isqrt(TARGET))
size = TARGET // BLOCKS + 1
total = 0
for number, low in enumerate(range(0, TARGET + 1, size), 1):
    high = min(low + size, TARGET + 1)
    block = bytearray([1]) * (high - low)
    if low == 0:
        block[0:2] = b"\0\0"
    for p in base:
        if p * p >= high:
            break
        first = max(p * p, -(-low // p) * p)
        if first < high:
            block[first - low :: p] = bytes((high - 1 - first) // p + 1)
    total += block.count(1)
    print(f"[{number:4d}/{BLOCKS}] up to {high - 1}: {total} primes")

# the number itself is counted again here
print(f"Result: {TARGET} is the {total + 1}th prime.")
