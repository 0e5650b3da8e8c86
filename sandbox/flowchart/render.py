"""Pictures of a drawing, with evidence drawn in, and what can be measured on them: ink, visible texts, text sizes."""

from __future__ import annotations

import io
import json
import math
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from sandbox.flowchart.chart import Point
from sandbox.flowchart.drawing import EM, Box, Drawing
from sandbox.flowchart.fonts import font_families, font_files
from sandbox.flowchart.geometry import extent
from sandbox.flowchart.sanitise import sanitised
from sandbox.flowchart.source import SVG

__all__ = ["Mark", "MarkKind", "PictureMeasures", "measure_picture", "render"]

WIDTH_PX = 1000
WALL_S = 30.0
MAX_SIDE_PX = 4000
MARGIN = 2 * EM
"""Around a drawing that says no size of its own."""
SHOWN_PX = (800.0, 1200.0)
"""The widths between which a chart is shown: smaller ones are enlarged, larger ones shrunk."""
CONTRAST = 40
"""A pixel whose colour differs by this much (sum over red, green, blue) from the background is ink."""


class MarkKind(StrEnum):
    WRONG = "wrong"
    MISSING = "missing"
    UNREAD = "unread"
    PLACE = "place"


_COLOURS = {MarkKind.WRONG: "#e00000", MarkKind.MISSING: "#e00000", MarkKind.UNREAD: "#b000b0", MarkKind.PLACE: "#e06000"}


@dataclass(frozen=True, slots=True)
class Mark:
    """Evidence: WRONG draws over a way, MISSING a dashed arrow from the first point to the last, UNREAD and PLACE a frame
    around the points. Points are in the scaled frame."""

    kind: MarkKind
    points: tuple[Point, ...]
    words: str = ""


@dataclass(frozen=True, slots=True)
class PictureMeasures:
    """ink             share of the picture's pixels that differ from its background, 0…1
    smallest_text_px  the smallest font size when the chart is shown SHOWN_PX wide
    median_text_px    likewise the median; both 0 without texts
    hidden            texts at whose place nothing shows: covered, or in the colour of what is behind them
    """

    ink: float
    smallest_text_px: float
    median_text_px: float
    hidden: tuple[str, ...]


def shown_box(drawing: Drawing) -> Box:
    """What a viewer shows, in the scaled frame: the root's view, or all there is with a margin."""
    if drawing.view is not None:
        return drawing.view
    points = [point for outline in drawing.outlines for point in outline.points]
    points += [point for stroke in drawing.strokes for point in stroke.points]
    points += [(x, y) for text in drawing.texts for x, y in ((text.box[0], text.box[1]), (text.box[2], text.box[3]))]
    if not points:
        return 0.0, 0.0, 300.0, 150.0
    left, top, right, bottom = extent(points)
    return left - MARGIN, top - MARGIN, right + MARGIN, bottom + MARGIN


def render(drawing: Drawing, *, evidence: Sequence[Mark] = (), width_px: int = WIDTH_PX, background: str = "#ffffff") -> bytes:
    """A PNG `width_px` wide (less for very tall drawings). Raises ValueError where the renderer cannot draw it."""
    from lxml import etree

    root = sanitised(drawing)
    left, top, right, bottom = box = shown_box(drawing)
    wide, high = max(right - left, 1e-6), max(bottom - top, 1e-6)
    factor = min(width_px / wide, MAX_SIDE_PX / high)
    size = max(1, round(wide * factor)), max(1, round(high * factor))
    scale = drawing.scale
    root.set("viewBox", " ".join(f"{value / scale:.9g}" for value in (left, top, wide, high)))
    root.set("width", str(size[0]))
    root.set("height", str(size[1]))
    if evidence:
        _draw(root, evidence, scale, box)
    families = font_families()
    options = {
        "svg_string": etree.tostring(root, encoding="unicode"),
        "background": background,
        "skip_system_fonts": bool(font_files()),
        "font_files": list(font_files()) or None,
        "font_family": families[0],
        "sans_serif_family": families[0],
        "serif_family": families[0],
        "monospace_family": families[1],
    }
    return _rasterised({key: value for key, value in options.items() if value is not None})


def _rasterised(options: dict[str, object]) -> bytes:
    """In a process of its own, which has limits of processor time and memory."""
    program = str(Path(__file__).with_name("rasterise.py"))
    try:
        done = subprocess.run(
            [sys.executable, "-I", program],
            input=json.dumps(options).encode(),
            capture_output=True,
            timeout=WALL_S,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise ValueError(f"the renderer was not done within {WALL_S:g} s") from error
    if done.returncode == 0 and done.stdout:
        return done.stdout
    said = done.stderr.decode("utf-8", "replace").strip().splitlines()
    reason = said[-1][:300] if said and done.returncode > 0 else "it needs more processor time or memory than a picture may"
    raise ValueError(f"the renderer failed: {reason}")


def _draw(root: Any, evidence: Sequence[Mark], scale: float, box: Box) -> None:
    """An overlay in the scaled frame."""
    from lxml import etree

    layer = etree.SubElement(root, SVG + "g", transform=f"scale({1 / scale:.9g})", fill="none")
    layer.set("stroke-linejoin", "round")
    for mark in evidence:
        if not mark.points:
            continue
        colour = _COLOURS[mark.kind]
        if mark.kind in {MarkKind.WRONG, MarkKind.MISSING} and len(mark.points) > 1:
            line = etree.SubElement(layer, SVG + "polyline", stroke=colour, points=_written(mark.points))
            line.set("stroke-width", "4")
            line.set("stroke-opacity", "0.75")
            if mark.kind is MarkKind.MISSING:
                line.set("stroke-dasharray", "8 5")
            _head(layer, mark.points, colour)
        else:
            left, top, right, bottom = extent(mark.points)
            frame = etree.SubElement(layer, SVG + "rect", x=f"{left - 5:.2f}", y=f"{top - 5:.2f}", stroke=colour, rx="4")
            frame.set("width", f"{right - left + 10:.2f}")
            frame.set("height", f"{bottom - top + 10:.2f}")
            frame.set("stroke-width", "2.5")
            frame.set("stroke-dasharray", "5 3" if mark.kind is MarkKind.UNREAD else "none")
        if mark.words:
            _caption(layer, mark, colour, box)


def _head(layer: Any, points: Sequence[Point], colour: str) -> None:
    from lxml import etree

    (x0, y0), (x1, y1) = points[-2], points[-1]
    size = math.hypot(x1 - x0, y1 - y0) or 1.0
    dx, dy = (x1 - x0) / size * 12, (y1 - y0) / size * 12
    corners = ((x1, y1), (x1 - dx - dy / 2, y1 - dy + dx / 2), (x1 - dx + dy / 2, y1 - dy - dx / 2))
    etree.SubElement(layer, SVG + "polygon", points=_written(corners), fill=colour)


def _caption(layer: Any, mark: Mark, colour: str, box: Box) -> None:
    """White behind it, above the middle of the mark, inside the picture."""
    from lxml import etree

    left, top, right, _ = extent(mark.points)
    middle = mark.points[len(mark.points) // 2] if len(mark.points) > 2 else ((left + right) / 2, top)
    x, y = (middle[0] + 4, middle[1] - 4) if mark.kind in {MarkKind.WRONG, MarkKind.MISSING} else (left, top - 9)
    words = mark.words[:80]
    x = max(box[0] + 4, min(x, box[2] - 6.5 * len(words)))
    y = max(box[1] + 12, min(y, box[3] - 4))
    text = etree.SubElement(layer, SVG + "text", x=f"{x:.2f}", y=f"{y:.2f}", fill=colour, stroke="#ffffff")
    text.set("font-family", "sans-serif")
    text.set("font-size", "12")
    text.set("font-weight", "bold")
    text.set("stroke-width", "4")
    text.set("paint-order", "stroke")
    text.text = words


def _written(points: Sequence[Point]) -> str:
    return " ".join(f"{x:.2f},{y:.2f}" for x, y in points)


def measure_picture(drawing: Drawing, png: bytes | None = None) -> PictureMeasures:
    """`png`: a picture made by `render` without evidence; made here where it is not given."""
    import numpy as np
    from PIL import Image

    data = png if png is not None else render(drawing)
    with Image.open(io.BytesIO(data)) as image:
        pixels = np.asarray(image.convert("RGB")).astype(np.int16)
    flat = pixels.reshape(-1, 3)
    codes = (flat[:, 0].astype(np.int64) << 16) | (flat[:, 1].astype(np.int64) << 8) | flat[:, 2]
    values, counts = np.unique(codes, return_counts=True)
    common = int(values[counts.argmax()])
    behind = np.array([common >> 16, (common >> 8) & 255, common & 255], dtype=np.int16)
    ink = float((np.abs(flat - behind).sum(axis=1) > CONTRAST).mean())
    left, top, right, _ = shown_box(drawing)
    factor = pixels.shape[1] / (right - left)
    hidden = []
    for text in drawing.texts:
        x0, y0, x1, y1 = text.box
        part = pixels[
            max(0, int((y0 - top) * factor)) : max(0, math.ceil((y1 - top) * factor)),
            max(0, int((x0 - left) * factor)) : max(0, math.ceil((x1 - left) * factor)),
        ].reshape(-1, 3)
        if len(part) and int((part.max(axis=0) - part.min(axis=0)).sum()) <= CONTRAST:
            hidden.append(text.text)
    sizes = sorted(text.size / drawing.scale for text in drawing.texts)
    natural = (right - left) / drawing.scale
    shown = min(max(drawing.width_px or natural, SHOWN_PX[0]), SHOWN_PX[1])
    zoom = shown / natural
    smallest, median = (sizes[0] * zoom, sizes[len(sizes) // 2] * zoom) if sizes else (0.0, 0.0)
    return PictureMeasures(ink, smallest, median, tuple(hidden))
