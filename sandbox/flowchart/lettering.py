"""Where texts stand: lines of `<text>` with its tspans, and of HTML inside `<foreignObject>`. In the element's own user units.

Widths are estimates from mean advances of common sans-serif fonts: CJK 1 em, Latin about 0.55 em. A text's true width depends
on the reader's fonts, so that whoever judges it needs a tolerance.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from sandbox.flowchart.drawing import Box
from sandbox.flowchart.source import local_name
from sandbox.flowchart.style import Style, length

__all__ = ["Line", "foreign_lines", "text_lines", "text_width"]

ASCENT, DESCENT, LINE_HEIGHT = 0.8, 0.2, 1.2
"""Of the font size."""

_NARROW, _WIDE = frozenset("iljtfI.,:;'|!()[] "), frozenset("mwMW@%—")
_SPACES = re.compile(r"[\s\u00a0]+")
_BLOCKS = {"div", "p", "li", "tr", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "table", "pre", "body", "section", "center"}

Styled = Callable[[Any, Style], Style]
"""Gives the computed style of an element whose parent has the given one."""


@dataclass(slots=True)
class Line:
    text: str
    size: float
    box: Box
    measured: bool
    paint: str


@lru_cache(maxsize=4096)
def _advance(character: str) -> float:
    if unicodedata.east_asian_width(character) in "WF":
        return 1.0
    if unicodedata.combining(character):
        return 0.0
    if character in _NARROW:
        return 0.3
    if character in _WIDE:
        return 0.85
    if character.isupper():
        return 0.67
    return 0.55


def text_width(text: str, size: float, style: Style) -> float:
    """Estimated advance in the unit of `size`."""
    family = style.get("font-family", "").lower()
    if any(name in family for name in ("mono", "courier", "consolas", "menlo")):
        return size * sum(1.0 if _advance(character) == 1.0 else 0.6 for character in text)
    bold = style.get("font-weight", "") in {"bold", "bolder", "600", "700", "800", "900"}
    return size * (1.06 if bold else 1.0) * sum(map(_advance, text))


@dataclass(slots=True)
class _Piece:
    text: str
    x: float
    y: float
    size: float
    style: Style
    width: float | None  # as the source says it


def text_lines(element: Any, style: Style, styled: Styled) -> list[Line]:
    """Lines of a `<text>`: a new one at each new x or y, and where dy moves on by more than half the size."""
    chunks: list[list[_Piece]] = []  # pieces of a chunk are anchored together
    pen = [0.0, 0.0]
    fresh = True

    def put(text: str | None, current: Style) -> None:
        nonlocal fresh
        clean = _SPACES.sub(" ", text or "")
        if not clean.strip() and (fresh or not chunks):
            return
        size = length(current.get("font-size"), 16.0)
        if fresh or not chunks:
            chunks.append([])
            clean = clean.lstrip()
            fresh = False
        chunks[-1].append(_Piece(clean, pen[0], pen[1], size, current, None))
        pen[0] += text_width(clean, size, current)

    def run(node: Any, current: Style, nested: bool) -> None:
        nonlocal fresh
        size = length(current.get("font-size"), 16.0)
        for axis, name in enumerate("xy"):
            given = node.get(name)
            if given is not None and given.strip():
                pen[axis] = length(given, em=size)
                fresh = True
            elif not nested:
                pen[axis], fresh = 0.0, True
        for axis, name in enumerate(("dx", "dy")):
            given = node.get(name)
            if given:
                pen[axis] += length(given, em=size)
        where = len(chunks[-1]) if chunks and not fresh else 0
        put(node.text, current)
        for child in node:
            name = local_name(child)
            if name in {"tspan", "a", "textPath", "tref"}:
                inner = styled(child, current)
                if inner.get("display") != "none" and inner.get("visibility") != "hidden":
                    run(child, inner, True)
            elif name == "br":
                pen[1] += LINE_HEIGHT * size
            put(child.tail, current)
        told = length(node.get("textLength"), 0.0)
        if told > 0 and chunks and len(chunks[-1]) == where + 1:
            chunks[-1][where].width = told

    run(element, style, False)
    return [line for chunk in chunks for line in _chunk_lines(chunk)]


def _chunk_lines(chunk: list[_Piece]) -> list[Line]:
    chunk[-1].text = chunk[-1].text.rstrip()
    widths = [piece.width or text_width(piece.text, piece.size, piece.style) for piece in chunk]
    anchor = chunk[0].style.get("text-anchor", "start")
    shift = {"middle": -0.5, "end": -1.0}.get(anchor, 0.0) * sum(widths)
    lines: list[Line] = []
    baseline = 0.0
    for piece, width in zip(chunk, widths, strict=True):
        if not piece.text.strip():
            if lines:
                lines[-1].text += " "
            continue
        left = piece.x + shift
        top = _top(piece)
        box = (left, top, left + width, top + piece.size)
        if lines and abs(piece.y - baseline) < 0.5 * piece.size:
            last = lines[-1]
            last.text += piece.text
            last.box = (last.box[0], min(last.box[1], box[1]), max(last.box[2], box[2]), max(last.box[3], box[3]))
        else:
            lines.append(Line(piece.text, piece.size, box, True, piece.style.get("fill", "black")))
            baseline = piece.y
    for line in lines:
        line.text = _SPACES.sub(" ", line.text).strip()
    return [line for line in lines if line.text]


def _top(piece: _Piece) -> float:
    baseline = piece.style.get("dominant-baseline") or piece.style.get("alignment-baseline", "")
    if baseline in {"middle", "central", "mathematical"}:
        return piece.y - piece.size / 2
    if baseline in {"hanging", "text-before-edge", "text-top", "before-edge"}:
        return piece.y
    if baseline in {"text-after-edge", "ideographic", "text-bottom", "after-edge"}:
        return piece.y - piece.size
    return piece.y - ASCENT * piece.size


def foreign_lines(element: Any, style: Style, styled: Styled, whole: tuple[float, float]) -> list[Line]:
    """Lines of the HTML in a `<foreignObject>`, centred on the place that its first block asks for: the middle of the object,
    or the margins and paddings of a flex box as diagram editors write them. `whole` is what 100 % is, (width, height)."""
    found: list[tuple[str, float, Style]] = []
    current: list[str] = []
    state: list[tuple[float, Style]] = [(length(style.get("font-size"), 16.0), style)]

    def flush() -> None:
        text = _SPACES.sub(" ", "".join(current)).strip()
        current.clear()
        if text:
            found.append((text, *state[0]))

    def run(node: Any, inherited: Style) -> None:
        name = local_name(node)
        if name in {"style", "script", "title", "head"}:
            return
        if name == "br":
            flush()
            return
        mine = styled(node, inherited) if node is not element else inherited
        if mine.get("display") == "none" or mine.get("visibility") == "hidden":
            return
        block = name in _BLOCKS
        if block:
            flush()
        if node.text and node.text.strip():
            state[0] = (length(mine.get("font-size"), 16.0), mine)
        current.append(node.text or "")
        for child in node:
            run(child, mine)
            current.append(child.tail or "")
        if block:
            flush()

    run(element, style)
    flush()
    if not found:
        return []
    x, y, anchor_x, anchor_y, room = _place(element, whole)
    boxes = [(text_width(text, size, inner), size * LINE_HEIGHT) for text, size, inner in found]
    top = y - anchor_y * sum(height for _, height in boxes)
    lines = []
    for (text, size, inner), (width, height) in zip(found, boxes, strict=True):
        wide = min(width, room) if room > 0 else width
        left = x - anchor_x * wide
        middle = top + height / 2
        paint = inner.get("color", "black")
        lines.append(Line(text, size, (left, middle - size / 2, left + wide, middle + size / 2), False, paint))
        top += height
    return lines


def _declared(element: Any) -> dict[str, str]:
    pairs = (part.partition(":") for part in (element.get("style") or "").split(";"))
    return {name.strip().lower(): value.strip().lower() for name, _, value in pairs if value}


def _place(element: Any, whole: tuple[float, float]) -> tuple[float, float, float, float, float]:
    """(x, y, share of the text left of x, share above y, the room's width)."""
    x, y = length(element.get("x"), whole=whole[0]), length(element.get("y"), whole=whole[1])
    width = length(element.get("width"), whole=whole[0])
    height = length(element.get("height"), whole=whole[1])
    first = next((child for child in element if local_name(child)), None)
    flex = _declared(first) if first is not None else {}
    if "margin-left" in flex and "padding-top" in flex:  # a flex box moved to its place from the drawing's corner
        room = length(flex.get("width"))
        shares = {"flex-start": 0.0, "flex-end": 1.0}
        across = shares.get(flex.get("justify-content", "").replace("unsafe", "").strip(), 0.5)
        down = shares.get(flex.get("align-items", "").replace("unsafe", "").strip(), 0.5)
        left = x + length(flex["margin-left"]) + across * room
        return left, y + length(flex["padding-top"]), across, down, room if room > 2 else 0.0
    return x + width / 2, y + height / 2, 0.5, 0.5, width
