# Simple approach: make the list of all primes up to the number and look up its position.
# Needs about 1.2 GB of memory because the list has more than 20 million entries.

def sieve_of_eratosthenes(limit):
    sieve = bytearray([1]) * (limit // 2 + 1)       # sieve[i] <-> 2*i + 1
    i = 3
    while i * i <= limit:
        if sieve[i // 2]:
            sieve[i * i // 2::i] = bytearray(len(range(i * i // 2, len(sieve), i)))
        i += 2
    return [2] + [2 * k + 1 for k in range(1, (limit + 1) // 2) if sieve[k]]

number = 438990637
primes = sieve_of_eratosthenes(number)

# list.index() counts from 0, therefore + 1
position = primes.index(number) + 1
print("The number", number, "is at position", position, "in the sequence of prime numbers.")
