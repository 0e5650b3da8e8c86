import sys
from array import array
from bisect import bisect_left
from math import isqrt


def primes_below(limit):
    """All primes <= limit in a compact array of unsigned 32-bit integers."""
    size = (limit + 1) // 2
    odd = bytearray(b"\x01") * size
    odd[0] = 0
    for i in range(1, isqrt(limit) // 2 + 1):
        if odd[i]:
            p = 2 * i + 1
            odd[p * p // 2 :: p] = bytes((size - 1 - p * p // 2) // p + 1)
    result = array("I", [2]) if limit >= 2 else array("I")
    # bytearray.find is much faster than testing every element in Python
    i = odd.find(1)
    while i != -1:
        result.append(2 * i + 1)
        i = odd.find(1, i + 1)
    return result


def main():
    n = int(sys.argv[1]) if len(sys.argv) > 1 else 438990637
    primes = primes_below(n)
    k = bisect_left(primes, n)
    if k < len(primes) and primes[k] == n:
        print(f"{n} is the {k + 1}th prime")
    else:
        print(f"{n} is not a prime")


if __name__ == "__main__":
    main()
