# Reads the number from standard input; without any input the number of the task is used.
import sys

data = sys.stdin.read().split() if not sys.stdin.isatty() else []
n = int(data[0]) if data else 438990637


def isqrt(v):
    x = v
    y = (x + 1) // 2
    while y < x:
        x = y
        y = (x + v // x) // 2
    return x


def solve(n):
    if n < 2:
        return 0
    if n < 3:
        return 1
    m = (n - 1) // 2              # odd numbers 3, 5, ..., n
    a = bytearray(m)              # 0 = prime, 1 = composite
    i, p = 0, 3
    while p * p <= n:
        if a[i] == 0:
            j = (p * p - 3) // 2
            a[j::p] = b"\x01" * ((m - 1 - j) // p + 1)
        i += 1
        p += 2
    return a.count(0) + 1


print(solve(n))
