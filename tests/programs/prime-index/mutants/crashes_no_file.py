# primes.txt: one prime a line, made by the sieve of the previous step
with open("primes.txt") as f:
    for number, line in enumerate(f, 1):
        if int(line) == 438990637:
            print("438990637 is the", number, "th prime")
            break
