import math

N = 438990637
sieve = bytearray([1]) * ((N + 1) // 2)
i = 3
while i * i <= N:
    if sieve[i // 2]:
        sieve[i * i // 2 :: i] = bytes((len(sieve) - 1 - i * i // 2) // i + 1)
        i += 2          # indented too far: stays at the first composite for ever
print(N, "is prime number", sum(sieve))
