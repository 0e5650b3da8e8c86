"""Which prime a number is, and which number the nth prime is, quickly: what the judge compares a program's answer with.

Counting
    π(n) is counted by Lucy_Hedgehog's method (Project Euler, thread of problem 10, 2011): Legendre's sieve as a dynamic
    programme over the 2·√n values that ⌊n/i⌋ takes. S(v) starts as v - 1, the number of integers in 2 … v. For each prime p in
    rising order, what p is the smallest prime factor of is taken out of every v ≥ p²:

        S(v) -= S(⌊v/p⌋) - S(p - 1)

    After the last p ≤ √n, S(v) = π(v) for every v in the table. O(n^¾) time and O(√n) memory.

The nth prime
    π(x) ≈ li(x) - li(√x)/2, the first two terms of Riemann's formula, is solved for x by Newton's method; π(x) is then counted
    exactly, and what is missing is sieved from there. Below 10¹¹ the estimate is off by a few thousand primes at most. Sources:
    Riemann, "Ueber die Anzahl der Primzahlen unter einer gegebenen Grösse" (1859); the series of li: Abramowitz and Stegun,
    Handbook of Mathematical Functions, 5.1.10.

Primality
    Miller's test with the bases 2, 3, 5, 7 and 11 knows every number below 2 152 302 898 747: Jaeschke, "On strong
    pseudoprimes to several bases", Mathematics of Computation 61 (1993).
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

LIMIT = 10**11
PRIMES_BELOW_LIMIT = 4_118_054_813

WITNESSES = (2, 3, 5, 7, 11)
EULER_GAMMA = 0.5772156649015329
SEGMENT = 1 << 18  # numbers sieved at a time


def is_prime(n: int) -> bool:
    """Whether `n`, 0 … 10¹¹, is a prime. ValueError outside this range."""
    _in_range("n", n, 0, LIMIT)
    if n < 2:
        return False
    for p in WITNESSES:
        if n % p == 0:
            return n == p
    odd, twos = n - 1, 0
    while odd % 2 == 0:
        odd, twos = odd // 2, twos + 1
    return all(_passes(n, witness, odd, twos) for witness in WITNESSES)


def prime_index(n: int) -> int:
    """π(n): how many primes are ≤ `n`, 0 … 10¹¹; for a prime, its index, 2 being the first. ValueError outside this range."""
    _in_range("n", n, 0, LIMIT)
    if n < 2:
        return 0
    import numpy as np

    root = math.isqrt(n)
    small = np.arange(-1, root, dtype=np.int64)  # small[v] = S(v) for v = 0 … √n; S(0) is never read
    numbers = np.arange(root + 1, dtype=np.int64)
    quotients = n // np.maximum(numbers, 1)
    large = quotients - 1  # large[i] = S(n // i) for i = 1 … √n
    for p in range(2, root + 1):
        if small[p] == small[p - 1]:
            continue  # composite: nothing was left of it
        before = small[p - 1]
        last = min(root, n // (p * p))  # n // i ≥ p² for i = 1 … last
        direct = min(last, root // p)  # n // (i·p) is in the table of the large ones for i = 1 … direct
        # Every right side is evaluated before it is subtracted, and the large before the small: all are the values before p.
        lower = small[quotients[direct + 1 : last + 1] // p]
        large[1 : direct + 1] -= large[p : direct * p + 1 : p] - before
        large[direct + 1 : last + 1] -= lower - before
        small[p * p :] -= small[numbers[p * p :] // p] - before
    return int(large[1])


def nth_prime(k: int) -> int:
    """The `k`-th prime, `nth_prime(1)` being 2, for primes below 10¹¹. ValueError for another `k`."""
    _in_range("k", k, 1, PRIMES_BELOW_LIMIT)
    import numpy as np

    start = _estimate(k)
    missing = k - prime_index(start)
    while missing > 0:  # the prime is above start
        found = _primes_between(start + 1, start + SEGMENT)
        if missing <= len(found):
            return int(found[missing - 1])
        missing -= len(found)
        start += SEGMENT
    while True:  # it is start or below: the prime that `-missing` others follow
        found = np.flip(_primes_between(max(start - SEGMENT + 1, 2), start))
        if -missing < len(found):
            return int(found[-missing])
        missing += len(found)
        start -= SEGMENT


def _in_range(name: str, value: int, low: int, high: int) -> None:
    if not low <= value <= high:
        raise ValueError(f"{name} must be {low} … {high}, not {value}")


def _passes(n: int, witness: int, odd: int, twos: int) -> bool:
    """Whether `n` = `odd` · 2^`twos` + 1 is a strong probable prime to the base `witness`."""
    x = pow(witness, odd, n)
    if x in (1, n - 1):
        return True
    for _ in range(twos - 1):
        x = x * x % n
        if x == n - 1:
            return True
    return False


def _estimate(k: int) -> int:
    """About the `k`-th prime, within 2 … 10¹¹."""
    if k < 6:
        return 11
    x = k * (math.log(k) + math.log(math.log(k)))  # above the prime: Rosser and Schoenfeld, 1962, (3.13)
    for _ in range(8):  # quadratic: four would do
        x -= (_li(x) - _li(math.sqrt(x)) / 2 - k) * math.log(x)
    return min(max(int(x), 2), LIMIT)


def _li(x: float) -> float:
    """The logarithmic integral of x > 1, by its series about ln x = 0."""
    log = math.log(x)
    term, total, m = 1.0, 0.0, 0
    while m < log or term > 1e-16 * total:
        m += 1
        term *= log / m
        total += term / m
    return EULER_GAMMA + math.log(log) + total


def _primes_between(first: int, last: int) -> NDArray[np.int64]:
    """The primes of `first` … `last`, 2 ≤ `first`, rising."""
    import numpy as np

    root = math.isqrt(last)
    factors = np.ones(root + 1, dtype=bool)
    factors[:2] = False
    for p in range(2, math.isqrt(root) + 1):
        if factors[p]:
            factors[p * p :: p] = False
    prime = np.ones(last - first + 1, dtype=bool)
    for p in np.flatnonzero(factors).tolist():
        prime[max(p * p, -(-first // p) * p) - first :: p] = False
    return np.flatnonzero(prime).astype(np.int64) + first
