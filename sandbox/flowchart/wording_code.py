"""Code inside a text: the statements and questions of a clause, with what is written around them left over."""

from __future__ import annotations

import ast
import re

from sandbox.flowchart.expression import canonical, is_test, names, syntax
from sandbox.flowchart.program import Kind, Statement, condition

__all__ = ["PROSE", "assignments", "element_pairs", "fragment", "value_of"]

TOKEN = re.compile(
    r"(?P<text>\"[^\"]*\"|'[^']*')|(?P<number>\d+(?:\.\d+)?)|(?P<name>[A-Za-z_][A-Za-z0-9_]*|数组)"
    r"|(?P<sign>\+\+|--|<->|->|//=?|[<>=!+\-*/%]=|[<>=+\-*/%])|(?P<bracket>[\[\](){}])|(?P<comma>,)|(?P<other>[一-鿿]+|\S)"
)
MAX_TOKENS = 40  # of a clause in which code is looked for; those of a step are fewer
GLUE = ("sign", "bracket")

# English words that are no variables, though Python would take them for some.
PROSE = frozenset(
    " ".join((
        "an and are array as at be begin by call check compare condition continue counter current decrement display do",
        "does done each element elements else end equal equals example exchange for from function get given greater has",
        "have if in increase increment index initial initialise initialize inner input instead into is it its iteration",
        "keep larger last length less let list loop main neighbor neighbour next no not now number of on one or outer",
        "output pair pass perform print process program repeat reset result results return returned returns set size",
        "smaller sort sorted sorting start step stop store swap swapping swapped than that the them then there this to",
        "until update using value values var variable was when where whether while with yes int const",
    )).split()
)  # fmt: skip
WORDS_OF_CODE = frozenset(("and", "or", "not", "len"))
# Words that are used as names of variables all the same, where they stand in code.
NAMES_TOO = frozenset((
    "array", "count", "counter", "current", "end", "first", "index", "last", "length", "list", "max", "min", "result", "size",
    "start", "swapped", "temp",
))  # fmt: skip


def _read(text: str) -> list[tuple[str, str]]:
    return [(match.lastgroup or "", match[0]) for match in TOKEN.finditer(text)]


def assignments(text: str) -> tuple[Statement, ...] | None:
    """The statements of a text that is all code: assignments of any form, ++ and --. None where it is something else."""
    text = text.strip().rstrip(";,. ")
    step = re.fullmatch(r"(?:(\+\+|--)\s*)?([A-Za-z_]\w*)\s*(\+\+|--)?", text, re.ASCII)
    if step and (step[1] is None) != (step[3] is None):
        name, sign = step[2], (step[1] or step[3])[0]
        return (Statement(Kind.ASSIGN, (name,), (f"{name} {sign} 1",)),)
    text = re.sub(r"^\[([^\[\]]*(?:\[[^\[\]]*\][^\[\]]*)*)\]\s*=\s*\[(.*)\]$", r"\1 = \2", text) if ", " in text else text
    module = syntax(text, "exec")
    if not isinstance(module, ast.Module) or len(module.body) != 1:
        return None
    try:
        match module.body[0]:
            case ast.AugAssign(target=target, op=op, value=value):
                return (Statement(Kind.ASSIGN, (_target(target),), (canonical(ast.unparse(ast.BinOp(target, op, value))),)),)
            case ast.Assign(targets=[ast.Tuple(elts=targets)], value=ast.Tuple(elts=values)) if len(targets) == len(values):
                sides = tuple(map(_target, targets)), tuple(canonical(ast.unparse(value)) for value in values)
                return tuple(Statement(Kind.ASSIGN, *sides).apart())
            case ast.Assign(targets=targets, value=value) if not any(isinstance(target, ast.Tuple) for target in targets):
                right = canonical(ast.unparse(value))
                return tuple(Statement(Kind.ASSIGN, (_target(target),), (right,)) for target in reversed(targets))
    except ValueError:
        return None
    return None


def _target(node: ast.expr) -> str:
    if not isinstance(node, ast.Name | ast.Subscript):
        raise ValueError("not a target")
    text = canonical(ast.unparse(node))
    if text.lower() in PROSE - NAMES_TOO:
        raise ValueError("a word, not a variable")
    return text


def value_of(text: str) -> str | None:
    """The text as an expression whose names are no English words, None where it is none."""
    try:
        whole = canonical(text.strip(" ,"))
        if any(not name.isascii() and name != "数组" for name in names(whole)):
            return None
        return None if any(name.lower() in PROSE - NAMES_TOO for name in names(whole)) else whole
    except ValueError:
        return None


def fragment(text: str, *, question: bool) -> tuple[tuple[Statement, ...], str] | None:
    """(statements, what is left over) of the one piece of code in a text: a comparison where `question`, else assignments.

    None where there is none, or where signs or brackets are left over: then the code was not understood as a whole.
    """
    tokens = _read(text)
    if len(tokens) > MAX_TOKENS:
        return None
    best: tuple[int, int, tuple[Statement, ...]] | None = None
    for first in range(len(tokens)):
        if best is not None or (first and tokens[first - 1][0] in GLUE and tokens[first][0] != "bracket"):
            continue
        for last in range(len(tokens), first, -1):
            found = _code(tokens[first:last], question=question)
            if found is not None:
                best = first, last, found
                break
    if best is None:
        return None
    around = tokens[: best[0]], tokens[best[1] :]
    if any(kind in (*GLUE, "number") for side in around for kind, _ in side):
        return None
    before = around[0][-1][1] if around[0] else ""
    if len(before) == 1 and before.isascii() and before.lower() != "a" and tokens[best[0]][0] == "name":
        return None  # «i still < n»: the code would begin with a word of the prose
    ending, following = tokens[best[1] - 1], around[1][:1]
    if not question and ending[0] == "name" and _is_word(ending[1]) and following and following[0][0] == "name":
        return None  # «n = total number of elements»: it would end with one
    return best[2], " ".join(word for side in around for _, word in side)


def _is_word(name: str) -> bool:
    """True for names that look like words of prose: "total", and neither "x2" nor "sorted_array" nor "True"."""
    return len(name) > 2 and name.isalpha() and name not in ("True", "False")


def _code(tokens: list[tuple[str, str]], *, question: bool) -> tuple[Statement, ...] | None:
    signs = [word for kind, word in tokens if kind == "sign"]
    relations = [sign for sign in signs if sign in ("<", ">", "<=", ">=", "==", "!=", "=")]
    if (
        not _whole(tokens)
        or any(kind == "other" for kind, _ in tokens)
        or (question and not relations)
        or (not question and not signs)
    ):
        return None
    written = [word for _, word in tokens]
    text = "".join(
        word + ("" if _joined(word, after) else " ") for word, after in zip(written, [*written[1:], ""], strict=True)
    )
    words = {word.lower() for kind, word in tokens if kind == "name"}
    if words & (PROSE - WORDS_OF_CODE - NAMES_TOO):
        return None
    if not question:
        return assignments(text)
    text = re.sub(r"(?<![<>!=])=(?!=)", "==", text)
    try:
        return (condition(text),) if is_test(text) else None
    except ValueError:
        return None


def _whole(tokens: list[tuple[str, str]]) -> bool:
    """False where the piece cannot be code by its ends or its brackets, which is found sooner than by Python."""
    (first, begin), (last, end) = tokens[0], tokens[-1]
    begins = first in ("name", "number") or begin in ("(", "[", "++", "--", "-")
    ends = last in ("name", "number", "text") or end in (")", "]", "++", "--")
    depth = 0
    for _, word in tokens:
        depth += (word in ("(", "[", "{")) - (word in (")", "]", "}"))
        if depth < 0:
            return False
    return begins and ends and depth == 0


def _joined(word: str, following: str) -> bool:
    called = following == "(" and word.isidentifier()
    return called or word in ("[", "(", "++", "--") or following in ("[", "]", ")", ",", "++", "--")


ELEMENT = re.compile(r"(?:[A-Za-z_][A-Za-z0-9_]*|数组)\s*\[[^\[\]]+\]")


def element_pairs(text: str) -> tuple[str, str] | None:
    """The two elements of arrays that a text names, in their order; None where there are not two."""
    try:
        found = list(dict.fromkeys(canonical(match[0]) for match in ELEMENT.finditer(text)))
    except ValueError:
        return None
    return (found[0], found[1]) if len(found) == 2 else None
