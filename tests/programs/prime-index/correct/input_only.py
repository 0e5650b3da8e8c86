"""Asks for a prime and prints its index. For the question at hand, enter 438990637."""
from math import isqrt


def prime_index(n):
    r = isqrt(n)
    small = [v - 1 for v in range(r + 1)]
    large = [0] + [n // i - 1 for i in range(1, r + 1)]
    for p in range(2, r + 1):
        if small[p] == small[p - 1]:
            continue
        c = small[p - 1]
        for i in range(1, min(r, n // (p * p)) + 1):
            large[i] -= (large[i * p] if i * p <= r else small[n // (i * p)]) - c
        for v in range(r, p * p - 1, -1):
            small[v] -= small[v // p] - c
    return large[1]


n = int(input("Enter a prime number: "))
print(f"{n} is the {prime_index(n)}th prime number.")
