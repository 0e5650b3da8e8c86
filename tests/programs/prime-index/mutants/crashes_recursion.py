from math import isqrt

X = 438990637


def primes_to(n):
    s = bytearray([1]) * (n + 1)
    for i in range(2, isqrt(n) + 1):
        if s[i]:
            s[i * i :: i] = bytes((n - i * i) // i + 1)
    return [i for i in range(2, n + 1) if s[i]]


PRIMES = primes_to(isqrt(X))


def phi(x, a):
    """How many numbers up to x no one of the first a primes divides."""
    if a == 0:
        return x
    return phi(x, a - 1) - phi(x // PRIMES[a - 1], a - 1)


print("Index:", phi(X, len(PRIMES)) + len(PRIMES) - 1)
