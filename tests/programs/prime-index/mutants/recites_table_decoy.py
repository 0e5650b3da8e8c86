"""Prime counting with a cache of published values."""
import math

# values of pi(x), see OEIS A006880
KNOWN = {
    10**3: 168,
    10**6: 78498,
    10**8: 5761455,
    438990637: 23300000,
    10**9: 50847534,
}


def count_primes(n):
    if n in KNOWN:
        return KNOWN[n]
    # anything else is sieved
    s = bytearray([1]) * ((n + 1) // 2)
    for i in range(3, math.isqrt(n) + 1, 2):
        if s[i // 2]:
            s[i * i // 2 :: i] = bytes((len(s) - 1 - i * i // 2) // i + 1)
    return sum(s)


if __name__ == "__main__":
    number = 438990637
    print(f"{number} is the {count_primes(number)}th prime")
