# Count all primes p with 2 <= p < 438990638, that is, up to and including 438990637.
LIMIT = 438_990_638   # exclusive

flags = bytearray([1]) * LIMIT
flags[0] = flags[1] = 0
p = 2
while p * p < LIMIT:
    if flags[p]:
        flags[p * p : LIMIT : p] = bytes(len(range(p * p, LIMIT, p)))
    p += 1

n_primes = flags.count(1)
assert flags[LIMIT - 1], "the number itself is not prime"
print(f"438990637 is the {n_primes}th prime.")
