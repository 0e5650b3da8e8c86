"""Segmented sieve on a thread pool, progress through the logging module."""
import logging
import math
import os
from concurrent.futures import ThreadPoolExecutor
from functools import partial

logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(message)s")
log = logging.getLogger("primes")

CONFIG = {
    "number": 438990637,
    "segment": 2_000_000,
    "threads": min(4, os.cpu_count() or 1),
}


def eratosthenes(n):
    sieve = bytearray([1]) * (n + 1)
    sieve[: min(2, n + 1)] = bytes(min(2, n + 1))
    for i in range(2, math.isqrt(n) + 1):
        if sieve[i]:
            sieve[i * i :: i] = bytes((n - i * i) // i + 1)
    return [i for i, s in enumerate(sieve) if s]


def count_block(base, bounds):
    low, high = bounds
    block = bytearray([1]) * (high - low)
    for p in base:
        if p * p >= high:
            break
        first = max(p * p, -(-low // p) * p)
        if first < high:
            block[first - low :: p] = bytes((high - first - 1) // p + 1)
    return high, block.count(1)


def main():
    n = CONFIG["number"]
    base = eratosthenes(math.isqrt(n))
    blocks = [(low, min(low + CONFIG["segment"], n + 1)) for low in range(2, n + 1, CONFIG["segment"])]
    log.info("%d blocks, %d threads", len(blocks), CONFIG["threads"])
    total = 0
    with ThreadPoolExecutor(CONFIG["threads"]) as pool:
        for i, (high, c) in enumerate(pool.map(partial(count_block, base), blocks)):
            total += c
            if i % 25 == 0:
                log.info("pi(%d) = %d", high - 1, total)
    log.info("done")
    print(f"{n:_} -> index {total:_}")


if __name__ == "__main__":
    main()
