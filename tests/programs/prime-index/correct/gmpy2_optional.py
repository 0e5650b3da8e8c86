import time
from math import isqrt

try:
    from gmpy2 import is_prime as _gmp_is_prime
except ModuleNotFoundError:
    _gmp_is_prime = None


def is_prime(n):
    """Primality of a single number: gmpy2 if present, otherwise deterministic Miller-Rabin."""
    if _gmp_is_prime is not None:
        return bool(_gmp_is_prime(n))
    if n < 2:
        return False
    for q in (2, 3, 5, 7, 11, 13):
        if n % q == 0:
            return n == q
    d, s = n - 1, 0
    while d % 2 == 0:
        d //= 2
        s += 1
    for a in (2, 3, 5, 7):            # enough below 3 215 031 751
        x = pow(a, d, n)
        if x in (1, n - 1):
            continue
        for _ in range(s - 1):
            x = x * x % n
            if x == n - 1:
                break
        else:
            return False
    return True


def prime_pi(n):
    r = isqrt(n)
    values = [n // i for i in range(1, r + 1)]
    values += range(values[-1] - 1, 0, -1)
    s = {v: v - 1 for v in values}
    for p in range(2, r + 1):
        if s[p] == s[p - 1]:
            continue
        for v in values:
            if v < p * p:
                break
            s[v] -= s[v // p] - s[p - 1]
    return s[n]


def main(p=438990637):
    t = time.perf_counter()
    if not is_prime(p):
        raise SystemExit(f"{p} is not prime")
    k = prime_pi(p)
    dt = (time.perf_counter() - t) * 1000
    print(f"p = {p}, n = {k}, took {dt:.0f} ms")


if __name__ == "__main__":
    main()
