"""
Sieve with one bit per odd number (about 27 MB for 438990637).
Memory-friendly, but setting bits one by one in Python takes a while.
"""
import math
import sys
import time

NUMBER = 438990637
MASKS = [1 << b for b in range(8)]


def main(number):
    if number < 2:
        print(0)
        return
    nbits = (number + 1) // 2                 # bit i stands for 2*i + 1
    bits = bytearray((nbits + 7) // 8)        # 0 = possibly prime
    bits[0] |= 1                              # 1 is not prime
    started = time.time()

    # small primes: a whole pattern of p bytes repeats itself, so it can be written by slices
    for p in (3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43, 47):
        pattern = bytearray(p)
        for j in range(p // 2, 8 * p, p):
            pattern[j >> 3] |= MASKS[j & 7]
        for k in range(p):
            if pattern[k]:
                table = bytes(v | pattern[k] for v in range(256))
                bits[k::p] = bits[k::p].translate(table)
        j = p // 2
        if j < nbits:
            bits[j >> 3] &= 255 - MASKS[j & 7]    # p itself is prime

    for i in range(26, math.isqrt(number) // 2 + 1):
        if bits[i >> 3] & MASKS[i & 7]:
            continue
        p = 2 * i + 1
        # eight interleaved byte progressions, each with the same bit position
        for m in range(8):
            j = p * p // 2 + m * p
            if j >= nbits:
                break
            mask = MASKS[j & 7]
            for b in range(j >> 3, len(bits), p):
                bits[b] |= mask
        if p % 1000 == 1:
            print(f"p = {p}, {time.time() - started:.1f} s", file=sys.stderr)

    # bits beyond the number do not count
    for j in range(nbits, 8 * len(bits)):
        bits[j >> 3] |= MASKS[j & 7]
    composite = sum(bin(v).count("1") * bits.count(v) for v in range(256))
    index = 8 * len(bits) - composite + 1     # + 1 for the prime 2
    print("index =", index)


main(NUMBER)
