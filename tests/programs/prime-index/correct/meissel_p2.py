"""
Meissel's formula for pi(x).

    pi(x) = phi(x, a) + a - 1 - P2(x, a)          with a = pi(x^(1/3))
    P2(x, a) = sum over primes p in (x^(1/3), x^(1/2)] of  pi(x/p) - pi(p) + 1
"""
from bisect import bisect_right
from math import isqrt


def icbrt(n):
    """Integer cube root."""
    r = round(n ** (1 / 3))
    while r ** 3 > n:
        r -= 1
    while (r + 1) ** 3 <= n:
        r += 1
    return r


def primes_up_to(n):
    if n < 2:
        return []
    s = bytearray([1]) * (n // 2 + 1)
    for i in range(3, isqrt(n) + 1, 2):
        if s[i // 2]:
            s[i * i // 2::i] = bytes((len(s) - 1 - i * i // 2) // i + 1)
    return [2] + [2 * i + 1 for i in range(1, (n + 1) // 2) if s[i]]


class MeisselCounter:
    def __init__(self, x):
        self.x = x
        # pi(x/p) is needed for p > x^(1/3), so a table up to x^(2/3) is enough
        self.table_limit = max(100, icbrt(x) ** 2 + 4 * icbrt(x) + 10)
        self.primes = primes_up_to(self.table_limit)
        self._memo = {}

    def pi_small(self, n):
        return bisect_right(self.primes, n)

    def phi(self, x, a):
        if a == 0:
            return x
        if a == 1:
            return x - x // 2
        if x < self.primes[a - 1] ** 2:
            # nothing but 1 and the primes above p_a survives
            return max(1, self.pi_small(x) - a + 1) if x else 0
        key = (x, a)
        if key not in self._memo:
            self._memo[key] = self.phi(x, a - 1) - self.phi(x // self.primes[a - 1], a - 1)
        return self._memo[key]

    def count(self):
        x = self.x
        if x <= self.table_limit:
            return self.pi_small(x)
        a = self.pi_small(icbrt(x))
        b = self.pi_small(isqrt(x))
        p2 = 0
        for i in range(a, b):
            p2 += self.pi_small(x // self.primes[i]) - i
        return self.phi(x, a) + a - 1 - p2


def index_of_prime(p):
    return MeisselCounter(p).count()


if __name__ == "__main__":
    import sys
    sys.setrecursionlimit(10_000)
    p = 438990637
    print(f"π({p}) = {index_of_prime(p)}")
