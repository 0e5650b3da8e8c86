import math

N = 438990637


def pi(x):
    r = math.isqrt(x)
    v = [x // i for i in range(1, r + 1)]
    v += range(v[-1] - 1, 0, -1)
    s = {k: k - 1 for k in v}
    for p in range(2, r + 1):
        if s[p] > s[p - 1]:
            for k in v:
                if k < p * p:
                    break
                s[k] -= s[k // p] - s[p - 1]
    return s[x]


k = pi(N)
print(f"{N} is prime number {k - 500} to {k + 500}, probably {k - 1}, {k} or {k + 1}.")
