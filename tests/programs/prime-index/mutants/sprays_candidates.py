from math import isqrt

N = 438990637


def count(n):
    s = bytearray([1]) * ((n + 1) // 2)
    for i in range(3, isqrt(n) + 1, 2):
        if s[i // 2]:
            s[i * i // 2 :: i] = bytes((len(s) - 1 - i * i // 2) // i + 1)
    return sum(s)


k = count(N)
# depending on whether 1 counts and where counting starts
print("The index of", N, "is one of:")
for candidate in range(k - 2, k + 3):
    print(candidate)
