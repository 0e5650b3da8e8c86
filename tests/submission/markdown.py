"""Strategies that wrap a known program as models wrap theirs."""

from __future__ import annotations

from hypothesis import strategies as st

PROSE = st.sampled_from(
    [
        "Here is the program.",
        "## Solution",
        "**Note:** it takes `O(n)` steps, i.e. it's slow.",
        "1. First, sieve.\n2. Then, count.",
        "下面是完整的程序：",
        "The index is $\\pi(n)$; \"quoted\" text and an apostrophe's end.",
        "| n | π(n) |\n| --- | --- |\n| 10 | 4 |",
        "It uses print(x) and x = 1.",
        "> a quote",
    ]
)  # fmt: skip
SNIPPETS = st.sampled_from(
    [
        ("python", "limit = isqrt(n)\nfor p in range(2, limit):\n    pass\n"),
        ("python", "def half(n):\n    return n // 2\n"),
        ("bash", "pip install x\npython program.py\n"),
        ("", "23300000\n"),
        ("text", "the 168th prime\n"),
        ("json", '{"index": 168}\n'),
        ("python", ">>> count(10)\n4\n"),
    ]
)
LINES = st.sampled_from(
    [
        "import math",
        "def count(n):\n    return sum(1 for k in range(2, n) if all(k % d for d in range(2, k)))",
        "# a comment with `ticks` and ``` three of them",
        'TEXT = """\n  ```\n  indented fence\n  ```\n"""',
        'MORE = "</think>"',
        "for step in range(3):\n    if step:\n        print(step)\n    else:\n        print('none')",
        "class Sieve:\n    size = 9\n\n    def all(self):\n        return [2, 3]",
        "",
        "x = 1 if len('a') else 2",
        "print(f'{1 + 1} primes')",
    ]
)
PROGRAMS = st.lists(LINES, min_size=4, max_size=10).map(
    lambda lines: "\n".join(["import sys", *lines, "a = b = c = d = e = 1", "print(a, sys.argv)"]) + "\n"
)


@st.composite
def fenced(draw: st.DrawFn, info: str, code: str) -> str:
    """With a fence that the code cannot close, in a list item perhaps."""
    longest = 5 if "```" in code else 3
    fence = draw(st.sampled_from("`~")) * draw(st.integers(longest, longest + 3))
    indent = draw(st.sampled_from(["", "  ", "   "]))
    lines = [f"{fence}{draw(st.sampled_from(['', ' ']))}{info}", *code.removesuffix("\n").split("\n"), fence]
    return "\n".join(indent + line if line else line for line in lines)


@st.composite
def answers(draw: st.DrawFn) -> tuple[str, str]:
    """(an answer, the program in it)."""
    program = draw(PROGRAMS)
    before = draw(st.lists(PROSE | SNIPPETS.flatmap(lambda s: fenced(*s)), max_size=4))
    after = draw(st.lists(PROSE | SNIPPETS.flatmap(lambda s: fenced(*s)), max_size=4))
    info = draw(st.sampled_from(["python", "py", "Python", "python3", "", "python title=a.py"]))
    text = "\n\n".join(["# Answer", *before, draw(fenced(info, program)), *after]) + "\n"
    thought = draw(st.sampled_from(["", "<think>\n{}\n</think>\n", "{}\n</think>\n\n", "<thinking>{}</thinking>"]))
    draft = draw(PROSE | PROGRAMS.flatmap(lambda p: fenced("python", p + "print('a draft')\n" * 20)))
    if draw(st.booleans()):
        text = text.replace("\n", "\r\n")
    return thought.format(draft) + text, program
