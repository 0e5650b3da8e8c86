"""read_drawing: SVG text or bytes to a Drawing in the scaled frame."""

from __future__ import annotations

import statistics
from dataclasses import replace

from sandbox.flowchart.chart import Point
from sandbox.flowchart.drawing import EM, Box, Drawing, Head, Outline, Stroke, TextLine
from sandbox.flowchart.resolve import Resolver, root_view
from sandbox.flowchart.safe import unsafe_parts
from sandbox.flowchart.source import LIMITS, DrawingLimits, read_source

__all__ = ["read_drawing"]


def read_drawing(svg: str | bytes, limits: DrawingLimits = LIMITS) -> Drawing:
    """Reads nothing but `svg`: no file, no network. Raises DrawingError where there is no SVG, or one beyond `limits`."""
    source = read_source(svg, limits)
    unsafe = (*source.unsafe, *unsafe_parts(source.root))
    resolver = Resolver(source.root, limits)
    resolver.run()
    sizes = [text.size for text in resolver.texts if text.size > 0]
    scale = EM / statistics.median(sizes) if sizes else 1.0
    view, width, height = root_view(source.root)
    return Drawing(
        tuple(_outline(one, scale) for one in resolver.outlines),
        tuple(_stroke(one, scale) for one in resolver.strokes),
        tuple(_text(one, scale) for one in resolver.texts if one.size > 0),
        _box(view, scale) if view else None,
        width,
        height,
        scale,
        source.repairs,
        unsafe,
        tuple(_box(one, scale) for one in resolver.images),
        tuple(f"CSS selector not tried: {one}" for one in resolver.sheet.skipped[:20]),
        source.root,
    )


def _points(points: tuple[Point, ...], scale: float) -> tuple[Point, ...]:
    return tuple((x * scale, y * scale) for x, y in points)


def _box(box: Box, scale: float) -> Box:
    return box[0] * scale, box[1] * scale, box[2] * scale, box[3] * scale


def _head(head: Head | None, scale: float) -> Head | None:
    return head and Head(head.reach * scale, head.forward)


def _outline(one: Outline, scale: float) -> Outline:
    return replace(
        one, points=_points(one.points, scale), corners=_points(one.corners, scale), stroke_width=one.stroke_width * scale
    )


def _stroke(one: Stroke, scale: float) -> Stroke:
    return replace(
        one,
        points=_points(one.points, scale),
        width=one.width * scale,
        start=_head(one.start, scale),
        end=_head(one.end, scale),
    )


def _text(one: TextLine, scale: float) -> TextLine:
    return replace(one, size=one.size * scale, box=_box(one.box, scale))
