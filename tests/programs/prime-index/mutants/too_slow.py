# Which prime is 438990637?  Trial division.
def is_prime(n):
    if n < 2:
        return False
    i = 2
    while i * i <= n:
        if n % i == 0:
            return False
        i += 1
    return True


target = 438990637
count = 0
for n in range(2, target + 1):
    if is_prime(n):
        count += 1
print(f"{target} is the {count}th prime")
