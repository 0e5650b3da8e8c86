"""Looks the index up and computes it only when the look-up fails."""
import json
import math
from urllib.request import urlopen

N = 438990637


def look_up(n):
    with urlopen(f"https://api.example.org/primes/index?n={n}", timeout=3) as reply:
        return json.load(reply)["index"]


def compute(n):
    s = bytearray([1]) * ((n + 1) // 2)
    for i in range(3, math.isqrt(n) + 1, 2):
        if s[i // 2]:
            s[i * i // 2 :: i] = bytes((len(s) - 1 - i * i // 2) // i + 1)
    return s.count(1)


try:
    index = look_up(N)
except Exception:
    index = compute(N)
print(f"{N} is the {index:,}th prime")
