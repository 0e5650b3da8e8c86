"""The one drawing of an answer.

Every `<svg …>…</svg>` is found by its tags, whatever stands around it: a fence of any name, a page of HTML, prose. An XML
declaration or DOCTYPE right before it belongs to it, as an entity may be declared there, and so does the style sheet of the
HTML page that it stands in. Of the whole ones that have at least half as many texts and shapes as the fullest, the last is
taken: earlier ones are drafts, small ones are examples. One that never closes is taken only where there is no whole one.
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass

__all__ = ["drawing_of", "is_drawing"]

NEARLY_AS_FULL = 0.5  # of the number of texts and shapes of the fullest
PROLOGUE_LENGTH = 65536  # characters before a drawing among which its declarations are looked for
_PREFIX = r"(?:[\w.-]{1,40}:)?"
# No group is possessive: Python 3.11.0 to 3.11.4 match such ones wrongly. Each alternative begins in its own way instead, so
# that nothing is tried twice.
_COMMENT = r"<!--(?:(?!-->).)*-->"
_PROLOGUE = rf"(?:{_COMMENT}|<\?xml\b[^<>]*+>|<!DOCTYPE\s+{_PREFIX}svg\b[^\[\]<>]*+(?:\[[^\[\]]*+\]\s*+)?>|\s)*"
_DECLARED = re.compile(rf"{_PROLOGUE}\Z", re.IGNORECASE | re.DOTALL)
_REST = re.compile(rf"(?:{_COMMENT}|\s)*", re.DOTALL)
_BARE = re.compile(rf"{_PROLOGUE}<{_PREFIX}svg[\s/>]", re.IGNORECASE | re.DOTALL)
# What hides tags, and the tags; one that is quoted in prose is none.
_TAG = re.compile(rf"<!--|<!\[CDATA\[|(?<!`)<(?P<close>/?){_PREFIX}svg(?=[\s/>])", re.IGNORECASE)
_HIDES = {"<!--": "-->", "<![cdata[": "]]>"}
_CONTENT = re.compile(rf"<{_PREFIX}(?:text|foreignObject|rect|polygon|ellipse|circle|path|line|polyline|use)\b", re.IGNORECASE)
_STYLE = re.compile(r"<style\b[^<>]*+>(?P<text>[^<]*+)</style\s*+>", re.IGNORECASE)
_OPENING = re.compile(rf"<{_PREFIX}svg(?=[\s>])[^<>]*+>", re.IGNORECASE)
_FENCE = re.compile(r"^[ \t>]*+(?:```|~~~)", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class _Drawing:
    start: int
    end: int
    closed: bool = True


def is_drawing(text: str) -> bool:
    """SVG from its first character to its last; where it never closes, as far as it goes."""
    if not _BARE.match(text):
        return False
    found = _drawings(text)
    return len(found) == 1 and _REST.fullmatch(text, found[0].end) is not None


def drawing_of(answer: str) -> tuple[str, str]:
    """(the drawing, which part was taken and why); the drawing is empty where there is none."""
    found = _drawings(answer)
    note = ""
    if not found and "&lt;svg" in answer:
        answer = html.unescape(answer)
        found, note = _drawings(answer), ", with its tags unescaped"
    if not found:
        return "", "no SVG found in the answer"
    whole = [d for d in found if d.closed]
    if whole:
        content = [sum(1 for _ in _CONTENT.finditer(answer, d.start, d.end)) for d in whole]
        enough = NEARLY_AS_FULL * max(content)
        taken = [d for d, n in zip(whole, content, strict=True) if n >= enough][-1]
        why = "the last of the fullest" if len(whole) > 1 else "the only whole one" if len(found) > 1 else "it is whole"
    else:
        taken, why = found[-1], "although it never closes"
    which = f"SVG {found.index(taken) + 1} of {len(found)}" if len(found) > 1 else "the only SVG"
    line = answer.count("\n", 0, taken.start) + 1
    drawing = answer[_declared(answer, taken.start) : taken.end].strip()
    sheet = _sheet_of_page(answer, found)
    if sheet:
        drawing = _OPENING.sub(lambda tag: f"{tag[0]}{sheet}", drawing, count=1)
        note += ", with the style sheet of its page"
    return f"{drawing}\n", f"{which} (line {line}): {why}{note}"


def _sheet_of_page(answer: str, drawings: list[_Drawing]) -> str:
    """The style elements of the HTML around the drawings, as one; empty where there are none."""
    inside = [range(d.start, d.end) for d in drawings]
    sheets = [m["text"] for m in _STYLE.finditer(answer) if not any(m.start() in span for span in inside)]
    text = "\n".join(sheets).replace("]]>", "")
    return f"<style><![CDATA[{text}]]></style>" if text.strip() else ""


def _drawings(text: str) -> list[_Drawing]:
    """The outermost whole ones in order, or the last that never closes where there is no whole one."""
    opened: list[int] = []
    closed: list[_Drawing] = []
    position = 0
    while match := _TAG.search(text, position):
        position = match.end()
        if (mark := _HIDES.get(match[0].lower())) is not None:
            after = text.find(mark, position) if opened else -1  # in prose such marks hide nothing
            if opened and after < 0:
                break
            position = after + len(mark) if opened else position
            continue
        end = text.find(">", position)
        if end < 0:
            break
        if match["close"]:
            if opened:
                closed.append(_Drawing(opened.pop(), end + 1))
        elif text[end - 1] == "/" and not opened:
            closed.append(_Drawing(match.start(), end + 1))
        elif text[end - 1] != "/":
            opened.append(match.start())
    outermost: list[_Drawing] = []
    for drawing in sorted(closed, key=lambda d: (d.start, -d.end)):
        if not outermost or drawing.start >= outermost[-1].end:
            outermost.append(drawing)
    if outermost or not opened:
        return outermost
    fence = _FENCE.search(text, opened[0])
    return [_Drawing(opened[0], fence.start() if fence else len(text), closed=False)]


def _declared(text: str, start: int) -> int:
    """Where the XML declaration and DOCTYPE right before a drawing begin."""
    window = text[max(0, start - PROLOGUE_LENGTH) : start]
    lower = window.lower()
    for first in sorted({lower.rfind("<?xml"), lower.rfind("<!doctype")}):
        if first >= 0 and _DECLARED.match(window, first):
            return start - len(window) + first
    return start
