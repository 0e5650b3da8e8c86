"""Primzahl-Index mit concurrent.futures; fällt auf einen Prozess zurück, wenn kein Pool möglich ist."""
import math
import sys
from concurrent.futures import ProcessPoolExecutor

TARGET = 438_990_637


def base_primes(n):
    s = bytearray(b"\x01") * (n + 1)
    s[0:2] = b"\x00\x00"
    for i in range(2, math.isqrt(n) + 1):
        if s[i]:
            s[i * i::i] = b"\x00" * len(s[i * i::i])
    return [i for i in range(2, n + 1) if s[i]]


def count(args):
    low, high = args
    root = math.isqrt(high)
    block = bytearray(b"\x01") * (high - low + 1)
    for p in base_primes(root + 1):
        s = max(p * p, (low + p - 1) // p * p)
        if s <= high:
            block[s - low::p] = b"\x00" * ((high - s) // p + 1)
    return sum(block)


def ranges(n, step):
    for low in range(2, n + 1, step):
        yield low, min(low + step - 1, n)


def total(n):
    jobs = list(ranges(n, 10_000_000))
    done = 0
    try:
        with ProcessPoolExecutor(max_workers=2) as pool:
            for k, c in enumerate(pool.map(count, jobs), 1):
                done += c
                sys.stderr.write(f"\r{k}/{len(jobs)}")
    except (OSError, PermissionError):
        done = sum(map(count, jobs))
    sys.stderr.write("\n")
    return done


if __name__ == "__main__":
    print(f"{TARGET} ist die {total(TARGET)}. Primzahl.")
