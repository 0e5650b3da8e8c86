# -*- coding: utf-8 -*-
"""
计算 438990637 是第几个素数（2 是第 1 个素数）

算法：埃拉托斯特尼筛法（Sieve of Eratosthenes）
    用 bytearray 作为标记数组，每个数占 1 字节，
    利用切片赋值批量划掉合数，速度远快于逐个循环。
"""
import math


def count_primes_upto(n):
    """返回不超过 n 的素数个数 π(n)"""
    if n < 2:
        return 0
    # 1 表示“可能是素数”，0 表示“合数”
    sieve = bytearray(b"\x01") * (n + 1)
    sieve[0] = sieve[1] = 0

    # 先处理偶数
    sieve[4::2] = bytes(len(range(4, n + 1, 2)))

    # 再处理奇数，只需筛到 sqrt(n)
    for p in range(3, math.isqrt(n) + 1, 2):
        if sieve[p]:
            # 从 p*p 开始，步长 2p（偶数倍已经划掉）
            sieve[p * p :: 2 * p] = bytes(len(range(p * p, n + 1, 2 * p)))

    return sieve.count(1)


def main():
    N = 438990637
    index = count_primes_upto(N)
    print(f"{N} 是第 {index} 个素数")


if __name__ == "__main__":
    main()
