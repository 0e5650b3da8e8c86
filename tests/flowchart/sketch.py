"""Correct charts of the bubble sort, each drawn in a manner that its seed chooses."""

from __future__ import annotations

import itertools
import math
import random
from dataclasses import dataclass, field
from xml.sax.saxutils import escape

Point = tuple[float, float]

WORDS = {
    "en": {
        "start": "Start",
        "input": "input_array = [5, 1, 4]",
        "call": "bubble_sort(input_array)",
        "n": "n = len(arr)",
        "i0": "i = 0",
        "outer": "i < n - 1 ?",
        "j0": "j = 0",
        "inner": "j < n - i - 1 ?",
        "compare": "arr[j] > arr[j + 1] ?",
        "swap": "swap arr[j], arr[j + 1]",
        "jinc": "j = j + 1",
        "iinc": "i = i + 1",
        "return": "return arr",
        "print": "print(sorted_array)",
        "end": "End",
    },
    "zh": {
        "start": "开始",
        "input": "输入 input_array",
        "call": "调用 bubble_sort(input_array)",
        "n": "n = len(arr)",
        "i0": "i = 0",
        "outer": "i < n - 1？",
        "j0": "j = 0",
        "inner": "j < n - i - 1？",
        "compare": "arr[j] > arr[j+1]？",
        "swap": "交换 arr[j] 与 arr[j+1]",
        "jinc": "j = j + 1",
        "iinc": "i = i + 1",
        "return": "返回 arr",
        "print": "输出 sorted_array",
        "end": "结束",
    },
}
EXITS = [("Yes", "No"), ("是", "否"), ("True", "False"), ("Y", "N"), ("T", "F"), ("yes", "no"), ("真", "假")]
COLUMN = ["start", "input", "call", "n", "i0", "outer", "j0", "inner", "compare", "swap", "jinc"]
DECISIONS = {"outer", "inner", "compare"}


@dataclass
class Sketch:
    """One chart under way: where the boxes are (middle, half width, half height), and what was drawn so far."""

    rng: random.Random
    jitter: float = 0.0
    boxes: dict[str, tuple[float, float, float, float]] = field(default_factory=dict)
    shapes: list[str] = field(default_factory=list)
    wires: list[str] = field(default_factory=list)
    letters: list[str] = field(default_factory=list)
    manner: dict[str, str] = field(default_factory=dict)

    def pick(self, name: str, *choices: str) -> str:
        return self.manner.setdefault(name, self.rng.choice(choices))

    def moved(self, x: float, y: float) -> Point:
        return x + self.rng.uniform(-self.jitter, self.jitter), y + self.rng.uniform(-self.jitter, self.jitter)

    def box(self, name: str, x: float, y: float, text: str) -> None:
        half = (90.0, 36.0) if name in DECISIONS else (84.0, 20.0)
        if name in DECISIONS:
            half = (max(90.0, 5.2 * len(text) + 24), 38.0)
        else:
            half = (max(60.0, 4.2 * sum(2 if c > "⺀" else 1 for c in text) + 14), 20.0)
        x, y = self.moved(x, y)
        self.boxes[name] = (x, y, *half)
        self.shapes.append(self.outline(name, x, y, *half))
        self.letters.append(self.text(text, x, y, "node"))

    def outline(self, name: str, x: float, y: float, w: float, h: float) -> str:
        paint = 'class="n"' if self.pick("paint", "css", "attribute") == "css" else 'fill="#fff" stroke="#333"'
        if name in DECISIONS:
            kind = self.pick("diamond", "polygon", "path", "relative", "rotated")
            if kind == "polygon":
                return f'<polygon {paint} points="{x},{y - h} {x + w},{y} {x},{y + h} {x - w},{y}"/>'
            if kind == "path":
                return f'<path {paint} d="M{x},{y - h} L{x + w},{y} L{x},{y + h} L{x - w},{y} Z"/>'
            if kind == "relative":
                return f'<path {paint} d="m{x} {y - h}l{w} {h}l{-w} {h}l{-w} {-h}z"/>'
            side = math.sqrt(2) * h
            turn = f"translate({x} {y}) scale({w / h} 1) rotate(45)"
            return f'<rect {paint} x="{-side / 2}" y="{-side / 2}" width="{side}" height="{side}" transform="{turn}"/>'
        if name in {"start", "end"}:
            kind = self.pick("terminal", "rect", "ellipse", "path")
            if kind == "rect":
                return f'<rect {paint} x="{x - w}" y="{y - h}" width="{2 * w}" height="{2 * h}" rx="{h}"/>'
            if kind == "ellipse":
                return f'<ellipse {paint} cx="{x}" cy="{y}" rx="{w}" ry="{h}"/>'
            arc = f"A{h} {h} 0 0 1"
            a, b = x - w + h, x + w - h
            return f'<path {paint} d="M{a} {y - h}H{b}{arc} {b} {y + h}H{a}{arc} {a} {y - h}Z"/>'
        if name in {"input", "print"} and self.pick("data", "slanted", "box") == "slanted":
            a, b = x - w, x + w
            return f'<polygon {paint} points="{a + 14},{y - h} {b + 14},{y - h} {b - 14},{y + h} {a - 14},{y + h}"/>'
        rx = self.pick("corner", "0", "5")
        body = f'<rect {paint} x="{x - w}" y="{y - h}" width="{2 * w}" height="{2 * h}" rx="{rx}"/>'
        if self.pick("shadow", "no", "no", "yes") == "yes":
            return f'<rect x="{x - w + 3}" y="{y - h + 4}" width="{2 * w}" height="{2 * h}" fill="#0002"/>{body}'
        return body

    def text(self, text: str, x: float, y: float, kind: str) -> str:
        size = 14 if kind == "node" else self.rng.choice((12, 13))
        x, y = (x, y) if kind == "node" else self.moved(x, y)
        how = self.pick("text", "baseline", "dominant", "dy", "tspan", "start")
        body = escape(text)
        if how == "dominant":
            place = f'x="{x}" y="{y}" text-anchor="middle" dominant-baseline="central"'
        elif how == "dy":
            place = f'x="{x}" y="{y}" dy=".35em" style="text-anchor:middle"'
        elif how == "start":
            wide = sum(1.0 if c > "⺀" else 0.52 for c in text) * size
            place = f'x="{x - wide / 2}" y="{y + 0.35 * size}"'
        else:
            place = f'x="{x}" y="{y + 0.35 * size}" text-anchor="middle"'
        if how == "tspan":
            return f'<text font-size="{size}" text-anchor="middle"><tspan x="{x}" y="{y + 0.35 * size}">{body}</tspan></text>'
        return f'<text font-size="{size}" {place}>{body}</text>'

    def wire(self, *points: Point, head: bool = True, dashed: bool = False) -> None:
        way = [self.moved(*point) for point in points]
        kind = self.pick("head", "marker", "marker-css", "polygon", "chevron", "open-marker", "path-head")
        rest = 'stroke-dasharray="5 4"' if dashed else ""
        if head and kind in {"marker", "open-marker"}:
            rest += f' marker-end="url(#{kind})"'
        if head and kind == "marker-css":
            rest += ' class="m"'
        extra = ""
        if head and kind in {"polygon", "chevron", "path-head"}:
            (x0, y0), (x1, y1) = way[-2], way[-1]
            size = math.dist(way[-2], way[-1]) or 1.0
            dx, dy = (x1 - x0) / size, (y1 - y0) / size
            a, b = (x1 - 9 * dx - 5 * dy, y1 - 9 * dy + 5 * dx), (x1 - 9 * dx + 5 * dy, y1 - 9 * dy - 5 * dx)
            if kind == "polygon":
                extra = f'<polygon fill="#333" points="{x1},{y1} {a[0]},{a[1]} {b[0]},{b[1]}"/>'
                way[-1] = (x1 - 8 * dx, y1 - 8 * dy)
            elif kind == "path-head":
                extra = f'<path fill="#333" d="M{x1} {y1}L{a[0]} {a[1]}L{b[0]} {b[1]}Z"/>'
            else:
                extra = f'<polyline fill="none" stroke="#333" points="{a[0]},{a[1]} {x1},{y1} {b[0]},{b[1]}"/>'
        self.wires.append(self.line(way, rest) + extra)

    def line(self, way: list[Point], rest: str) -> str:
        kind = self.pick("line", "polyline", "path", "rounded", "pieces")
        paint = f'fill="none" stroke="#333" stroke-width="1.5" {rest}'
        if len(way) == 2:
            (x0, y0), (x1, y1) = way
            return f'<line x1="{x0}" y1="{y0}" x2="{x1}" y2="{y1}" {paint}/>'
        if kind == "polyline":
            return f'<polyline points="{" ".join(f"{x},{y}" for x, y in way)}" {paint}/>'
        if kind == "pieces":
            plain = 'fill="none" stroke="#333" stroke-width="1.5"'
            parts = [f'<line x1="{a[0]}" y1="{a[1]}" x2="{b[0]}" y2="{b[1]}" ' for a, b in itertools.pairwise(way)]
            return "".join(f"{part} {paint if k == len(parts) - 1 else plain}/>" for k, part in enumerate(parts))
        if kind == "path":
            return f'<path d="M{" L".join(f"{x} {y}" for x, y in way)}" {paint}/>'
        data = f"M{way[0][0]} {way[0][1]}"
        for before, corner, after in zip(way, way[1:], way[2:], strict=False):
            r = min(8.0, math.dist(before, corner) / 2, math.dist(corner, after) / 2)
            (ax, ay), (bx, by) = (_toward(corner, before, r), _toward(corner, after, r))
            data += f" L{ax} {ay} Q{corner[0]} {corner[1]} {bx} {by}"
        return f'<path d="{data} L{way[-1][0]} {way[-1][1]}" {paint}/>'

    def label(self, text: str, a: Point, b: Point) -> None:
        """Somewhere along the exit from a to b, on it or beside it."""
        how = self.pick("label", "beside", "on", "pill")
        t = self.rng.uniform(0.2, 0.8) if how == "beside" else self.rng.uniform(0.35, 0.65)
        x, y = a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t
        if how == "beside":
            level = abs(a[1] - b[1]) < 1
            off = self.rng.choice((-1, 1)) * self.rng.uniform(9.0, 15.0)
            wide = 3.5 * len(text) if text.isascii() else 7.0 * len(text)
            place = (x, y + off) if level else (x + off + math.copysign(wide, off) - math.copysign(4, off), y)
            self.letters.append(self.text(text, *place, "label"))
            return
        wide = 10 + 7 * len(text) if text.isascii() else 26
        fill = 'fill="#fff" stroke="#999" rx="9"' if how == "pill" else 'fill="#fff"'
        behind = f'<rect x="{x - wide / 2}" y="{y - 9}" width="{wide}" height="18" {fill}/>'
        self.letters.append(behind + self.text(text, x, y, "label"))


def _toward(a: Point, b: Point, distance: float) -> Point:
    size = math.dist(a, b) or 1.0
    return a[0] + (b[0] - a[0]) * distance / size, a[1] + (b[1] - a[1]) * distance / size


def sketch(seed: int, *, jitter: float = 0.0, scale: float = 1.0) -> str:
    """SVG text. `jitter`: px by which every box, wire's point and label is moved at most, font size 14."""
    rng = random.Random(seed)
    s = Sketch(rng, jitter)
    words, (yes, no) = WORDS[rng.choice(("en", "zh"))], rng.choice(EXITS)
    gap = rng.choice((34.0, 44.0, 60.0))
    y, x = 90.0, 420.0
    for name in COLUMN:
        h = 38.0 if name in DECISIONS else 20.0
        s.box(name, x, y + h, words[name])
        y += 2 * h + gap
    side = rng.choice((1, -1))
    s.box("iinc", x + side * 300, s.boxes["inner"][1], words["iinc"])
    for k, name in enumerate(("return", "print", "end")):
        s.box(name, x - side * 300, s.boxes["outer"][1] + k * (40 + gap), words[name])
    clean = {name: (bx, by, bw, bh) for name, (bx, by, bw, bh) in s.boxes.items()}

    def top(name: str) -> Point:
        bx, by, _, bh = clean[name]
        return bx, by - bh

    def bottom(name: str) -> Point:
        bx, by, _, bh = clean[name]
        return bx, by + bh

    def flank(name: str, way: int) -> Point:
        bx, by, bw, _ = clean[name]
        return bx + way * bw, by

    for a, b in itertools.pairwise(COLUMN):
        s.wire(bottom(a), top(b))
        if a in DECISIONS:
            s.label(yes, bottom(a), top(b))
    s.wire(bottom("return"), top("print"))
    s.wire(bottom("print"), top("end"))
    s.wire(flank("outer", -side), flank("return", side))
    s.label(no, flank("outer", -side), flank("return", side))
    s.wire(flank("inner", side), flank("iinc", -side))
    s.label(no, flank("inner", side), flank("iinc", -side))
    merging = s.pick("merge", "box", "wire") == "wire"
    far = x + side * (max(clean["compare"][2], clean["jinc"][2]) + 40)
    skip_y = (bottom("swap")[1] + top("jinc")[1]) / 2 - 2
    s.wire(flank("compare", side), (far, clean["compare"][1]), *(
        [(far, skip_y), (x, skip_y)] if merging else [(far, clean["jinc"][1]), flank("jinc", side)]
    ), head=not merging or s.pick("merge-head", "yes", "no") == "yes")  # fmt: skip
    s.label(no, flank("compare", side), (far, clean["compare"][1]))
    back = x - side * (max(clean["compare"][2], clean["inner"][2], clean["swap"][2]) + 36)
    above = (bottom("j0")[1] + top("inner")[1]) / 2 - 2
    dashed = s.pick("dashed", "no", "no", "yes") == "yes"
    s.wire(flank("jinc", -side), (back, clean["jinc"][1]), *(
        [(back, above), (x, above)] if merging else [(back, clean["inner"][1]), flank("inner", -side)]
    ), dashed=dashed)  # fmt: skip
    over = (bottom("i0")[1] + top("outer")[1]) / 2 - 2
    ix = clean["iinc"][0]
    s.wire(
        top("iinc"), *([(ix, over), (x, over)] if merging else [(ix, clean["outer"][1]), flank("outer", side)]), dashed=dashed
    )
    return _framed(s, y, scale)


def _framed(s: Sketch, height: float, scale: float) -> str:
    order = s.pick("order", "wires-first", "shapes-first", "mixed")
    parts = [*s.wires, *s.shapes, *s.letters] if order == "wires-first" else [*s.shapes, *s.wires, *s.letters]
    if s.pick("title", "yes", "no") == "yes":
        parts.insert(0, '<text x="420" y="40" font-size="22" text-anchor="middle">Bubble sort 冒泡排序</text>')
    if s.pick("background", "yes", "no") == "yes":
        parts.insert(0, f'<rect width="840" height="{height}" fill="#fafafa"/>')
    body = "".join(parts)
    frame = s.pick("frame", "plain", "moved", "nested", "scaled")
    if frame == "moved":
        body = f'<g transform="translate(10,-5)"><g transform="translate(-10 5)">{body}</g></g>'
    elif frame == "nested":
        body = f'<svg x="0" y="0" width="840" height="{height}" viewBox="0 0 840 {height}">{body}</svg>'
    elif frame == "scaled":
        body = f'<g transform="matrix(2 0 0 2 0 0)"><g transform="scale(.5)">{body}</g></g>'
    markers = (
        '<marker id="marker" viewBox="0 0 10 10" refX="10" refY="5" markerWidth="6" markerHeight="6" orient="auto">'
        '<path d="M0 0L10 5L0 10z" fill="#333"/></marker>'
        '<marker id="open-marker" refX="8" refY="5" markerWidth="10" markerHeight="10" orient="auto-start-reverse">'
        '<path d="M1 1L8 5L1 9" fill="none" stroke="#333"/></marker>'
    )
    style = ".n{fill:#fff;stroke:#333;stroke-width:1.5px} .m{marker-end:url(#marker)}"
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {840 * scale} {height * scale}" font-family="Arial, sans-serif">'
        f'<style>{style}</style><defs>{markers}</defs><g transform="scale({scale})">{body}</g></svg>'
    )
