#!/usr/bin/env python3
"""
prime_rank.py - report the rank of a prime in the sequence 2, 3, 5, 7, 11, ...

Usage:
    python prime_rank.py                 # the default number, 438990637
    python prime_rank.py --number 104729
    python prime_rank.py --segment 1000000 --quiet
"""
import argparse
import math
import sys
import time


def parse_args(argv=None):
    parser = argparse.ArgumentParser(description="Compute which prime a number is (2 is the first).")
    parser.add_argument("-n", "--number", type=int, default=438_990_637, help="the prime (default: %(default)s)")
    parser.add_argument("-s", "--segment", type=int, default=1 << 20, help="odd numbers per segment")
    parser.add_argument("-q", "--quiet", action="store_true", help="only print the rank")
    return parser.parse_args(argv)


def odd_primes(limit):
    """Odd primes <= limit."""
    half = bytearray([1]) * ((limit + 1) // 2)
    for i in range(1, math.isqrt(limit) // 2 + 1):
        if half[i]:
            step = 2 * i + 1
            first = step * step // 2
            half[first::step] = bytes(len(range(first, len(half), step)))
    return [2 * i + 1 for i in range(1, len(half)) if half[i]]


def rank(number, segment):
    """Number of primes <= number, counted in segments of odd numbers."""
    if number < 2:
        return 0
    base = odd_primes(math.isqrt(number))
    total_odds = (number - 1) // 2          # 3, 5, 7, ..., <= number
    total = 1
    zeros = bytes(segment)
    for low in range(0, total_odds, segment):
        size = min(segment, total_odds - low)
        first_value = 2 * low + 3
        last_value = first_value + 2 * (size - 1)
        flags = bytearray(b"\x01") * size
        for p in base:
            square = p * p
            if square > last_value:
                break
            if square >= first_value:
                offset = (square - first_value) // 2
            else:
                # smallest odd multiple of p that is >= first_value
                m = -(-first_value // p)
                if m % 2 == 0:
                    m += 1
                offset = (m * p - first_value) // 2
            if offset < size:
                flags[offset::p] = zeros[: (size - 1 - offset) // p + 1]
        total += flags.count(1)
    return total


def main(argv=None):
    args = parse_args(argv)
    began = time.process_time()
    result = rank(args.number, args.segment)
    if args.quiet:
        print(result)
    else:
        print(f"{args.number} -> {result}")
        print(f"(CPU time: {time.process_time() - began:.2f} s)", file=sys.stderr)


if __name__ == "__main__":
    main()
