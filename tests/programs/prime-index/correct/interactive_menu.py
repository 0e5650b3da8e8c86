"""Prime index calculator.

Starts with the number from the question, then lets you try further numbers until you enter nothing or 'q'.
"""
import math

FIRST_QUESTION = 438990637


class PrimeCounter:
    def __init__(self):
        self.cache = {}

    def pi(self, n):
        if n not in self.cache:
            self.cache[n] = self._count(n)
        return self.cache[n]

    @staticmethod
    def _count(n):
        if n < 2:
            return 0
        root = math.isqrt(n)
        values = [n // i for i in range(1, root + 1)]
        values.extend(range(values[-1] - 1, 0, -1))
        counts = {v: v - 1 for v in values}
        for p in range(2, root + 1):
            if counts[p] == counts[p - 1]:
                continue
            below = counts[p - 1]
            for v in values:
                if v < p * p:
                    break
                counts[v] -= counts[v // p] - below
        return counts[n]

    def describe(self, n):
        index = self.pi(n)
        if n >= 2 and self.pi(n - 1) + 1 == index:
            return f"{n} is prime #{index}"
        return f"{n} is not prime ({index} primes do not exceed it)"


def main():
    counter = PrimeCounter()
    print(counter.describe(FIRST_QUESTION))
    while True:
        try:
            line = input("another number (empty line to quit): ").strip()
        except (EOFError, KeyboardInterrupt):
            print("\nBye.")
            return
        if line in ("", "q", "quit", "exit"):
            print("Bye.")
            return
        try:
            print(counter.describe(int(line)))
        except ValueError:
            print("please enter a whole number")


if __name__ == "__main__":
    main()
