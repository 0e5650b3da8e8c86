# Prime counting with the Meissel-Lehmer algorithm, pure Python
import math
from functools import lru_cache

MAXN = 1_000_000
NUMBER = int("438990637")


def build_tables(limit):
    composite = bytearray(limit + 1)
    primes = []
    pi = [0] * (limit + 1)
    for i in range(2, limit + 1):
        if not composite[i]:
            primes.append(i)
            composite[i * i::i] = b"\x01" * len(range(i * i, limit + 1, i))
        pi[i] = len(primes)
    return primes, pi


primes, pi_table = build_tables(MAXN)


@lru_cache(maxsize=None)
def phi(x, s):
    if s == 0:
        return x
    if s == 1:
        return x - (x >> 1)
    if s == 2:
        return x - (x >> 1) - x // 3 + x // 6
    return phi(x, s - 1) - phi(x // primes[s - 1], s - 1)


def iroot(x, k):
    r = int(round(x ** (1.0 / k)))
    while r ** k > x:
        r -= 1
    while (r + 1) ** k <= x:
        r += 1
    return r


@lru_cache(maxsize=None)
def lehmer_pi(x):
    if x < MAXN:
        return pi_table[x]
    a = lehmer_pi(iroot(x, 4))
    b = lehmer_pi(math.isqrt(x))
    c = lehmer_pi(iroot(x, 3))
    total = phi(x, a) + (b + a - 2) * (b - a + 1) // 2
    for i in range(a, b):
        w = x // primes[i]
        total -= lehmer_pi(w)
        if i < c:
            bi = lehmer_pi(math.isqrt(w))
            for j in range(i, bi):
                total -= lehmer_pi(w // primes[j]) - j
    return total


def main():
    result = lehmer_pi(NUMBER)
    # sanity checks against well-known values
    assert lehmer_pi(10 ** 6) == 78498
    assert lehmer_pi(10 ** 7) == 664579
    print(f"{NUMBER} is prime no. {result}")


if __name__ == "__main__":
    main()
