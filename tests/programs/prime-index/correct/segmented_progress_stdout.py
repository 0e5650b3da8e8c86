import math
import time


def small_primes(limit):
    sieve = bytearray([1]) * (limit + 1)
    sieve[0] = sieve[1] = 0
    for i in range(2, int(limit ** 0.5) + 1):
        if sieve[i]:
            sieve[i*i::i] = b'\x00' * ((limit - i*i) // i + 1)
    return [i for i in range(2, limit + 1) if sieve[i]]


def find_prime_index(target):
    """Segmented sieve over odd numbers only, with progress output."""
    if target < 2:
        return 0
    count = 1                       # the prime 2
    root = math.isqrt(target)
    primes = small_primes(max(root, 3))[1:]   # odd base primes

    seg = 8_000_000                 # odd numbers in a segment
    low = 3
    start = time.time()
    step = 0
    while low <= target:
        high = min(low + 2 * seg - 2, target)
        if high % 2 == 0:
            high -= 1
        size = (high - low) // 2 + 1
        block = bytearray(b'\x01') * size
        for p in primes:
            pp = p * p
            if pp > high:
                break
            if pp >= low:
                first = pp
            else:
                first = low + (-low) % p
                if first % 2 == 0:
                    first += p
            if first > high:
                continue
            idx = (first - low) // 2
            block[idx::p] = b'\x00' * ((size - 1 - idx) // p + 1)
        count += sum(block)
        step += 1
        print(f"  segment {step:2d}: up to {high:>11,}  primes so far: {count:>11,}  "
              f"({high / target * 100:5.1f}%, {time.time() - start:.1f}s)")
        low = high + 2
    return count


print("Counting primes, please wait...")
N = 438990637
answer = find_prime_index(N)
print("-" * 50)
print(f"Result: {N} is prime number #{answer}")
