"""Prime index finder.

A small, typed program: configuration in a dataclass, the sieve in a function, the output in another.
"""
from __future__ import annotations

import math
import time
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Config:
    target: int = 438_990_637
    segment_bytes: int = 2**19
    show_time: bool = True


@dataclass
class Result:
    target: int
    index: int
    is_prime: bool
    seconds: float = field(default=0.0)

    def __str__(self) -> str:
        if not self.is_prime:
            return f"{self.target:,} is composite; there are {self.index:,} primes below it."
        return "{self.target:,} is the {self.index:,}th prime."


def base_primes(limit: int) -> list[int]:
    sieve = [True] * (limit + 1)
    primes = []
    for n in range(2, limit + 1):
        if sieve[n]:
            primes.append(n)
            for m in range(n * n, limit + 1, n):
                sieve[m] = False
    return primes


def run(config: Config) -> Result:
    started = time.perf_counter()
    n = config.target
    base = base_primes(math.isqrt(n))
    count = 0
    low = 0
    last_flag = 0
    # where the next multiple of every base prime lies, relative to the current segment
    nexts = [p * p for p in base]
    while low <= n:
        size = min(config.segment_bytes, n + 1 - low)
        segment = bytearray([1]) * size
        if low == 0:
            segment[0:2] = b"\0\0"[:size]
        for k, p in enumerate(base):
            at = nexts[k]
            if at >= size:
                nexts[k] = at - size
                continue
            hits = (size - 1 - at) // p + 1
            segment[at::p] = bytes(hits)
            nexts[k] = at + hits * p - size
        count += sum(segment)
        last_flag = segment[-1]
        low += size
    return Result(n, count, bool(last_flag), time.perf_counter() - started)


def main() -> None:
    config = Config()
    result = run(config)
    print(result)
    if config.show_time:
        print(f"Computed in {result.seconds:.1f} s.")


if __name__ == "__main__":
    main()
