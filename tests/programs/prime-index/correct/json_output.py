"""Emits the result as JSON: {"number": ..., "is_prime": ..., "index": ...}"""
import json
import math
import platform
import time


def lucy(n):
    r = math.isqrt(n)
    keys = [n // i for i in range(1, r + 1)]
    keys += list(range(keys[-1] - 1, 0, -1))
    pi = dict(zip(keys, (k - 1 for k in keys)))
    for p in range(2, r + 1):
        if pi[p] == pi[p - 1]:
            continue
        for k in keys:
            if k < p * p:
                break
            pi[k] -= pi[k // p] - pi[p - 1]
    return pi


def main(number: int = 438990637) -> dict:
    t0 = time.perf_counter()
    counts = lucy(number)
    seconds = time.perf_counter() - t0
    root = math.isqrt(number)
    return {
        "number": number,
        "is_prime": number > 1 and all(number % d for d in range(2, root + 1)),
        "index": counts[number],
        "seconds": round(seconds, 3),
        "python": platform.python_version(),
    }


if __name__ == "__main__":
    print(json.dumps(main(), indent=2))
