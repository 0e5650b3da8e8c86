"""A drawing made harmless for a renderer: known elements and attributes only, CSS written onto the elements, HTML texts as SVG
texts, nothing that runs, loads or multiplies. What it shows stays the same, but for filters, masks, patterns and pictures."""

from __future__ import annotations

import math
import re
import textwrap
from dataclasses import replace
from typing import Any

from sandbox.flowchart.drawing import Drawing
from sandbox.flowchart.lettering import ASCENT, LINE_HEIGHT, Line, foreign_lines, text_width
from sandbox.flowchart.markers import reference
from sandbox.flowchart.paths import numbers
from sandbox.flowchart.resolve import chosen, root_view
from sandbox.flowchart.source import SVG, local_name
from sandbox.flowchart.style import Style, StyleSheet, length

__all__ = ["sanitised"]

_DRAWN = "svg g defs symbol use path rect circle ellipse line polyline polygon text tspan marker"
_ELEMENTS = frozenset((*_DRAWN.split(), "linearGradient", "radialGradient", "stop"))
_GEOMETRY = """id x y x1 y1 x2 y2 cx cy r rx ry fx fy width height d points dx dy viewBox preserveAspectRatio
transform refX refY markerWidth markerHeight markerUnits orient overflow offset gradientUnits gradientTransform
spreadMethod textLength lengthAdjust"""
_PAINT = """fill stroke stroke-width stroke-dasharray stroke-dashoffset stroke-linecap stroke-linejoin fill-opacity
stroke-opacity fill-rule opacity font-size font-weight font-style text-anchor dominant-baseline alignment-baseline
baseline-shift letter-spacing marker-start marker-mid marker-end visibility display color stop-color stop-opacity
paint-order"""
_ATTRIBUTES = frozenset((*_GEOMETRY.split(), *_PAINT.split()))
_HREF = "{http://www.w3.org/1999/xlink}href"
_FORBIDDEN = re.compile("[\x00-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
"""Characters that CSS can write by number and XML cannot hold."""
MAX_DASHES = 20_000
MAX_MARKERS = 50_000


def sanitised(drawing: Drawing) -> Any:
    """A new root element, without width and height; its viewBox is what a viewer shows, or else the root's own."""
    return _Sanitiser(drawing).run()


class _Sanitiser:
    def __init__(self, drawing: Drawing) -> None:
        from lxml import etree

        self.etree = etree
        self.root = drawing.tree
        self.sheet = StyleSheet(self.root)
        view, width, height = root_view(self.root)
        self.whole = (view[2] - view[0], view[3] - view[1]) if view else (width or 300.0, height or 150.0)
        self.view = view
        self.markers = MAX_MARKERS

    def run(self) -> Any:
        result = self.copy(self.root, {"font-size": "16"})
        for key in ("x", "y", "width", "height", "preserveAspectRatio"):
            result.attrib.pop(key, None)
        if self.view:
            left, top, right, bottom = self.view
            result.set("viewBox", f"{left:g} {top:g} {right - left:g} {bottom - top:g}")
        return result

    def styled(self, element: Any, parent: Style) -> Style:
        return self.sheet.computed(self.sheet.own(element), parent)

    def copy(self, element: Any, parent: Style) -> Any:
        """The element's harmless copy, None where nothing of it may stay."""
        name = local_name(element)
        if name == "foreignObject":
            return self.written(element, parent)
        if name in {"a", "switch"}:
            name = "g"
        if name not in _ELEMENTS:
            return None
        own = self.sheet.own(element)
        style = self.sheet.computed(own, parent)
        result = self.etree.Element(SVG + name, nsmap={None: SVG[1:-1]})
        for key, value in element.attrib.items():
            if key in _ATTRIBUTES:
                result.set(key, value)
        for key in own:
            if key in _ATTRIBUTES and key in style:
                result.set(key, _FORBIDDEN.sub("", style[key]))
        self.tame(result, name, style)
        if name == "use":
            target = (element.get("href") or element.get(_HREF) or "").strip()
            if not target.startswith("#"):
                return None
            result.set("href", target)
        if name in {"text", "tspan"}:
            result.text = element.text
            result.set("font-family", _family(style))
        for child in chosen(element) if local_name(element) == "switch" else element:
            inner = self.copy(child, style)
            if inner is not None:
                inner.tail = child.tail if name in {"text", "tspan"} else None
                result.append(inner)
            elif name in {"text", "tspan"} and child.tail:
                last = result[-1] if len(result) else None
                if last is None:
                    result.text = (result.text or "") + child.tail
                else:
                    last.tail = (last.tail or "") + child.tail
        return result

    def tame(self, result: Any, name: str, style: Style) -> None:
        """Takes away what could multiply: the finest dashes, more heads along lines than a chart has; shows what fades in."""
        dashes = numbers(result.get("stroke-dasharray") or "")
        if dashes and sum(map(abs, dashes)) * MAX_DASHES < 4 * sum(self.whole):
            del result.attrib["stroke-dasharray"]
        for side in ("start", "mid", "end"):
            if reference(style.get(f"marker-{side}")) and name in {"path", "line", "polyline", "polygon"}:
                self.markers -= len(result.get("d") or result.get("points") or "") // 4 if side == "mid" else 1
                if self.markers < 0:
                    result.set(f"marker-{side}", "none")
        for key in ("fill", "stroke"):
            if "url(" in result.get(key, "") and not self.gradient(result.get(key)):
                result.set(key, "#dddddd")
        if length(style.get("opacity"), 1.0, whole=1.0) <= 0.01 and any(key.startswith("animation") for key in style):
            result.set("opacity", "1")

    def gradient(self, value: str) -> bool:
        name = reference(value)
        found = self.root.find(f".//*[@id={name!r}]") if name and "'" not in name and '"' not in name else None
        return found is not None and local_name(found) in {"linearGradient", "radialGradient"}

    def written(self, element: Any, parent: Style) -> Any:
        """The text of a foreignObject as an SVG text."""
        group = self.etree.Element(SVG + "g")
        own = self.sheet.own(element)
        style = self.sheet.computed(own, parent)
        if style.get("display") == "none" or style.get("visibility") == "hidden":
            return None
        if own.get("transform"):
            group.set("transform", _FORBIDDEN.sub("", own["transform"]))
        room = length(element.get("width"), whole=self.whole[0])
        for line in _wrapped(foreign_lines(element, style, self.styled, self.whole), room):
            text = self.etree.SubElement(group, SVG + "text")
            left, top, right, _ = line.box
            text.set("x", f"{(left + right) / 2:g}")
            text.set("y", f"{top + ASCENT * line.size:g}")
            text.set("text-anchor", "middle")
            text.set("font-size", f"{line.size:g}")
            text.set("font-family", "sans-serif")
            text.set("fill", _FORBIDDEN.sub("", line.paint))
            text.set("stroke", "none")
            text.text = line.text
        return group


def _wrapped(lines: list[Line], room: float) -> list[Line]:
    """HTML breaks lines that are wider than their room; the block keeps its middle."""
    rows: list[tuple[str, Line]] = []
    for line in lines:
        wide = text_width(line.text, line.size, {})
        parts = min(4, math.ceil(wide / room * 0.9)) if room > 2 * line.size and wide > 1.1 * room else 1
        rows += [(row, line) for row in textwrap.wrap(line.text, max(8, math.ceil(len(line.text) / parts))) or [line.text]]
    if len(rows) == len(lines):
        return lines
    middle = (lines[0].box[1] + lines[-1].box[3]) / 2
    result = []
    for place, (row, line) in enumerate(rows):
        y = middle + (place - len(rows) / 2) * LINE_HEIGHT * line.size
        result.append(replace(line, text=row, box=(line.box[0], y, line.box[2], y + line.size)))
    return result


def _family(style: Style) -> str:
    family = style.get("font-family", "").lower()
    return "monospace" if any(name in family for name in ("mono", "courier", "consolas", "menlo")) else "sans-serif"
