#!/usr/bin/env python3
"""Segmented sieve of Eratosthenes, object-oriented version."""

from __future__ import annotations

import math
import sys
from typing import Iterator


class SegmentedSieve:
    """Counts primes block by block so that memory stays small."""

    def __init__(self, limit: int, segment_size: int = 1 << 21) -> None:
        if limit < 2:
            raise ValueError("limit must be at least 2")
        self.limit = limit
        self.segment_size = segment_size
        self._base_primes = self._simple_sieve(math.isqrt(limit))

    @staticmethod
    def _simple_sieve(n: int) -> list[int]:
        """Ordinary sieve used for the base primes up to sqrt(limit)."""
        marks = bytearray([True]) * (n + 1)
        marks[0:2] = bytes(min(2, n + 1))
        for i in range(2, math.isqrt(n) + 1):
            if marks[i]:
                marks[i * i :: i] = bytes(len(range(i * i, n + 1, i)))
        return [i for i, is_p in enumerate(marks) if is_p]

    def segments(self) -> Iterator[tuple[int, int, int]]:
        """Yield (low, high, number of primes in [low, high])."""
        low = 2
        while low <= self.limit:
            high = min(low + self.segment_size - 1, self.limit)
            width = high - low + 1
            block = bytearray([1]) * width
            for p in self._base_primes:
                if p * p > high:
                    break
                first = max(p * p, (low + p - 1) // p * p)
                block[first - low :: p] = bytes((width - 1 - (first - low)) // p + 1 if first <= high else 0)
            yield low, high, block.count(1)
            low = high + 1

    def count(self) -> int:
        total = 0
        last_percent = -1
        for _low, high, found in self.segments():
            total += found
            percent = high * 100 // self.limit
            if percent // 10 != last_percent // 10:
                # progress goes to stderr so that stdout holds only the result
                print(f"[{percent:3d}%] {total} primes up to {high}", file=sys.stderr)
                last_percent = percent
        return total


def main() -> int:
    target = 438_990_637
    index = SegmentedSieve(target).count()
    print(f"{target} is the {index}-th prime number.")
    return index


if __name__ == "__main__":
    sys.exit(main())
