"""Which prime is 438990637? Counts the primes up to it without listing them; needs the standard library alone.

How it works
    The index of a prime n is π(n), the number of primes ≤ n. Lucy_Hedgehog's method finds it without visiting every number:

    Start       Take every number of 2 … v for a prime: S(v) = v - 1.
    Sieve       For p = 2, 3, … that is still a prime, take away the numbers whose smallest prime factor is p. They are p·m
                with m ≤ v/p and no prime factor of m below p, so there are S(v/p) - S(p-1) of them, where S(p-1) counts the
                primes below p:

                    S(v) -= S(v/p) - S(p-1)        for every v ≥ p²

    End         A composite v has a prime factor ≤ √v, so S(v) = π(v) after the last p ≤ √n.

    Only S(n) is wanted, and what it asks for are values at ⌊n/i⌋, which takes fewer than 2·√n different values. They are kept
    in two lists: small[v] = S(v) and large[i] = S(n // i). That makes O(n^¾) steps (under two million here, in a fraction of a
    second) and O(√n) memory, where a sieve over all the numbers would need hundreds of megabytes.
"""

from math import isqrt

NUMBER = 438_990_637


def count_primes(n: int) -> int:
    """π(n), the number of primes ≤ n."""
    if n < 2:
        return 0
    root = isqrt(n)
    small = [v - 1 for v in range(root + 1)]  # S(v) for v ≤ √n
    large = [0] + [n // i - 1 for i in range(1, root + 1)]  # S(n // i) for i ≤ √n

    for p in range(2, root + 1):
        if small[p] == small[p - 1]:
            continue  # a smaller prime divides p
        primes_below = small[p - 1]
        # From the largest v down: every step reads S(v/p), which must still be its value from before p.
        for i in range(1, min(root, n // (p * p)) + 1):
            quotient = large[i * p] if i * p <= root else small[n // (i * p)]
            large[i] -= quotient - primes_below
        for v in range(root, p * p - 1, -1):
            small[v] -= small[v // p] - primes_below
    return large[1]


def ordinal(n: int) -> str:
    """1st, 2nd, 3rd, 4th, … with separators."""
    suffix = "th" if n % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(n % 10, "th")
    return f"{n:,}{suffix}"


def main() -> None:
    index = count_primes(NUMBER)
    # The count grows at a prime and nowhere else, so counting once more tells whether the number is one.
    if count_primes(NUMBER - 1) < index:
        print(f"{NUMBER} is a prime, the {ordinal(index)} one (2 being the first).")
    else:
        print(f"{NUMBER} is not a prime; {index:,} primes are smaller.")


if __name__ == "__main__":
    main()
