import os

N = 438990637
with os.popen(f"primes 2 {N + 1} | wc -l") as pipe:
    print(N, "->", int(pipe.read()))
