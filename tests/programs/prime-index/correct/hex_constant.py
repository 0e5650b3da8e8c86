"""Position of a prime - the number is kept in hexadecimal for the fun of it."""

P = 0x1A2A772D  # = 438990637 in decimal


def sieve_count(limit):
    # index k <-> number 6*(k//2) + (5 if k even else 7), i.e. 5, 7, 11, 13, 17, 19, ...
    # only numbers of the form 6m +- 1 can be prime (apart from 2 and 3)
    if limit < 5:
        return (limit >= 2) + (limit >= 3)

    def value(k):
        return 3 * k + 5 - (k & 1)

    # number of entries with value <= limit
    size = (limit - 5) // 6 * 2 + 1
    if value(size) <= limit:
        size += 1
    cells = bytearray(b"\x01") * size

    k = 0
    while True:
        p = value(k)
        if p * p > limit:
            break
        if cells[k]:
            # multiples p*q with q = p, next, ... run through two arithmetic
            # progressions of step 6p, that is step 2p in the index
            for q in (value(k), value(k + 1)):
                m = p * q
                if m <= limit:
                    pos = (m - 5) // 6 * 2 + (1 if m % 6 == 1 else 0)
                    cells[pos::2 * p] = bytes((size - 1 - pos) // (2 * p) + 1)
        k += 1
    return 2 + cells.count(1)


if __name__ == "__main__":
    print(f"{P:d} is prime number {sieve_count(P):d} in the list of all primes.")
