import numpy as np

N = 438990637
sieve = np.ones(N // 2 + 1, dtype=bool)          # sieve[i] <-> 2*i + 1
for i in range(3, int(N ** 0.5) + 1, 2):
    if sieve[i // 2]:
        sieve[i * i // 2 :: i] = False
print(int(np.count_nonzero(sieve)))
