"""Which prime is 438,990,637?  Lucy_Hedgehog's method with two lists."""

import math
import time


def prime_pi(n: int) -> int:
    if n < 2:
        return 0
    r = math.isqrt(n)
    lo = [i - 1 for i in range(r + 1)]                    # lo[i] = pi(i) candidates
    hi = [0] + [n // i - 1 for i in range(1, r + 1)]      # hi[i] = pi(n // i) candidates
    for p in range(2, r + 1):
        if lo[p] == lo[p - 1]:
            continue
        pc = lo[p - 1]
        p2 = p * p
        end = min(r, n // p2)
        for i in range(1, end + 1):
            d = i * p
            if d <= r:
                hi[i] -= hi[d] - pc
            else:
                hi[i] -= lo[n // d] - pc
        for i in range(r, p2 - 1, -1):
            lo[i] -= lo[i // p] - pc
    return hi[1]


def is_prime(n: int) -> bool:
    """Plain trial division: fine for a single number of this size."""
    if n < 2:
        return False
    if n % 2 == 0:
        return n == 2
    f = 3
    while f * f <= n:
        if n % f == 0:
            return False
        f += 2
    return True


def main() -> None:
    n = 438_990_637
    start = time.perf_counter()

    print(f"Number:                 {n:,}")
    print(f"Is it prime?            {'yes' if is_prime(n) else 'no'}")

    # The prime number theorem gives a first idea of the size of the answer
    print(f"Estimate n / ln n:      {int(n / math.log(n)):,}")
    print(f"Estimate n / (ln n - 1): {int(n / (math.log(n) - 1)):,}")

    count = prime_pi(n)
    print(f"Exact count pi(n):      {count:,}")
    print(f"Elapsed:                {time.perf_counter() - start:.3f} s")
    print()
    if is_prime(n):
        print(f"==> {n:,} is the {count:,}th prime number.")
    else:
        print(f"==> {n:,} is not a prime number, there are {count:,} primes up to it.")


main()
