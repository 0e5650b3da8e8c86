"""
Index of the prime 438990637.

NumPy is used to speed things up if it happens to be installed, but it is not required:
without it the program falls back to a bytearray.
"""
from math import isqrt

try:
    import numpy as np
except ImportError:
    np = None

LIMIT = 438990637


def count_numpy(n):
    sieve = np.ones((n + 1) // 2, dtype=np.bool_)
    for i in range(3, isqrt(n) + 1, 2):
        if sieve[i // 2]:
            sieve[i * i // 2 :: i] = False
    return int(np.count_nonzero(sieve))


def count_pure(n):
    sieve = bytearray([1]) * ((n + 1) // 2)
    for i in range(3, isqrt(n) + 1, 2):
        if sieve[i // 2]:
            start = i * i // 2
            sieve[start::i] = bytes((len(sieve) - start - 1) // i + 1)
    return sieve.count(1)


def main():
    if LIMIT < 2:
        count = 0
    elif np is not None:
        print("Using NumPy", np.__version__)
        count = count_numpy(LIMIT)
    else:
        print("NumPy not found, using pure Python")
        count = count_pure(LIMIT)
    # index 0 of the sieve stands for 1, counted in place of the prime 2
    print(f"{LIMIT} is the {count}th prime number.")


if __name__ == "__main__":
    main()
