"""
Counts the primes up to 438990637 with a pool of worker processes.

The range is cut into chunks; each worker sieves its chunks on its own with the
shared list of base primes and returns only the number of primes found.
"""
import math
import multiprocessing as mp
import os
import time

N = 438990637
CHUNK = 4_000_000

_base = []


def init_worker(base):
    global _base
    _base = base


def simple_sieve(n):
    sieve = bytearray([1]) * (n + 1)
    sieve[:2] = b"\x00\x00"
    for i in range(2, math.isqrt(n) + 1):
        if sieve[i]:
            sieve[i * i :: i] = bytes((n - i * i) // i + 1)
    return [i for i in range(n + 1) if sieve[i]]


def count_chunk(bounds):
    """Number of primes in [lo, hi)."""
    lo, hi = bounds
    size = hi - lo
    block = bytearray([1]) * size
    for p in _base:
        if p * p >= hi:
            break
        start = max(p * p, -(-lo // p) * p)
        if start < hi:
            block[start - lo :: p] = bytes((size - 1 - (start - lo)) // p + 1)
    return block.count(1)


def main():
    began = time.time()
    base = simple_sieve(math.isqrt(N) + 1)
    chunks = [(lo, min(lo + CHUNK, N + 1)) for lo in range(2, N + 1, CHUNK)]
    workers = max(1, min(4, os.cpu_count() or 1))
    with mp.Pool(workers, initializer=init_worker, initargs=(base,)) as pool:
        total = sum(pool.imap_unordered(count_chunk, chunks, chunksize=4))
    print(f"workers: {workers}, chunks: {len(chunks)}, time: {time.time() - began:.1f} s")
    print(f"The number {N} is the {total:,}th prime number")


if __name__ == "__main__":
    main()
