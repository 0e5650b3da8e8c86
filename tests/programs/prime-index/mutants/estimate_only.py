"""Which prime is 438990637?  By the prime number theorem (logarithmic integral)."""
import math

N = 438990637


def li(x):
    # series expansion of the logarithmic integral
    log_x = math.log(x)
    total, term = 0.0, 1.0
    for k in range(1, 200):
        term *= log_x / k
        total += term / k
    return 0.5772156649015329 + math.log(log_x) + total


# Riemann's correction: R(x) = li(x) - li(sqrt(x)) / 2 - li(cbrt(x)) / 3 - ...
estimate = li(N) - li(N ** 0.5) / 2 - li(N ** (1 / 3)) / 3
print(f"{N} is the {round(estimate)}th prime.")
