"""The same chart otherwise: every element moved a little, in another size, in other colours, widths and fonts."""

from __future__ import annotations

import random
import re
from dataclasses import replace

from lxml import etree

from sandbox.flowchart.chart import Point
from sandbox.flowchart.drawing import Drawing
from sandbox.flowchart.reading import read_drawing

__all__ = ["jittered", "restyled", "scaled"]

_COLOUR = r"#([0-9a-fA-F]{6}|[0-9a-fA-F]{3})"
_PAINT = re.compile(rf"""((?:[:\s]|fill=["']|stroke=["'])){_COLOUR}(?=[;"'\s}}])""")
_WIDTH = re.compile(r"""(stroke-width\s*[:=]\s*["']?)([\d.]+)""")
_FONT = re.compile(r"""(font-family\s*:\s*|font-family=["'])[^;"'}]+""")


def jittered(drawing: Drawing, px: float, rng: random.Random) -> Drawing:
    """Every element moved by up to `px` in both directions, each on its own: a path with its pieces, a text with its lines."""
    shifts: dict[int, Point] = {}

    def moved(points: tuple[Point, ...], order: int) -> tuple[Point, ...]:
        dx, dy = shifts.setdefault(order, (rng.uniform(-px, px), rng.uniform(-px, px)))
        return tuple((x + dx, y + dy) for x, y in points)

    outlines = tuple(
        replace(one, points=moved(one.points, one.order), corners=moved(one.corners, one.order)) for one in drawing.outlines
    )
    texts = []
    for text in drawing.texts:
        (left, top), (right, bottom) = moved((text.box[:2], text.box[2:]), text.order)
        texts.append(replace(text, box=(left, top, right, bottom)))
    strokes = tuple(replace(stroke, points=moved(stroke.points, stroke.order)) for stroke in drawing.strokes)
    return replace(drawing, outlines=outlines, strokes=strokes, texts=tuple(texts))


def scaled(svg: str, factor: float) -> str:
    """All lengths `factor` times as large, the view with them."""
    root = etree.fromstring(etree.tostring(read_drawing(svg).tree))
    view = [float(value) for value in re.findall(r"-?[\d.]+", root.get("viewBox") or "")]
    if not view and root.get("width"):
        view = [0.0, 0.0, *(float(root.get(name).removesuffix("px")) for name in ("width", "height"))]
    if view:
        root.set("viewBox", " ".join(f"{value * factor:g}" for value in view))
    group = etree.Element("{http://www.w3.org/2000/svg}g", transform=f"scale({factor:g})")
    group.text, root.text = root.text, None
    group.extend(list(root))
    root.append(group)
    return etree.tostring(root, encoding="unicode")


def restyled(svg: str) -> str:
    """Red, green and blue exchanged, lines half as wide again, letters with serifs."""

    def turned(found: re.Match[str]) -> str:
        third = len(found[2]) // 3
        return f"{found[1]}#{found[2][third:]}{found[2][:third]}"

    svg = _PAINT.sub(turned, svg)
    svg = _WIDTH.sub(lambda found: f"{found[1]}{1.5 * float(found[2]):g}", svg)
    return _FONT.sub(r"\1Georgia, serif", svg)
