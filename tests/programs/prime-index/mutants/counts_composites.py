"""Sieve of Sundaram with slices; the answer is printed in colour."""
import math

BOLD, GREEN, RESET = "\033[1m", "\033[32m", "\033[0m"


def sundaram(n):
    # i + j + 2ij = k  <=>  (2i+1)(2j+1) = 2k+1 : what is never hit gives an odd prime 2k+1
    k = (n - 1) // 2
    if n < 3:
        return max(0, n - 1)
    marked = bytearray(k + 1)
    for i in range(1, (math.isqrt(2 * k + 1) - 1) // 2 + 1):
        if marked[i]:
            continue                      # the multiples of a composite are marked already
        start = 2 * i * (i + 1)
        marked[start :: 2 * i + 1] = b"\x01" * len(range(start, k + 1, 2 * i + 1))
    return marked.count(1) + k + 1       # without k = 0 (the number 1), with the prime 2


target = 438990637
position = sundaram(target)
print(f"{BOLD}Number:{RESET} {target}")
print(f"{BOLD}Prime index:{RESET} {GREEN}{position:,}{RESET}")
