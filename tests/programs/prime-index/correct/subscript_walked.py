from math import isqrt

def pi(n):
    r = isqrt(n)
    V = [n//i for i in range(1, r+1)]
    V += list(range(V[-1]-1, 0, -1))
    S = {i: i-1 for i in V}
    for p in range(2, r+1):
        if S[p] > S[p-1]:
            sp = S[p-1]
            p2 = p*p
            for v in V:
                if v < p2: break
                S[v] -= S[v//p] - sp
    return S[n]

def is_prime(n):
    if n < 2: return False
    for p in (2, 3, 5, 7, 11, 13):
        if n % p == 0: return n == p
    d, s = n - 1, 0
    while d & 1 == 0:
        d >>= 1; s += 1
    for a in (2, 3, 5, 7):
        x = pow(a, d, n)
        if x == 1 or x == n - 1: continue
        for _ in range(s - 1):
            x = x * x % n
            if x == n - 1: break
        else:
            return False
    return True

prime = 438990637
checkpoint = prime // 1000 * 1000
count = pi(checkpoint)
for k in range(checkpoint + 1, prime + 1):
    if is_prime(k):
        count += 1
print(f'{prime} = p_{count}')
