import gmpy2

N = 438990637
count, p = 0, gmpy2.mpz(1)
while p < N:
    p = gmpy2.next_prime(p)
    count += 1
print(f"{N} is the {count}th prime")
