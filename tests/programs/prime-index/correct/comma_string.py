from math import isqrt

QUESTION = "Which prime is 438,990,637?"


def parse(question: str) -> int:
    """Take the number out of the question: '438,990,637' -> 438990637."""
    digits = "".join(ch for ch in question if ch.isdigit())
    return int(digits)


def nth_of(prime: int) -> int:
    """Counting sieve over a plain bytearray, freed of even numbers."""
    half = (prime + 1) // 2
    sieve = bytearray(b"\xff" * half)
    sieve[0] = 0
    for candidate in range(3, isqrt(prime) + 1, 2):
        if sieve[candidate >> 1]:
            square = candidate * candidate >> 1
            sieve[square::candidate] = bytes(-(-(half - square) // candidate))
    return 1 + half - sieve.count(0) if prime >= 2 else 0


number = parse(QUESTION)
print(QUESTION)
print("It is the {:,}th prime.".format(nth_of(number)))
