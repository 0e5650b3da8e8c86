"""Sieve with a set of candidates."""
N = 438990637

candidates = set(range(3, N + 1, 2))
candidates.add(2)
p = 3
while p * p <= N:
    if p in candidates:
        candidates.difference_update(range(p * p, N + 1, 2 * p))
    p += 2
print(f"{N} is number {len(candidates)} in the list of primes")
