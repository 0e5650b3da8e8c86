"""Which prime is 438990637? - tests itself on known values before it answers."""
import sys
import time
import unittest
from math import isqrt


def pi(x):
    """Prime-counting function, Lucy_Hedgehog style."""
    if x < 2:
        return 0
    r = isqrt(x)
    small = list(range(-1, r))
    large = [0] + [x // k - 1 for k in range(1, r + 1)]
    for p in range(2, r + 1):
        if small[p] <= small[p - 1]:
            continue
        base, sq = small[p - 1], p * p
        top = min(r, x // sq)
        cut = min(top, r // p)
        for k in range(1, cut + 1):
            large[k] += base - large[k * p]
        xp = x // p
        for k in range(cut + 1, top + 1):
            large[k] += base - small[xp // k]
        for k in range(r, sq - 1, -1):
            small[k] += base - small[k // p]
    return large[1]


class KnownValues(unittest.TestCase):
    def test_powers_of_ten(self):
        known = {1: 4, 2: 25, 3: 168, 4: 1229, 5: 9592, 6: 78498, 7: 664579}
        for e, count in known.items():
            self.assertEqual(pi(10**e), count)

    def test_small(self):
        self.assertEqual([pi(x) for x in range(12)], [0, 0, 1, 2, 2, 3, 3, 4, 4, 4, 4, 5])


def main():
    suite = unittest.defaultTestLoader.loadTestsFromTestCase(KnownValues)
    outcome = unittest.TextTestRunner(stream=sys.stderr, verbosity=0).run(suite)
    if not outcome.wasSuccessful():
        sys.exit(1)
    for e in range(1, 8):
        print(f"check: pi(10^{e}) = {pi(10**e)}  ok")

    start = time.perf_counter()
    n = 438990637
    index = pi(n)
    print(f"\nAnswer: {index}")
    print(f"({n} is the {index}th prime; {time.perf_counter() - began:.2f} s)")


if __name__ == "__main__":
    main()
