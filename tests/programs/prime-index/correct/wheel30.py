"""
Prime index via a wheel sieve modulo 30.

Every prime above 5 is congruent to one of 1, 7, 11, 13, 17, 19, 23, 29 (mod 30).
We keep one bytearray for each of these 8 residue classes; row[r][k] stands for 30*k + r.
Only 8/30 = 26.7 % of all numbers are stored.
"""
from math import isqrt

RESIDUES = (1, 7, 11, 13, 17, 19, 23, 29)
QUESTION = 438990637


def pi(n):
    # tiny cases that the wheel cannot represent
    if n < 7:
        return sum(1 for q in (2, 3, 5) if q <= n)

    blocks = n // 30 + 1
    rows = {r: bytearray(b"\1") * blocks for r in RESIDUES}
    rows[1][0] = 0                         # 1 is not prime

    for k in range(isqrt(n) // 30 + 1):
        for r in RESIDUES:
            if not rows[r][k]:
                continue
            p = 30 * k + r
            if p * p > n:
                break
            # p * m for m >= p coprime to 30: each residue of m hits one class
            for s in RESIDUES:
                m = 30 * k + s
                if m < p:
                    m += 30
                first = p * m
                row = rows[first % 30]
                at = first // 30
                if at < blocks:
                    row[at::p] = bytes((blocks - 1 - at) // p + 1)

    # blank what lies beyond n in the last block
    last = blocks - 1
    for r in RESIDUES:
        if 30 * last + r > n:
            rows[r][last] = 0

    return 3 + sum(row.count(1) for row in rows.values())


if __name__ == "__main__":
    n = pi(QUESTION)
    print("Index of", QUESTION, "among the primes:", n)
