"""Where a number stands in a program, in whatever notation, and the program with another number in its place.

    places(source, 438990637)                   every place where the program means this number
    with_number(source, 438990637, 7919)        the same program, byte for byte, but for these places

A place is an integer or whole float in any notation (438_990_637, 0x1a2a772d, 4.38990637e8), the number inside a text
("438,990,637", "π(438990637) = "), or a constant expression that comes to it (438990000 + 637, int("1a2a772d", 16)).
Literals one or two beside it (`range(438990638)`) mean the number too, and move with it; so do texts of such digits alone, and
what is left of it in a sieve of odd numbers or a wheel (219495318, its half).
"""

from __future__ import annotations

import ast
import io
import re
import tokenize
import warnings
from collections.abc import Iterator
from dataclasses import dataclass

from sandbox.program.folding import Constant, fold

__all__ = ["Inputs", "Place", "inputs_of", "places", "with_number"]

BESIDE = 2  # literals that far from the number move with it
PARTS = (2, 3, 6, 30)  # sizes of wheels; the number divided by one of them, or one more, moves with it
LEAST_PART = 10**6  # smaller literals may be anything
SEPARATORS = ",_ '’.\u00a0\u202f\u2009"
_STDIN = {"input", "stdin", "fileinput", "raw_input"}
_ARGUMENTS = {"argv", "argparse", "getopt", "optparse", "orig_argv"}


@dataclass(frozen=True, slots=True)
class Place:
    """start, end  in characters of the source
    beside      how far the literal is from the number, or from that part of it, 0 almost always
    part        what the number is divided by, 1 almost always
    form        "integer", "float", "text", or "int expression" and the like
    """

    start: int
    end: int
    line: int
    text: str
    form: str
    beside: int = 0
    part: int = 1


@dataclass(frozen=True, slots=True)
class Inputs:
    """Where a program may read its number from, going by the names that it uses."""

    stdin: bool
    args: bool

    def __bool__(self) -> bool:
        return self.stdin or self.args


def places(source: str, number: int, *, beside: int = BESIDE) -> tuple[Place, ...]:
    """In the order of the text, none overlapping; empty for a program that does not parse."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            tree = ast.parse(source)
        offsets = _Offsets(source)
        found = list(_in_tokens(source, number, beside, offsets))
        found += _in_expressions(tree, number, found, offsets)
    except (SyntaxError, ValueError, RecursionError, MemoryError, tokenize.TokenError):
        return ()
    return tuple(sorted(found, key=lambda place: place.start))


def with_number(source: str, number: int, other: int) -> str:
    """Every place with `other` in it; the source itself where there is none."""
    parts: list[str] = []
    position = 0
    for place in places(source, number):
        parts += [source[position : place.start], _written(place, number, other)]
        position = place.end
    return "".join([*parts, source[position:]])


def inputs_of(source: str) -> Inputs:
    """Nothing for a program that is no Python."""
    try:
        names = {t.string for t in tokenize.generate_tokens(io.StringIO(source).readline) if t.type == tokenize.NAME}
    except (tokenize.TokenError, SyntaxError, ValueError):
        names = set()
    reads_descriptor = re.search(r"\bopen\(\s*0\b|/dev/stdin", source) is not None
    return Inputs(bool(names & _STDIN) or reads_descriptor, bool(names & _ARGUMENTS))


class _Offsets:
    """Places in lines, as tokens have them in characters and trees in bytes of UTF-8, as characters of the whole source."""

    def __init__(self, source: str) -> None:
        self.source = source
        self._lines = source.split("\n")
        self._starts = [0]
        for line in self._lines:
            self._starts.append(self._starts[-1] + len(line) + 1)

    def of_token(self, place: tuple[int, int]) -> int:
        return self._starts[place[0] - 1] + place[1]

    def of_node(self, line: int, column: int) -> int:
        text = self._lines[line - 1]
        characters = column if text.isascii() else len(text.encode()[:column].decode("utf-8", "ignore"))
        return self._starts[line - 1] + characters


def _in_tokens(source: str, number: int, beside: int, offsets: _Offsets) -> Iterator[Place]:
    inside_text = _pattern(number)
    middle = getattr(tokenize, "FSTRING_MIDDLE", -1)
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        start = offsets.of_token(token.start)
        line = token.start[0]
        if token.type == tokenize.NUMBER:
            value = _number(token.string)
            if isinstance(value, int) and abs(value - number) <= beside:
                yield Place(start, start + len(token.string), line, token.string, "integer", value - number)
            elif isinstance(value, int) and beside and (part := _part(value, number)):
                yield Place(start, start + len(token.string), line, token.string, "integer", value - number // part, part)
            elif isinstance(value, float) and value == number:
                yield Place(start, start + len(token.string), line, token.string, "float")
        elif token.type in (tokenize.STRING, middle):
            for match in inside_text.finditer(token.string):
                first = start + match.start()
                yield Place(first, start + match.end(), line + token.string.count("\n", 0, match.start()), match[0], "text")
            limit = re.fullmatch(r"[rbuRBU]{0,2}(['\"])(\d{1,30})\1", token.string)
            if limit and 0 < abs(int(limit[2]) - number) <= beside:
                first = start + limit.start(2)
                yield Place(first, start + limit.end(2), line, limit[2], "integer", int(limit[2]) - number)


def _part(value: int, number: int) -> int | None:
    return next((part for part in PARTS if 0 <= value - number // part <= 1 and value > LEAST_PART), None)


def _number(text: str) -> int | float | None:
    try:
        value = ast.literal_eval(text)
    except (ValueError, SyntaxError):
        return None
    return value if isinstance(value, (int, float)) else None


def _pattern(number: int) -> re.Pattern[str]:
    """The digits in groups of three or four with one kind of separator, or without; no part of a longer number or name."""
    forms = [str(number)]
    for size in (3, 4):
        groups = _grouped(str(number), size)
        if len(groups) > 1:
            forms.append(groups[0] + f"(?P<s{size}>[{re.escape(SEPARATORS)}])" + f"(?P=s{size})".join(groups[1:]))
    return re.compile(rf"(?<![0-9A-Za-z_.])(?<!\d,)(?:{'|'.join(forms)})(?![0-9A-Za-z_]*[0-9])(?![.,_]\d)")


def _grouped(digits: str, size: int) -> list[str]:
    first = len(digits) % size or size
    return [digits[:first], *(digits[i : i + size] for i in range(first, len(digits), size))]


def _in_expressions(tree: ast.Module, number: int, found: list[Place], offsets: _Offsets) -> Iterator[Place]:
    """The smallest constant expressions that come to the number and hold no place that is known."""
    values = fold(tree)
    hidden = _inside_f_strings(tree)
    taken = [(place.start, place.end) for place in found]
    for node in reversed(list(ast.walk(tree))):
        value = values.get(node) if isinstance(node, ast.expr) else None
        if value is None or isinstance(node, ast.Name) or node in hidden or not _is(value, number):
            continue
        assert isinstance(node, ast.expr)
        start = offsets.of_node(node.lineno, node.col_offset)
        end = offsets.of_node(node.end_lineno or node.lineno, node.end_col_offset or 0)
        if not any(start < e and s < end for s, e in taken):
            taken.append((start, end))
            text = offsets.source[start:end]
            form = f"{type(value).__name__} expression"
            yield Place(start, end, node.lineno, text, form)


def _is(value: Constant, number: int) -> bool:
    if isinstance(value, (int, float)):
        return value == number
    text = value.decode("ascii", "replace") if isinstance(value, bytes) else value
    return re.sub(f"[{re.escape(SEPARATORS)}]", "", text.strip()) == str(number)


def _inside_f_strings(tree: ast.Module) -> set[ast.AST]:
    """Before Python 3.12 the places of these nodes are not their own."""
    return {
        inner for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for inner in ast.walk(node) if inner is not node
    }


def _written(place: Place, number: int, other: int) -> str:
    """The other number in the notation of the place."""
    value = other // place.part + place.beside
    if place.form == "float":
        return repr(float(value))
    if place.form.endswith(" expression"):
        return {"str": f'("{value}")', "bytes": f'(b"{value}")'}.get(place.form.split()[0], f"({value})")
    if place.form == "text":
        separator = next((c for c in place.text if not c.isdigit()), "")
        if not separator:
            return str(value)
        size = len(place.text) - place.text.rindex(separator) - 1
        return separator.join(_grouped(str(value), size))
    return str(value)
