import math

n = 438990637
size = (n + 1) / 2
sieve = bytearray([1]) * size
for i in range(3, math.isqrt(n) + 1, 2):
    if sieve[i // 2]:
        sieve[i * i // 2 :: i] = bytes((len(sieve) - 1 - i * i // 2) // i + 1)
print(n, "is prime number", sum(sieve))
