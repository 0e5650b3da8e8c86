from math import isqrt
import time
import tracemalloc

try:
    from numba import njit
except Exception:                      # not installed: the decorator does nothing
    def njit(*args, **kwargs):
        if args and callable(args[0]):
            return args[0]
        return lambda f: f


@njit(cache=False)
def count_primes(n, r):
    s = [0] * (r + 1)
    l = [0] * (r + 1)
    for i in range(1, r + 1):
        s[i] = i - 1
        l[i] = n // i - 1
    for p in range(2, r + 1):
        if s[p] == s[p - 1]:
            continue
        q = p * p
        e = min(r, n // q)
        c = s[p - 1]
        for i in range(1, e + 1):
            j = i * p
            if j <= r:
                l[i] -= l[j] - c
            else:
                l[i] -= s[n // j] - c
        i = r
        while i >= q:
            s[i] -= s[i // p] - c
            i -= 1
    return l[1]


if __name__ == "__main__":
    n = 438990637
    tracemalloc.start()
    t = time.time()
    k = count_primes(n, isqrt(n))
    t = time.time() - t
    peak = tracemalloc.get_traced_memory()[1]
    print(f"time {t:.2f}s, peak memory {peak / 1024 / 1024:.2f} MB")
    grouped = f"{k:,}".replace(",", " ")
    print(f"{n} est le {grouped}e nombre premier.")
