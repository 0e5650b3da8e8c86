def prime_count(n):
    # Lucy_Hedgehog's prime counting, O(n^(3/4))
    r = int(n ** 0.5)
    while r * r > n:
        r -= 1
    while (r + 1) ** 2 <= n:
        r += 1
    V = [n // i for i in range(1, r + 1)]
    V += list(range(V[-1] - 1, 0, -1))
    S = {v: v - 1 for v in V}
    for p in range(2, r + 1):
        if S[p] > S[p - 1]:          # p is prime
            sp = S[p - 1]            # number of primes smaller than p
            p2 = p * p
            for v in V:
                if v < p2:
                    break
                S[v] -= S[v // p] - sp
    return S[n]

print(prime_count(438909637))
