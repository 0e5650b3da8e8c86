"""Prints a small table of prime counts and, in its last row, the index of 438990637."""
import math


def segmented_counts(stops):
    """Yield (stop, pi(stop)) for the increasing numbers in stops with one pass of a segmented sieve."""
    root = math.isqrt(stops[-1])
    base = []
    small = bytearray([1]) * (root + 1)
    for i in range(2, root + 1):
        if small[i]:
            base.append(i)
            if i * i <= root:
                small[i * i :: i] = bytes((root - i * i) // i + 1)
    low, total = 2, 0
    for stop in stops:
        while low <= stop:
            high = min(low + (1 << 22) - 1, stop)
            size = high - low + 1
            seg = bytearray([1]) * size
            for p in base:
                if p * p > high:
                    break
                first = max(p * p, low + (-low) % p) - low
                if first < size:
                    seg[first::p] = bytes((size - 1 - first) // p + 1)
            total += seg.count(1)
            low = high + 1
        yield stop, total


def main():
    target = 438990637
    stops = [10**e for e in range(1, 9) if 10**e < target] + [target]

    print("+---------------+--------------+")
    print("|             x |  primes <= x |")
    print("+---------------+--------------+")
    for x, count in segmented_counts(stops):
        print(f"| {x:>13,} | {count:>12,} |")
    print("+---------------+--------------+")
    print()
    print(f"So {target:,} is prime number {count:,}.")


if __name__ == "__main__":
    main()
