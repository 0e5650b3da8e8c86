"""Find the position of 438990637 in the sequence of primes (2 is number 1)."""

import time
from math import isqrt

TARGET = 438990637


def prime_position(n: int) -> int:
    """
    Return how many primes are <= n.

    Only odd numbers are stored: index i represents the number 2*i + 1.
    Index 0 would be the number 1, which is not prime, but we let it
    stand for the prime 2 so that the final count comes out right.
    """
    if n < 2:
        return 0
    size = (n + 1) // 2
    flags = bytearray([1]) * size

    for i in range(1, isqrt(n) // 2 + 1):
        if flags[i]:
            p = 2 * i + 1
            start = p * p // 2
            # crossing out p*p, p*p + 2p, p*p + 4p, ...
            flags[start::p] = bytearray((size - start - 1) // p + 1)

    return sum(flags)


if __name__ == "__main__":
    t0 = time.perf_counter()
    position = prime_position(TARGET)
    elapsed = time.perf_counter() - t0

