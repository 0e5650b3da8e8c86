"""素数序号计算器（仅使用标准库）"""
import math

DEFAULT = 438990637


def count_primes(n):
    """分段筛：统计 [2, n] 内的素数个数"""
    if n < 2:
        return 0
    root = math.isqrt(n)

    # 小素数表
    small = bytearray([1]) * (root + 1)
    for i in range(2, math.isqrt(root) + 1):
        if small[i]:
            small[i * i::i] = bytes(len(range(i * i, root + 1, i)))
    base = [i for i in range(2, root + 1) if small[i]]

    total = 0
    seg = max(root, 1 << 20)
    for lo in range(2, n + 1, seg):
        hi = min(lo + seg, n + 1)           # 区间 [lo, hi)
        block = bytearray([1]) * (hi - lo)
        for p in base:
            if p * p >= hi:
                break
            s = max(p * p, (lo + p - 1) // p * p)
            if s < hi:
                block[s - lo::p] = bytes((hi - lo - 1 - (s - lo)) // p + 1)
        total += block.count(1)
    return total


def read_number():
    """从键盘读取一个整数；直接回车或没有输入时使用默认值"""
    try:
        text = input(f"请输入一个素数（直接回车使用默认值 {DEFAULT}）：").strip()
    except EOFError:
        print()
        return DEFAULT
    if not text:
        return DEFAULT
    return int(text.replace(",", "").replace("_", ""))


def main():
    n = read_number()
    print("正在计算，请稍候……")
    k = count_primes(n)
    print(f"结果：{n} 是第 {k:,} 个素数。")


if __name__ == "__main__":
    main()
