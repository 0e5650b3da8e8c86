import sys

sys.setrecursionlimit(1 << 30)


def deeper(_):
    return sorted([0], key=deeper)


deeper(0)
