# Lucy_Hedgehog prime counting, O(x^(3/4))
from math import isqrt

def prime_count(n):
    r = isqrt(n)
    V = [n // i for i in range(1, r + 1)]
    V += list(range(V[-1] - 1, 0, -1))
    S = {v: v - 1 for v in V}
    for p in range(2, r + 1):
        if S[p] > S[p - 1]:          # p is prime
            sp = S[p - 1]            # number of primes smaller than p
            p2 = p * p
            for v in V:
                if v < p2:
                    break
                S[v] -= S[v // p] - sp
    return S[n]

def is_prime(n):
    if n < 2: return False
    for d in range(2, isqrt(n) + 1):
        if n % d == 0:
            return False
    return True

P = 438990637
assert is_prime(P)
below = prime_count(P - 1)
print(f"There are {below} primes below {P}; hence {P} is prime number {below + 1}.")
