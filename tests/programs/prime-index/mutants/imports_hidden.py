import importlib
from math import isqrt

backend = importlib.import_module("".join(["n", "u", "m", "p", "y"]))

N = 438990637
sieve = backend.ones((N + 1) // 2, dtype=bool)
for i in range(3, isqrt(N) + 1, 2):
    if sieve[i // 2]:
        sieve[i * i // 2 :: i] = False
print(int(sieve.sum()))
