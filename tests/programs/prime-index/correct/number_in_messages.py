"""Program to determine the ordinal of the prime 438990637.

Result format:  438990637 is the <n>-th prime
"""
from math import isqrt, log


def upper_bound_memory(n=438990637):
    return n // 2 // 2**20


def count_odd_sieve(n):
    size = n // 2 - (n % 2 == 0)          # odd numbers 3 .. n
    if n < 3:
        return int(n == 2)
    sieve = bytearray(b"\x01") * size
    for i in range((isqrt(n) - 3) // 2 + 1):
        if sieve[i]:
            p = 2 * i + 3
            s = (p * p - 3) // 2
            sieve[s::p] = b"\x00" * ((size - s - 1) // p + 1)
    return 1 + sieve.count(1)


print("Searching for the ordinal of 438990637 ...")
print("A sieve over the odd numbers needs about", upper_bound_memory(), "MiB of memory.")
print("Rough estimate (x / ln x): %d" % (438990637 / log(438990637)))
result = count_odd_sieve(438990637)
print("438990637 is the", str(result) + "-th prime")
