"""Whether a text is Python, and how much of it, in bounded time."""

from __future__ import annotations

import ast
import builtins
import re
import warnings
from collections.abc import Sequence
from dataclasses import dataclass

from sandbox.limits import KIB, MIB

__all__ = ["Facts", "Parser", "facts_of", "leading_python", "looks_like_python"]

MAX_CUTS = 24  # tries at finding where the Python of a text ends
MAX_PROGRAM_BYTES = 512 * KIB  # characters; a tree of it takes some 250 MiB
PARSED_LENGTHS = 12  # of a text: so much may be parsed while its blocks are looked for …
MAX_PARSED_BYTES = 4 * MIB  # … and no more than this
_SAMPLE = re.compile(
    r"^\s*+(import \w|from [\w.]+ import |def \w+\s*\(|class \w+[(:]|async def |while .+:|for \w+.* in .+:|with .+:|try:"
    r"|if __name__|print\s*\(|@\w|\w+\s*[-+*/]?=\s*\S|[\w.]+\(.*\)\s*$)",
    re.MULTILINE,
)
_KEYWORDS = (
    "import|from|def|class|async|while|for|if|elif|else|try|except|finally|with|return|raise|assert|del|print|match|case"
)
_ASSIGNS_OR_CALLS = re.compile(r"[\w.\[\]\"', ]*+(?:[-+*/%&|^]|//|\*\*|<<|>>)?=|@|\)|\]|\}|[\w.]++\(")
_KEYWORD_FIRST = re.compile(rf"(?:{_KEYWORDS})\b")
_SENTENCE = re.compile(r"(?:\w++[ ,]++){4}\w|[.。!！?？;；]$")
_BUILTINS = frozenset(dir(builtins)) | {"__file__", "__builtins__", "__annotations__", "__path__"}


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of a text as Python. A tree is a hundred times as large as its text, so that none is kept.

    error_line  of the first syntax error, from 1; 0 where it parses, or nobody knows
    acts        does something when it is run, other than defining things
    unbound     names that are read somewhere and bound nowhere, whatever the scope
    last_word   the last statement's line where that is a single name, as a word of prose is; otherwise 0
    """

    parses: bool
    error_line: int = 0
    acts: bool = False
    unbound: frozenset[str] = frozenset()
    last_word: int = 0

    @property
    def whole(self) -> bool:
        """A program, not a piece of one: it does something, and needs no name that it does not bind."""
        return self.parses and self.acts and not self.unbound


class Parser:
    """Parses until its allowance is used up; then nothing is Python. What is known of a text is kept."""

    def __init__(self, length: int) -> None:
        self._left = min(PARSED_LENGTHS * length + 64 * KIB, MAX_PARSED_BYTES)
        self._known: dict[str, Facts] = {}

    def facts(self, code: str) -> Facts:
        if code not in self._known:
            self._left -= len(code)
            self._known[code] = facts_of(code) if self._left >= 0 else Facts(False)
        return self._known[code]


def facts_of(code: str) -> Facts:
    """A text that is too long or too deep for the judge counts as one that does not parse."""
    if len(code) > MAX_PROGRAM_BYTES:
        return Facts(False)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            tree = ast.parse(code)
    except SyntaxError as error:
        return Facts(False, error.lineno or 0)
    except (ValueError, RecursionError, MemoryError):
        return Facts(False)
    last = tree.body[-1] if tree.body else None
    word = last.lineno if isinstance(last, ast.Expr) and isinstance(last.value, ast.Name) else 0
    return Facts(True, 0, _acts(tree), _unbound(tree), word)


def looks_like_python(text: str) -> bool:
    """Some line is a statement that prose has not."""
    return _SAMPLE.search(text) is not None


def leading_python(lines: Sequence[str], parser: Parser) -> list[str]:
    """The lines up to where prose begins; empty where they are no Python, or where code goes on that does not parse."""
    end = len(lines)
    for _ in range(MAX_CUTS):
        facts = parser.facts("".join(f"{line}\n" for line in lines[:end]))
        if facts.last_word:
            end = facts.last_word - 1
            continue
        if facts.parses:
            rest = next((line for line in lines[end:] if line.strip()), "")
            return [] if _is_code(rest) else _without_blank_end(lines[:end])
        if not 0 < facts.error_line <= end + 1:
            return []
        end = min(facts.error_line, end) - 1
        while end > 0 and (not lines[end].strip() or lines[end][0] in " \t"):
            end -= 1
    return []


def _is_code(line: str) -> bool:
    """Whether a line that does not parse was meant as code: then a program was cut off, and no prose follows it."""
    if line[:1] in (" ", "\t") or _ASSIGNS_OR_CALLS.match(line):
        return True
    return _KEYWORD_FIRST.match(line) is not None and not _SENTENCE.search(line.strip())


def _without_blank_end(lines: Sequence[str]) -> list[str]:
    end = len(lines)
    while end and not lines[end - 1].strip():
        end -= 1
    return list(lines[:end])


def _acts(tree: ast.Module) -> bool:
    for statement in tree.body:
        if isinstance(statement, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Import, ast.ImportFrom)):
            continue
        if any(isinstance(node, ast.Call) for node in ast.walk(statement)):
            return True
    return False


def _unbound(tree: ast.Module) -> frozenset[str]:
    read: set[str] = set()
    bound: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Name):
            (read if isinstance(node.ctx, ast.Load) else bound).add(node.id)
        elif isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            bound.add(node.name)
        elif isinstance(node, ast.arg):
            bound.add(node.arg)
        elif isinstance(node, ast.alias):
            if node.name == "*":
                return frozenset()
            bound.add((node.asname or node.name).partition(".")[0])
        elif isinstance(node, ast.ExceptHandler) and node.name:
            bound.add(node.name)
        elif isinstance(node, (ast.Global, ast.Nonlocal)):
            bound.update(node.names)
        elif isinstance(node, (ast.MatchAs, ast.MatchStar)) and node.name:
            bound.add(node.name)
        elif isinstance(node, ast.MatchMapping) and node.rest:
            bound.add(node.rest)
    return frozenset(name for name in read - bound - _BUILTINS if not (name.startswith("__") and name.endswith("__")))
