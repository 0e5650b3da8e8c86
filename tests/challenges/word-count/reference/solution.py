"""Counts the words, or with --lines the lines, of standard input."""

import sys

text = sys.stdin.read()
print(len(text.splitlines() if "--lines" in sys.argv[1:] else text.split()))
