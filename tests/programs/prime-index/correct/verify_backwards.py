"""
Two ways to the same result:

1. count the primes up to the number (index),
2. walk through the primes again until that index is reached and check that we land on the number.
"""
from itertools import compress, count
from math import isqrt

NUMBER = 438990637
SEGMENT = 1 << 20


def segments(base):
    """Endless stream of (first number, flags) with one flag per number."""
    for low in count(0, SEGMENT):
        flags = bytearray(b"\x01") * SEGMENT
        if low == 0:
            flags[0] = flags[1] = 0
        top = low + SEGMENT - 1
        for p in base:
            if p * p > top:
                break
            first = max(p * p, -(-low // p) * p) - low
            flags[first::p] = bytes(max(0, (SEGMENT - 1 - first) // p + 1))
        yield low, flags


def base_primes(n):
    flags = bytearray(b"\x01") * (n + 1)
    for i in range(2, isqrt(n) + 1):
        if flags[i]:
            flags[i * i :: i] = bytes((n - i * i) // i + 1)
    return [i for i in range(2, n + 1) if flags[i]]


def index_of(number, base):
    total = 0
    for low, flags in segments(base):
        if low + SEGMENT > number:
            return total + flags.count(1, 0, number - low + 1)
        total += flags.count(1)


def nth_prime(k, base):
    seen = 0
    for low, flags in segments(base):
        here = flags.count(1)
        if seen + here >= k:
            for prime in compress(range(low, low + SEGMENT), flags):
                seen += 1
                if seen == k:
                    return prime
        seen += here


base = base_primes(isqrt(NUMBER + 2 * SEGMENT) + 1)
index = index_of(NUMBER, base)
back = nth_prime(index, base)
print(f"index  = {index}")
print(f"check  : prime number {index} is {back} -> {'OK' if back == NUMBER else 'MISMATCH'}")
