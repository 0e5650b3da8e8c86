#!/usr/bin/env python3
# -*- coding: utf-8 -*-
"""
Segmented sieve with explicit inner loops (no slice assignment), odd numbers only.
Slower than the bytearray tricks but easy to follow; takes around half a minute.
"""
import sys


def integer_sqrt(n):
    low, high = 0, n + 1
    while high - low > 1:
        mid = (low + high) // 2
        if mid * mid <= n:
            low = mid
        else:
            high = mid
    return low


def small_odd_primes(limit):
    primes = []
    for candidate in range(3, limit + 1, 2):
        for p in primes:
            if p * p > candidate:
                primes.append(candidate)
                break
            if candidate % p == 0:
                break
        else:
            primes.append(candidate)
    return primes


def prime_index(target):
    if target < 2:
        return 0
    total = 1  # for the number 2
    primes = small_odd_primes(integer_sqrt(target))
    segment_size = 1 << 20
    for low in range(3, target + 1, 2 * segment_size):
        high = min(low + 2 * segment_size - 2, target)
        count = (high - low) // 2 + 1
        segment = bytearray(count)
        for p in primes:
            start = p * p
            if start > high:
                break
            if start < low:
                start = (low + p - 1) // p * p
                if start % 2 == 0:
                    start += p
            for j in range((start - low) // 2, count, p):
                segment[j] = 1
        total += segment.count(0)
        sys.stderr.write("\rprogress: %5.1f %%" % (100.0 * high / target))
        sys.stderr.flush()
    sys.stderr.write("\n")
    return total


if __name__ == "__main__":
    TARGET = 438990637
    print("%d is the %d-th prime" % (TARGET, prime_index(TARGET)))
