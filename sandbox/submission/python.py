"""The one program of an answer.

1. A *whole* program does something when it is run and binds every name that it reads. Of the whole programs among the blocks
   that are, or may be, Python, the longest is taken, of equals the last; what the words before a block say counts first: one
   that is called an alternative, or wrong, gives way to the others, and one that is called complete or final goes before them.
2. A block marked as Python that does not parse and is much longer than any whole program was meant as the program: it is taken
   as it stands, and fails as it would for a person.
3. Where no block is whole, and later ones need the names of earlier ones, all of them in order are the program.
4. Otherwise the longest that parses, otherwise the longest that is marked as Python.
5. An answer whose blocks hold no Python is searched for HTML's <pre>, and then for unfenced code.
"""

from __future__ import annotations

import html
import re
import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sandbox.submission.markdown import PYTHON_NAMES, Block, blocks, is_fence
from sandbox.submission.syntax import Facts, Parser, leading_python, looks_like_python

__all__ = ["program_of"]

BROKEN_LENGTH = 2.0  # of the longest whole program, from which a block that does not parse was meant as the program
NEARLY_AS_LONG = 0.3  # of the longest whole program; shorter ones are examples, whatever they are called
MAX_STARTS = 24  # places at which unfenced code is looked for
PROSE_BEFORE = 300  # characters before a block that may say what it is
_PREFERRED = re.compile(
    r"\b(?:complete|full|final|entire|whole|corrected|fixed|improved|recommended|optimi[sz]ed)\b"
    r"|完整|最终|全部代码|修正后|改进后|优化后|优化版|推荐|最后的(?:代码|程序)",
    re.IGNORECASE,
)
_SET_BACK = re.compile(
    r"\b(?:alternativ\w*|optional\w*|wrong|incorrect|buggy|naive|too slow|instead of|don't|do not|not recommended|if you have|"
    r"if numpy|with numpy|for comparison|to verify|to check|sanity check)\b"
    r"|可选|备选|另一种|错误的|不要|太慢|如果安装|替代|验证",
    re.IGNORECASE,
)
_PRE = re.compile(r"<pre\b[^<>]*>\s*(?:<code\b[^<>]*>)?", re.IGNORECASE)
_PRE_END = re.compile(r"(?:</code>\s*)?</pre>", re.IGNORECASE)
_START = re.compile(
    r"#!|import \w|from [\w.]+ import |@\w|def \w+\s*\(|class \w+\s*[(:]|async def |while .+:|for \w+.* in .+:|if .+:|try:|"
    r"with .+:|print\s*\(|[A-Za-z_]\w*\s*(?::\s*\w+\s*)?=\s*\S|\"\"\"|'''"
)


@dataclass(frozen=True, slots=True)
class _Candidate:
    source: str
    where: str
    facts: Facts
    said: int = 0  # 1 the words before it recommend it, -1 they set it back

    @property
    def lines(self) -> int:
        return sum(1 for line in self.source.split("\n") if line.strip())


def program_of(answer: str) -> tuple[str, str]:
    """(the program, which part was taken and why); the program is empty where there is none."""
    parser = Parser(len(answer))
    lines = answer.split("\n")
    found = blocks(answer)
    fenced: list[_Candidate] = []
    broken: list[_Candidate] = []
    for number, block in enumerate(found, 1):
        where = f"block {number} of {len(found)}" if len(found) > 1 else "the only block"
        candidate = _Candidate(
            block.text, f"{where} (line {block.line})", parser.facts(block.text), _said_before(lines, block.line - 1)
        )
        if candidate.facts.parses and _is_python(block):
            fenced.append(candidate)
        elif not candidate.facts.parses and block.info in PYTHON_NAMES and not _is_session(block.text):
            broken.append(candidate)
    meant = _broken(fenced, broken)
    if meant is not None:
        return meant.source, f"{meant.where}: the longest block marked as Python, although it does not parse"
    for choice in (
        _chosen(fenced, parser, "block", joined=not broken),
        _in_html(answer, parser),
        _unfenced(lines, found, parser),
        _misnamed(found, parser),
    ):
        if choice is not None:
            return choice
    return "", "no Python program found in the answer"


def _is_python(block: Block) -> bool:
    return block.info in PYTHON_NAMES or (not block.info and looks_like_python(block.text))


def _said_before(lines: Sequence[str], end: int) -> int:
    """What the paragraph before a block says of it."""
    words: list[str] = []
    for line in reversed(lines[max(0, end - 6) : end]):
        if is_fence(line) or len(words) == 2:
            break
        if line.strip():
            words.append(line)
    text = " ".join(reversed(words))[-PROSE_BEFORE:]
    return (_PREFERRED.search(text) is not None) - (_SET_BACK.search(text) is not None)


def _broken(fenced: Sequence[_Candidate], broken: Sequence[_Candidate]) -> _Candidate | None:
    """The block that was meant as the program and does not parse: none beside it is a program of about its length."""
    whole = max((c.lines for c in fenced if c.facts.whole), default=0)
    pieces = max((c.lines for c in fenced), default=0)
    longest = max(broken, key=lambda c: c.lines, default=None)
    if longest is None or longest.lines < BROKEN_LENGTH * whole or (not whole and longest.lines < pieces):
        return None
    return longest


def _chosen(candidates: Sequence[_Candidate], parser: Parser, noun: str, *, joined: bool) -> tuple[str, str] | None:
    whole = [c for c in candidates if c.facts.whole]
    if whole:
        enough = NEARLY_AS_LONG * max(c.lines for c in whole)
        long = [c for c in whole if c.lines >= enough]
        said = max(c.said for c in long)
        taken = _longest([c for c in long if c.said == said])
        why = "called complete, final or better" if said > 0 else f"the longest {noun} that is a whole program"
        return taken.source, f"{taken.where}: {why}"
    if joined and (source := _joined(candidates, parser)):
        return source, f"{len(candidates)} blocks in order, since the later ones need the names of the earlier ones"
    if candidates:
        taken = _longest(candidates)
        return taken.source, f"{taken.where}: the longest {noun} that is Python"
    return None


def _longest(candidates: Sequence[_Candidate]) -> _Candidate:
    """Of equals the last."""
    return max(enumerate(candidates), key=lambda pair: (pair[1].lines, pair[0]))[1]


def _joined(candidates: Sequence[_Candidate], parser: Parser) -> str:
    """All of them as one program, where that is whole."""
    if len(candidates) < 2 or not any(c.facts.unbound for c in candidates[1:]):
        return ""
    source = "\n".join(c.source for c in candidates)
    return source if parser.facts(source).whole else ""


def _is_session(source: str) -> bool:
    """Typed at an interpreter's prompt: shows what happens, and is no program."""
    return source.lstrip().startswith((">>>", "In ["))


def _in_html(answer: str, parser: Parser) -> tuple[str, str] | None:
    found: list[_Candidate] = []
    position = 0
    while (start := _PRE.search(answer, position)) and (end := _PRE_END.search(answer, start.end())):
        source = html.unescape(answer[start.end() : end.start()]).strip("\n") + "\n"
        position = end.end()
        facts = parser.facts(source)
        if facts.parses and looks_like_python(source):
            found.append(_Candidate(source, "a <pre> of HTML", facts))
    return _chosen(found, parser, "one", joined=False)


def _unfenced(lines: Sequence[str], fenced: Sequence[Block], parser: Parser) -> tuple[str, str] | None:
    outside = list(lines)
    for block in fenced:
        outside[block.line - 1 : block.end] = [""] * (block.end - block.line + 1)
    found: list[_Candidate] = []
    for first, code in _runs(outside, parser):
        source = "".join(f"{line}\n" for line in code)
        if looks_like_python(source):
            found.append(_Candidate(source, f"unfenced code from line {first + 1}", parser.facts(source)))
    return _chosen(found, parser, "part", joined=False)


def _misnamed(found: Sequence[Block], parser: Parser) -> tuple[str, str] | None:
    """A block of another name, "text" say, that is a whole Python program all the same."""
    candidates: list[_Candidate] = []
    for block in found:
        facts = parser.facts(block.text)
        if facts.whole and looks_like_python(block.text):
            candidates.append(_Candidate(block.text, f"the block of {block.info} in line {block.line}", facts))
    return _chosen(candidates, parser, "block", joined=False)


def _runs(lines: Sequence[str], parser: Parser) -> Iterator[tuple[int, list[str]]]:
    """(index of its first line, its lines without common indentation) of each stretch of code among prose."""
    position = tries = 0
    while position < len(lines) and tries < MAX_STARTS:
        line = lines[position]
        indented = line.startswith(("    ", "\t"))
        if not _START.match(line.strip() if indented else line):
            position += 1
            continue
        tries += 1
        if indented:
            end = position
            while end < len(lines) and (not lines[end].strip() or lines[end].startswith(("    ", "\t"))):
                end += 1
            code = textwrap.dedent("\n".join(lines[position:end])).rstrip().split("\n")
            code = code if parser.facts("\n".join(code)).parses else []
        else:
            code = leading_python(lines[position:], parser)
            end = position + max(1, len(code))
        if code:
            yield position, code
        position = end
