import json
import math
import platform
import time
from functools import cached_property, lru_cache


class PrimePlace:
    def __init__(self, prime):
        self.prime = prime

    @cached_property
    def place(self):
        return self._count(self.prime)

    @staticmethod
    @lru_cache(None)
    def _count(x):
        r = math.isqrt(x)
        keys = [x // i for i in range(1, r + 1)]
        keys.extend(range(keys[-1] - 1, 0, -1))
        d = {k: k - 1 for k in keys}
        for p in range(2, r + 1):
            if d[p] == d[p - 1]:
                continue
            below = d[p - 1]
            for k in keys:
                if k < p * p:
                    break
                d[k] -= d[k // p] - below
        return d[x]


start = time.time()
pp = PrimePlace(438990637)
print(json.dumps({"prime": pp.prime, "n": pp.place, "seconds": round(time.time() - start, 2), "python": platform.python_version()}, indent=2))
