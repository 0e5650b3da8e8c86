import math

# ① 题目给出的素数
p = 438_990_637


# ② 分块筛：每块 2^22 个数，内存只需几 MB
def 素数计数(n, 块=1 << 22):
    根 = math.isqrt(n)
    小 = bytearray(b"\x01") * (根 + 1)
    基 = []
    for i in range(2, 根 + 1):
        if 小[i]:
            基.append(i)
            小[i * i::i] = bytes(len(range(i * i, 根 + 1, i)))
    总数 = 0
    for 左 in range(2, n + 1, 块):
        右 = min(左 + 块, n + 1)
        段 = bytearray(b"\x01") * (右 - 左)
        for q in 基:
            if q * q >= 右:
                break
            首 = max(q * q, -(-左 // q) * q) - 左
            if 首 < len(段):
                段[首::q] = bytes((len(段) - 1 - 首) // q + 1)
        总数 += 段.count(1)
        print(f"\r已处理 {右 - 1:>9} / {n}，已找到 {总数} 个素数", end="", flush=True)
    print()
    return 总数


# ③ 输出
if __name__ == "__main__":
    k = 素数计数(p)
    print(f"答案：第{k}个素数（约 {k / 10000:.1f} 万）")
    try:
        input("按回车键退出...")
    except EOFError:
        pass
