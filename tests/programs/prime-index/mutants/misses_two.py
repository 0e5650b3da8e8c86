# the number is split so that it is easy to check by eye
MILLIONS = 438_990_000
REST = 637
N = MILLIONS + REST

import math

# --- base primes up to sqrt(N) ------------------------------------------------
root = math.isqrt(N)
is_p = [True] * (root + 1)
is_p[0] = False
is_p[1] = False
for i in range(2, math.isqrt(root) + 1):
    if is_p[i]:
        for j in range(i * i, root + 1, i):
            is_p[j] = False
base = [i for i in range(3, root + 1) if is_p[i]]

# --- count the primes window by window (odd numbers only) -----------------------
WINDOW = 1_000_000          # odd numbers per window
counter = 0
start = 3
while start <= N:
    stop = min(start + 2 * WINDOW, N + 1)          # exclusive
    length = (stop - start + 1) // 2
    window = bytearray(b"\x01") * length
    for p in base:
        if p * p >= stop:
            break
        q = max(p, (start + p - 1) // p)
        q |= 1                                     # odd cofactor
        first = (q * p - start) // 2
        if first < length:
            window[first::p] = b"\x00" * ((length - first - 1) // p + 1)
    counter += window.count(1)
    start += 2 * WINDOW

print("N =", N)
print("n =", counter)
