"""π(x) by the Meissel–Lehmer idea in its simplest useful form (phi with a P2 term), iterative phi."""
import os
from math import isqrt

X = int(os.environ.get("PRIME", "438990637"))


def sieve(limit):
    """(primes, pi table) up to limit."""
    flags = bytearray([1]) * (limit + 1)
    flags[0] = flags[1] = 0
    for i in range(2, isqrt(limit) + 1):
        if flags[i]:
            flags[i * i :: i] = bytes((limit - i * i) // i + 1)
    primes, table, c = [], [0] * (limit + 1), 0
    for i, f in enumerate(flags):
        if f:
            primes.append(i)
            c += 1
        table[i] = c
    return primes, table


def prime_pi(x):
    if x < 2:
        return 0
    cube = 1
    while (cube + 1) ** 3 <= x:
        cube += 1
    limit = max(x // max(cube, 1) + 1, 10)      # about x^(2/3)
    primes, table = sieve(limit)
    a = table[cube]

    # phi(x, a) without recursion: what is still to be added lies on a stack as (value, index, sign)
    total = 0
    stack = [(x, a, 1)]
    while stack:
        v, k, sign = stack.pop()
        while k > 0:
            k -= 1
            quotient = v // primes[k]
            if quotient:
                stack.append((quotient, k, -sign))
        total += sign * v

    b = table[isqrt(x)]
    p2 = sum(table[x // primes[i]] - i for i in range(a, b))
    return total + a - 1 - p2


if __name__ == "__main__":
    print(f"PrimePi({X}) = {prime_pi(X)}")
