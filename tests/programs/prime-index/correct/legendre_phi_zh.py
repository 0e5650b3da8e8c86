"""
求素数 438990637 的序号

方法：勒让德公式（Legendre）
    π(x) = φ(x, a) + a - 1,  其中 a = π(√x)
    φ(x, a) 表示不超过 x 且不能被前 a 个素数整除的正整数个数，
    递推式 φ(x, a) = φ(x, a-1) - φ(x / p_a, a-1)
"""
import sys
from bisect import bisect_right
from functools import lru_cache
from math import isqrt

sys.setrecursionlimit(20000)

X = 438990637

# ---------- 1. 预先筛出小素数 ----------
LIMIT = max(isqrt(X), 100) + 1
flag = bytearray([1]) * (LIMIT + 1)
flag[0] = flag[1] = 0
for i in range(2, isqrt(LIMIT) + 1):
    if flag[i]:
        for j in range(i * i, LIMIT + 1, i):
            flag[j] = 0
PRIMES = [i for i, f in enumerate(flag) if f]


# ---------- 2. φ 函数 ----------
@lru_cache(maxsize=None)
def phi_small(x, a):
    """a 很小时直接递归并缓存"""
    if a == 0:
        return x
    return phi_small(x, a - 1) - phi_small(x // PRIMES[a - 1], a - 1)


def phi(x, a):
    if a <= 6:
        return phi_small(x, a)
    # 如果 p_a^2 > x，那么剩下的只有 1 和 p_a 之后、不超过 x 的素数
    p = PRIMES[a - 1]
    if p >= x:
        return 1
    if p * p > x and x <= LIMIT:
        return bisect_right(PRIMES, x) - a + 1
    # 展开递归：φ(x, a) = φ(x, 6) - Σ φ(x // p_i, i - 1)
    result = phi_small(x, 6)
    for i in range(7, a + 1):
        q = PRIMES[i - 1]
        if q * q > x:
            # 之后每一项都是 φ(x // q, i - 1) = 1（只要 q <= x）
            last = min(a, bisect_right(PRIMES, x))
            result -= max(0, last - i + 1)
            break
        result -= phi(x // q, i - 1)
    return result


# ---------- 3. 勒让德公式 ----------
def legendre(x):
    if x < 2:
        return 0
    a = bisect_right(PRIMES, isqrt(x))
    return phi(x, a) + a - 1


k = legendre(X)
print("π(%d) = %d" % (X, k))
print("答：%d 是第 %d 个素数。" % (X, k))
