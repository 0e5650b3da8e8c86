"""From the element tree to flat primitives in the root's user units: transforms, `use`, CSS, markers, nested frames."""

from __future__ import annotations

import math
from typing import Any

from sandbox.errors import DrawingError
from sandbox.flowchart.affine import IDENTITY, Affine, applied, compose, parse_transform, scale_of, translation
from sandbox.flowchart.chart import Point
from sandbox.flowchart.drawing import Box, Head, Outline, OutlineKind, Stroke, TextLine
from sandbox.flowchart.lettering import Line, foreign_lines, text_lines
from sandbox.flowchart.markers import Markers
from sandbox.flowchart.paths import ellipse_points, numbers, subpaths
from sandbox.flowchart.pen import one_stroke
from sandbox.flowchart.source import LIMITS, DrawingLimits, local_name
from sandbox.flowchart.style import Style, StyleSheet, clear, length

__all__ = ["Resolver", "chosen", "root_view"]

_HIDDEN = """defs symbol marker clipPath mask pattern linearGradient radialGradient filter style script title desc
metadata animate animateTransform animateMotion set font font-face view cursor hatch"""
_NEVER_DRAWN = frozenset(_HIDDEN.split())
_HREF = "{http://www.w3.org/1999/xlink}href"
_CLOSE = 0.01
"""A line whose ends lie this near, as a share of its extent, is a closed shape."""


def root_view(root: Any) -> tuple[Box | None, float | None, float | None]:
    """(what is shown, in user units; width and height in CSS px as far as given)."""
    width = length(root.get("width"), 0.0) if "%" not in (root.get("width") or "%") else None
    height = length(root.get("height"), 0.0) if "%" not in (root.get("height") or "%") else None
    view = numbers(root.get("viewBox") or "")
    if len(view) == 4 and view[2] > 0 and view[3] > 0:
        return (view[0], view[1], view[0] + view[2], view[1] + view[3]), width or None, height or None
    if width and height:
        return (0.0, 0.0, width, height), width, height
    return None, width or None, height or None


def chosen(switch: Any) -> list[Any]:
    """The child of a `<switch>` that is shown, as a list of none or one: the first whose language is read here."""
    for child in switch:
        language = child.get("systemLanguage")
        if local_name(child) and (language is None or any(one in language.lower() for one in ("en", "zh"))):
            return [child]
    return []


class Resolver:
    """Walks a drawing once; `outlines`, `strokes`, `texts` and `images` are the result."""

    def __init__(self, root: Any, limits: DrawingLimits = LIMITS) -> None:
        self.root, self.limits = root, limits
        self.sheet = StyleSheet(root, limits)
        self.ids: dict[str, Any] = {}
        for element in root.iter():
            if isinstance(element.tag, str) and element.get("id"):
                self.ids.setdefault(element.get("id"), element)
        self.markers = Markers(self.ids)
        self.outlines: list[Outline] = []
        self.strokes: list[Stroke] = []
        self.texts: list[TextLine] = []
        self.images: list[Box] = []
        self.order = self.visited = self.points = self.characters = self.blocks = 0
        view, width, height = root_view(root)
        self.whole = (view[2] - view[0], view[3] - view[1]) if view else (width or 300.0, height or 150.0)

    def run(self) -> None:
        self.walk(self.root, IDENTITY, {"font-size": "16"}, 1, ())

    def styled(self, element: Any, parent: Style) -> Style:
        self.visited += 1
        if self.visited > self.limits.elements:
            raise DrawingError(f"with every <use> expanded there are more than {self.limits.elements:,} elements")
        return self.sheet.computed(self.sheet.own(element), parent)

    def walk(self, element: Any, affine: Affine, parent: Style, depth: int, used: tuple[str, ...]) -> None:
        name = local_name(element)
        if not name or name in _NEVER_DRAWN:
            return
        if depth > self.limits.depth:
            raise DrawingError(f"with every <use> expanded the SVG is nested more than {self.limits.depth} deep")
        style = self.styled(element, parent)
        if style.get("display") == "none" or _transparent(element, style):
            return
        transform = style.get("transform", "none")
        if transform != "none":
            affine = compose(affine, parse_transform(transform, self.origin(element, style)))
        if not all(math.isfinite(value) and abs(value) <= 1e12 for value in affine):
            raise DrawingError("a transform moves the drawing beyond all bounds")
        if name in {"svg", "symbol"}:
            if element is not self.root:
                affine = self.nested(element, affine, None, None)
            self.children(element, affine, style, depth, used)
        elif name in {"g", "a"}:
            self.children(element, affine, style, depth, used)
        elif name == "switch":
            self.switch(element, affine, style, depth, used)
        elif name == "use":
            self.use(element, affine, style, depth, used)
        elif style.get("visibility") not in {"hidden", "collapse"}:
            self.order += 1
            self.leaf(name, element, affine, style)

    def children(self, element: Any, affine: Affine, style: Style, depth: int, used: tuple[str, ...]) -> None:
        for child in element:
            self.walk(child, affine, style, depth + 1, used)

    def switch(self, element: Any, affine: Affine, style: Style, depth: int, used: tuple[str, ...]) -> None:
        for child in chosen(element):
            self.walk(child, affine, style, depth + 1, used)

    def use(self, element: Any, affine: Affine, style: Style, depth: int, used: tuple[str, ...]) -> None:
        target = (element.get("href") or element.get(_HREF) or "").strip()
        found = self.ids.get(target[1:]) if target.startswith("#") else None
        if found is None or target in used:
            return
        affine = compose(affine, translation(length(element.get("x")), length(element.get("y"))))
        if local_name(found) in {"symbol", "svg"}:
            inner = self.styled(found, style)
            affine = self.nested(found, affine, element.get("width"), element.get("height"))
            self.children(found, affine, inner, depth + 1, (*used, target))
        else:
            self.walk(found, affine, style, depth + 1, (*used, target))

    def nested(self, element: Any, affine: Affine, width: str | None, height: str | None) -> Affine:
        """The inside of a nested `<svg>` or a used `<symbol>`."""
        affine = compose(affine, translation(length(element.get("x")), length(element.get("y"))))
        view = numbers(element.get("viewBox") or "")
        if len(view) != 4 or view[2] <= 0 or view[3] <= 0:
            return affine
        wide = length(width or element.get("width") or "100%", view[2], whole=self.whole[0])
        high = length(height or element.get("height") or "100%", view[3], whole=self.whole[1])
        kept = (element.get("preserveAspectRatio") or "xMidYMid").strip()
        sx, sy = wide / view[2], high / view[3]
        if kept.startswith("none"):
            return compose(affine, (sx, 0.0, 0.0, sy, -view[0] * sx, -view[1] * sy))
        factor = max(sx, sy) if "slice" in kept else min(sx, sy)
        x = (wide - view[2] * factor) * (0.0 if "xMin" in kept else 1.0 if "xMax" in kept else 0.5)
        y = (high - view[3] * factor) * (0.0 if "YMin" in kept else 1.0 if "YMax" in kept else 0.5)
        return compose(affine, (factor, 0.0, 0.0, factor, x - view[0] * factor, y - view[1] * factor))

    def origin(self, element: Any, style: Style) -> Point:
        """The user-space point of `transform-origin`: of the viewBox, or of the shape's own box if `transform-box` says so."""
        parts = style.get("transform-origin", "").lower().split()
        if not parts:
            return (0.0, 0.0)
        left, top, wide, high = (0.0, 0.0, *self.whole)
        if style.get("transform-box", "") in {"fill-box", "content-box", "stroke-box", "border-box"}:
            own = self.own_box(element, style)
            if own is None:
                return (0.0, 0.0)
            left, top, wide, high = own[0], own[1], own[2] - own[0], own[3] - own[1]
        if len(parts) == 1:
            parts.append("center")
        if parts[0] in {"top", "bottom"} or parts[1] in {"left", "right"}:
            parts[:2] = parts[1], parts[0]
        shares = {"left": 0.0, "top": 0.0, "center": 0.5, "right": 1.0, "bottom": 1.0}
        x = shares[parts[0]] * wide if parts[0] in shares else length(parts[0], whole=wide)
        y = shares[parts[1]] * high if parts[1] in shares else length(parts[1], whole=high)
        return left + x, top + y

    def own_box(self, element: Any, style: Style) -> Box | None:
        """The box of a shape in its own units; None for groups and texts, whose boxes nothing here needs."""
        name = local_name(element)
        sizes = {key: self.size(element, style, key, int(key[-1] == "y")) for key in ("x", "y", "cx", "cy", "r", "rx", "ry")}
        if name == "rect":
            wide, high = self.size(element, style, "width", 0), self.size(element, style, "height", 1)
            return sizes["x"], sizes["y"], sizes["x"] + wide, sizes["y"] + high
        if name in {"circle", "ellipse"}:
            rx, ry = sizes["rx"] or sizes["r"], sizes["ry"] or sizes["r"]
            return sizes["cx"] - rx, sizes["cy"] - ry, sizes["cx"] + rx, sizes["cy"] + ry
        if name in {"polygon", "polyline"}:
            given = numbers(element.get("points") or "")
            points = list(zip(given[::2], given[1::2], strict=False))
        else:
            points = [point for path in subpaths(element.get("d") or "") for point in path.points]
        return _extent(points) if points else None

    def leaf(self, name: str, element: Any, affine: Affine, style: Style) -> None:
        if name == "text":
            self.letters(text_lines(element, style, self.styled), affine)
        elif name == "foreignObject":
            self.letters(foreign_lines(element, style, self.styled, self.whole), affine)
        elif name == "image":
            x, y = self.size(element, style, "x", 0), self.size(element, style, "y", 1)
            w, h = self.size(element, style, "width", 0), self.size(element, style, "height", 1)
            self.images.append(_extent(self.moved(affine, [(x, y), (x + w, y), (x + w, y + h), (x, y + h)])))
        else:
            self.shape(name, element, affine, style)

    def size(self, element: Any, style: Style, name: str, axis: int) -> float:
        em = length(style.get("font-size"), 16.0)
        return length(style.get(name) or element.get(name), em=em, whole=self.whole[axis])

    def shape(self, name: str, element: Any, affine: Affine, style: Style) -> None:
        def size(key: str, axis: int) -> float:
            return self.size(element, style, key, axis)

        if name == "rect":
            x, y, w, h = size("x", 0), size("y", 1), size("width", 0), size("height", 1)
            if w <= 0 or h <= 0:
                return
            rx = style.get("rx") or element.get("rx")
            ry = style.get("ry") or element.get("ry")
            radius = max(
                length(rx if rx not in {None, "auto"} else ry, whole=w), length(ry if ry not in {None, "auto"} else rx, whole=h)
            )
            points = [(x, y), (x + w, y), (x + w, y + h), (x, y + h)]
            self.outline(OutlineKind.RECT, points, points, affine, style, min(0.5, radius / min(w, h)), False)
        elif name in {"circle", "ellipse"}:
            r = size("r", 0)
            rx, ry = (r, r) if name == "circle" else (size("rx", 0), size("ry", 1))
            if name == "ellipse" and (rx <= 0 or ry <= 0):
                rx, ry = rx or ry, ry or rx
            if rx > 0 and ry > 0:
                self.outline(
                    OutlineKind.ELLIPSE, ellipse_points(size("cx", 0), size("cy", 1), rx, ry), [], affine, style, 0.5, True
                )
        elif name == "line":
            points = [(size("x1", 0), size("y1", 1)), (size("x2", 0), size("y2", 1))]
            self.stroke(points, affine, style, False)
        elif name in {"polygon", "polyline"}:
            given = numbers(element.get("points") or "")
            points = list(zip(given[::2], given[1::2], strict=False))
            back = _comes_back(points)
            if back:
                points = points[:-1]
            if name == "polygon" or (back and not _marked(style)):
                self.outline(OutlineKind.POLYGON, points, points, affine, style, 0.0, False)
            elif _painted(style, "stroke") or _marked(style):
                self.stroke([*points, points[0]] if back else points, affine, style, False)
                if len(points) > 3 and "fill" in style and not _marked(style):
                    self.outline(OutlineKind.POLYGON, points, points, affine, style, 0.0, False, True)
            elif _painted(style, "fill"):
                self.outline(OutlineKind.POLYGON, points, points, affine, style, 0.0, False)
        elif name == "path":
            self.path(element, affine, style)

    def path(self, element: Any, affine: Affine, style: Style) -> None:
        data = style.get("d") or element.get("d") or ""
        if data.startswith("path("):
            data = data[5:].strip("\"') ")
        found = one_stroke(subpaths(data)) if _marked(style) else subpaths(data)
        for place, sub in enumerate(found):
            points, corners = sub.points, sub.corners
            shown = _of_subpath(style, place == 0, place == len(found) - 1)
            if _comes_back(points):
                points, corners, sub.closed = points[:-1], corners[:-1], True
            if sub.closed and len(points) > 2 and not _marked(shown):
                self.outline(OutlineKind.PATH, points, corners, affine, shown, 0.0, sub.curved)
            elif _painted(shown, "stroke") or _marked(shown):
                self.stroke([*points, points[0]] if sub.closed else points, affine, shown, sub.curved)
                if len(corners) > 3 and "fill" in shown and not _marked(shown):
                    self.outline(OutlineKind.PATH, points, corners, affine, shown, 0.0, sub.curved, True)
            elif _painted(shown, "fill") and len(points) > 2:
                self.outline(OutlineKind.PATH, points, corners, affine, shown, 0.0, sub.curved)

    def moved(self, affine: Affine, points: list[Point]) -> list[Point]:
        self.points += len(points)
        if self.points > self.limits.points:
            raise DrawingError(f"the shapes have more than {self.limits.points:,} points")
        result = applied(affine, points)
        bound = self.limits.coordinate
        if any(not (-bound <= x <= bound and -bound <= y <= bound) for x, y in result):
            raise DrawingError(f"coordinates beyond ±{bound:g}")
        return result

    def outline(
        self,
        kind: OutlineKind,
        points: list[Point],
        corners: list[Point],
        affine: Affine,
        style: Style,
        rounding: float,
        curved: bool,
        unclosed: bool = False,
    ) -> None:
        if len(points) < 3 or not (_painted(style, "fill") or (_painted(style, "stroke") and not unclosed)):
            return
        self.outlines.append(
            Outline(
                kind,
                tuple(self.moved(affine, points)),
                tuple(self.moved(affine, corners)),
                rounding,
                _paint(style, "fill"),
                _paint(style, "stroke"),
                length(style.get("stroke-width"), 1.0) * scale_of(affine),
                style.get("stroke-dasharray", "none") not in {"none", "0", ""},
                curved,
                self.order,
                unclosed,
            )
        )

    def stroke(self, points: list[Point], affine: Affine, style: Style, curved: bool) -> None:
        marked = _marked(style)
        if not (_painted(style, "stroke") or marked):
            return
        width = length(style.get("stroke-width"), 1.0)
        scale = scale_of(affine)
        missing: set[str] = set()
        heads: dict[str, Head | None] = {}
        for side in ("start", "mid", "end"):
            heads[side] = None
            try:
                heads[side] = self.markers.head(style.get(f"marker-{side}"), width, scale, at_start=side == "start")
            except KeyError:
                missing.add(side)
        kept = [point for k, point in enumerate(points) if k == 0 or point != points[k - 1]]
        if len(kept) < 2:
            return
        middle = heads["mid"]
        along = 0 if middle is None or middle.forward is None or len(kept) < 3 else 1 if middle.forward else -1
        start = heads["start"]
        if start is not None and start.forward is False:
            along = along or 1  # a head at the start that points into the stroke
        self.strokes.append(
            Stroke(
                tuple(self.moved(affine, kept)),
                width * scale,
                _paint(style, "stroke"),
                style.get("stroke-dasharray", "none") not in {"none", "0", ""},
                curved,
                start,
                heads["end"],
                along,
                frozenset(missing),
                self.order,
            )
        )

    def letters(self, lines: list[Line], affine: Affine) -> None:
        self.blocks += 1
        scale = scale_of(affine)
        a, b, c, d, _, _ = affine
        for line in lines:
            self.characters += len(line.text)
            if self.characters > self.limits.characters:
                raise DrawingError(f"the texts have more than {self.limits.characters:,} characters")
            x0, y0, x1, y1 = line.box
            box = _extent(self.moved(affine, [(x0, y0), (x1, y0), (x1, y1), (x0, y1)]))
            upright = abs(b) + abs(c) < 0.2 * (abs(a) + abs(d))
            self.texts.append(
                TextLine(line.text, line.size * scale, box, line.measured, self.blocks, self.order, line.paint, upright)
            )


def _comes_back(points: list[Point]) -> bool:
    """Whether a line ends where it began, nearly."""
    if len(points) < 4:
        return False
    left, top, right, bottom = _extent(points)
    return math.dist(points[0], points[-1]) < _CLOSE * max(right - left, bottom - top)


def _extent(points: list[Point]) -> Box:
    xs, ys = [p[0] for p in points], [p[1] for p in points]
    return min(xs), min(ys), max(xs), max(ys)


def _paint(style: Style, name: str) -> str:
    """The paint in lower case, "" where nothing shows."""
    value = style.get(name, "black" if name == "fill" else "none").strip().lower()
    if value in {"none", "transparent", ""} or clear(value):
        return ""
    if length(style.get(f"{name}-opacity"), 1.0, whole=1.0) <= 0:
        return ""
    return value


def _painted(style: Style, name: str) -> bool:
    return bool(_paint(style, name)) and (name == "fill" or length(style.get("stroke-width"), 1.0) > 0)


def _marked(style: Style) -> bool:
    return any(style.get(f"marker-{side}", "none").startswith("url") for side in ("start", "mid", "end"))


def _of_subpath(style: Style, first: bool, last: bool) -> Style:
    """A path has one start and one end, however many subpaths: markers of the others' ends do not show."""
    if (first and last) or not _marked(style):
        return style
    hidden = {"marker-start"} if not first else set()
    hidden |= {"marker-end"} if not last else set()
    return {key: value for key, value in style.items() if key not in hidden}


def _transparent(element: Any, style: Style) -> bool:
    """Hidden by opacity, and not by an animation that fades it in."""
    if "opacity" not in style or length(style["opacity"], 1.0, whole=1.0) > 0.01:
        return False
    return not any(key.startswith("animation") for key in style) and not any(
        local_name(child) == "animate" for child in element
    )
