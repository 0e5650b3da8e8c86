"""
求 438990637 是第几个素数

分段筛，全部使用最基本的 for / while 循环，不用切片技巧，便于初学者理解。
运行时间约半分钟。
"""

SEGMENT = 2000000


def get_small_primes(limit):
    """试除法求不超过 limit 的素数"""
    result = []
    n = 2
    while n <= limit:
        ok = True
        for p in result:
            if p * p > n:
                break
            if n % p == 0:
                ok = False
                break
        if ok:
            result.append(n)
        n += 1
    return result


def count_in_segment(left, right, primes):
    """区间 [left, right] 内的素数个数"""
    is_prime = [True] * (right - left + 1)
    for p in primes:
        if p * p > right:
            break
        # 区间内第一个 p 的倍数
        first = (left + p - 1) // p * p
        if first < p * p:
            first = p * p
        for multiple in range(first - left, right - left + 1, p):
            is_prime[multiple] = False
    count = 0
    for flag in is_prime:
        if flag:
            count += 1
    return count


def main():
    target = 438990637

    # 求平方根（取整）
    root = 1
    while (root + 1) * (root + 1) <= target:
        root += 1

    primes = get_small_primes(root)
    total = 0
    left = 2
    while left <= target:
        right = left + SEGMENT - 1
        if right > target:
            right = target
        total += count_in_segment(left, right, primes)
        left = right + 1

    print("素数", target, "的序号为", total)


main()
