"""Fenced blocks of an answer, as CommonMark finds them and as models mean them.

CommonMark's rules hold first: a fence of backticks or tildes, closed by one at least as long, in lists and quotes of any
depth; one that is never closed ends with the text. Models break them in a few ways, and these are repaired:
- an answer, or a part of it, wrapped in a block of Markdown whose inner fences are as long as its own
- a fence inside a program's string, or deep in its code, which is part of the program
- Python that is never closed before the next block opens, or before the prose that follows it
- a fence at the end of a line of prose, or of the last line of code
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from sandbox.submission.syntax import Parser, leading_python, looks_like_python

__all__ = ["PYTHON_NAMES", "Block", "blocks", "is_fence", "prose_of"]

PYTHON_NAMES = frozenset({"python", "py", "python3", "py3", "pygame", "ipython", "python-repl"})
WRAPPER_NAMES = frozenset({"markdown", "md"})
CLOSING_INDENT = 4  # columns more than the opening fence's, with which a fence is part of the code
MAX_REPAIRS = 40  # in one text; a text that needs more is read as CommonMark says
MAX_EXTENSIONS = 4  # fences that one program may have in its strings

_OPENER = re.compile(
    r"^(?P<lead>(?:[ \t]|>|(?:[-*+]|\d{1,9}[.)])(?=[ \t]))*)(?P<fence>`{3,}+|~{3,}+)[ \t]*+(?P<info>.*)$", re.DOTALL
)
_AFTER_PROSE = re.compile(r"[^\s`~>][ \t]*+(?P<fence>```)(?P<info>python3?|py)[ \t]*+$", re.IGNORECASE)
_QUOTE = re.compile(r"[ \t]{0,3}>[ ]?")
_NAME = re.compile(r"[\w.+#/-]+")


@dataclass(frozen=True, slots=True)
class Block:
    """info    the language, lower case, "" where none is given
    text    its lines without the indentation of the fence, each with its "\\n"
    line    of the opening fence, from 1
    end     of the last line that belongs to it, the closing fence if there is one
    """

    info: str
    text: str
    line: int
    end: int
    closed: bool = True

    @property
    def may_be_python(self) -> bool:
        return self.info in PYTHON_NAMES or not self.info


@dataclass(frozen=True, slots=True)
class _Fence:
    mark: str
    info: str
    indent: int  # columns
    quotes: int
    inline: bool = False

    def closed_by(self, other: _Fence | None) -> bool:
        return (
            other is not None
            and not other.inline
            and other.mark.startswith(self.mark)
            and not other.info
            and other.indent < self.indent + CLOSING_INDENT
        )


def is_fence(line: str) -> bool:
    return _fence(line) is not None


def blocks(text: str) -> list[Block]:
    """In the order of the text. Takes time in proportion to its length."""
    return _Reader(text).blocks()


def prose_of(answer: str) -> str:
    """What an answer says outside its fenced blocks; the blocks' lines are empty."""
    lines = answer.split("\n")
    for block in blocks(answer):
        for number in range(block.line - 1, block.end):
            lines[number] = ""
    return "\n".join(lines)


def _fence(line: str) -> _Fence | None:
    if "```" not in line and "~~~" not in line:
        return None
    match = _OPENER.match(line)
    if match and not (match["fence"][0] == "`" and "`" in match["info"]):
        lead = match["lead"]
        return _Fence(match["fence"], _language(match["info"]), len(lead.expandtabs(4)), lead.count(">"))
    after = _AFTER_PROSE.search(line)
    if after and line.count("`") == 3:
        return _Fence(after["fence"], after["info"].lower(), 0, 0, inline=True)
    return None


def _language(info: str) -> str:
    """Of "python title=a.py", "{.python .numberLines}", "python:a.py", "a.py"."""
    match = _NAME.search(info.lower())
    name = match[0].lstrip(".") if match else ""
    return "python" if name.endswith(".py") or re.fullmatch(r"python3?\.\d+", name) else name


class _Reader:
    def __init__(self, text: str) -> None:
        self._lines = text.split("\n")
        self._parser = Parser(len(text))
        self._repairs = MAX_REPAIRS

    def blocks(self) -> list[Block]:
        found: list[Block] = []
        wrappers: list[_Fence] = []
        position = 0
        while position < len(self._lines):
            fence = _fence(self._lines[position])
            if fence is None:
                position += 1
            elif wrappers and wrappers[-1].closed_by(fence):
                wrappers.pop()
                position += 1
            elif self._wraps(fence, position):
                wrappers.append(fence)
                position += 1
            else:
                block = self._block(fence, position)
                if block.text.strip():
                    found.append(block)
                position = block.end
        return found

    def _wraps(self, fence: _Fence, position: int) -> bool:
        """A block of Markdown, or an unnamed one, that opens another one inside."""
        if fence.info in WRAPPER_NAMES:
            for line in self._lines[position + 1 :]:
                inner = _fence(line)
                if inner is not None:
                    return bool(inner.info) or not fence.closed_by(inner)
            return False
        following = next((line for line in self._lines[position + 1 : position + 3] if line.strip()), "")
        inner = None if fence.info or fence.inline else _fence(following)
        return inner is not None and bool(inner.info)

    def _block(self, fence: _Fence, position: int) -> Block:
        start = position + 1
        end, closed = self._closing(fence, start)
        block = self._made(fence, position, self._content(fence, start, end), end, closed)
        if not block.may_be_python or not self._repairs or self._parser.facts(block.text).parses:
            return block
        if fence.info in PYTHON_NAMES or looks_like_python(block.text):
            self._repairs -= 1
            return self._extended(fence, position, end, closed) or self._cut(fence, position, end, closed) or block
        return block

    def _closing(self, fence: _Fence, start: int) -> tuple[int, bool]:
        """(index of the first line that is not content, whether a fence closes it)."""
        for number in range(start, len(self._lines)):
            line = self._lines[number]
            if fence.quotes and not line.lstrip(" \t").startswith(">"):
                return number, False
            if fence.closed_by(_fence(line)):
                return number, True
        return len(self._lines), False

    def _content(self, fence: _Fence, start: int, end: int) -> list[str]:
        return [_without_lead(line, fence) for line in self._lines[start:end]]

    def _made(self, fence: _Fence, position: int, content: Sequence[str], end: int, closed: bool) -> Block:
        text = "".join(f"{line}\n" for line in content)
        return Block(fence.info, text, position + 1, end + 1 if closed else end, closed)

    def _extended(self, fence: _Fence, position: int, end: int, closed: bool) -> Block | None:
        """The program goes on after what looked like its end: that fence is in one of its strings."""
        for _ in range(MAX_EXTENSIONS):
            if not closed:
                return None
            end, closed = self._closing(fence, end + 1)
            block = self._made(fence, position, self._content(fence, position + 1, end), end, closed)
            if self._parser.facts(block.text).parses:
                return block
        return None

    def _cut(self, fence: _Fence, position: int, end: int, closed: bool) -> Block | None:
        """The program ends before: at the next block's opening, at a fence behind code, or where prose begins."""
        start = position + 1
        for number in range(start, end):
            line = self._lines[number]
            inner = _fence(line)
            if inner is not None and inner.info:
                code = leading_python(self._content(fence, start, number), self._parser)
                return self._made(fence, position, code, number, False) if code else None
            if line.rstrip().endswith(fence.mark) and inner is None:
                code = self._content(fence, start, number + 1)
                code[-1] = code[-1].rstrip()[: -len(fence.mark)]
                if self._parser.facts("\n".join(code)).parses:
                    return self._made(fence, position, code, number, True)
                return None
        code = [] if closed else leading_python(self._content(fence, start, end), self._parser)
        return self._made(fence, position, code, start + len(code), False) if code else None


def _without_lead(line: str, fence: _Fence) -> str:
    """A fence inside a list item or a quote is indented, and its content with it."""
    for _ in range(fence.quotes):
        line = _QUOTE.sub("", line, count=1)
    if fence.quotes or not fence.indent:
        return line
    column = 0
    for index, character in enumerate(line):
        if column >= fence.indent or character not in " \t":
            return " " * max(0, column - fence.indent) + line[index:]
        column = column + 1 if character == " " else column - column % 4 + 4
    return ""
