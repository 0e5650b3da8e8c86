# 计算 438990637 是第几个质数
# 思路：统计小于它的质数有多少个，再加 1
from math import isqrt
import time

目标 = 438990637


def 筛(上限):
    """只保留奇数的埃氏筛，返回 bytearray，下标 i 对应 2i+1"""
    长度 = (上限 + 1) // 2
    表 = bytearray(b'\x01') * 长度
    if 长度:
        表[0] = 0
    for i in range(1, isqrt(上限) // 2 + 1):
        if 表[i]:
            p = 2 * i + 1
            起点 = p * p // 2
            表[起点::p] = bytes((长度 - 起点 - 1) // p + 1)
    return 表


开始 = time.time()
表 = 筛(目标)

if 目标 == 2 or (目标 % 2 == 1 and 表[目标 // 2]):
    前面 = 表.count(1) + 1 - 1 if 目标 > 2 else 0   # 加上 2，减去目标自己
    print(f'{目标} 之前共有 {前面} 个质数，')
    print(f'因此 {目标} 是第 {前面 + 1} 个质数。')
else:
    print(f'{目标} 不是质数。')
print(f'用时 {time.time() - 开始:.2f} 秒')
