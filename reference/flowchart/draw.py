"""Draws the flowchart of a Python listing as SVG: `python draw.py LISTING.py > solution.svg`.

The listing is read by its syntax tree, and drawn as it is built: a block has a straight way down its middle; a loop goes back
on its left side and is left on its right; an `if` is passed by on the right. So lines never cross a box. Functions stand side
by side, the main program first. It draws assignments, calls, while, if without else, and return.
"""

from __future__ import annotations

import ast
import sys
from dataclasses import dataclass, field
from html import escape
from itertools import pairwise
from pathlib import Path
from textwrap import wrap

FONT_PX = 14
ADVANCE = 0.602  # width of a letter of the fixed-width font, in font sizes
LINE_PX = 20
GAP_PX = 34  # from box to box
LANE_PX = 30  # from a box to the line that goes around it
MARGIN_PX = 40
COLUMN_PX = 70  # between two parts
WRAP = 24  # letters of a line in a box
KINDS = {"terminator": "#d9f2e3", "process": "#e8f0fe", "decision": "#fff3d1", "data": "#f3e8fd", "subroutine": "#e0f5f7"}
STROKES = {"terminator": "#2e8b57", "process": "#3c6fc4", "decision": "#b8860b", "data": "#8250c4", "subroutine": "#1b8a99"}


@dataclass
class Box:
    """One step. x, y is its centre."""

    kind: str
    lines: list[str]
    x: float = 0.0
    y: float = 0.0

    @property
    def width(self) -> float:
        text = max(map(len, self.lines)) * FONT_PX * ADVANCE
        return {"decision": text / 0.68 + 20, "data": text + 64, "terminator": text + 56}.get(self.kind, text + 36)

    @property
    def height(self) -> float:
        text = len(self.lines) * LINE_PX
        return text / 0.32 + 16 if self.kind == "decision" else text + 20

    def side(self, direction: int) -> tuple[float, float]:
        """The middle of the left (-1) or right (1) side."""
        slant = 8 if self.kind == "data" else 0
        return self.x + direction * (self.width / 2 - slant), self.y

    @property
    def top(self) -> tuple[float, float]:
        return self.x, self.y - self.height / 2

    @property
    def bottom(self) -> tuple[float, float]:
        return self.x, self.y + self.height / 2


@dataclass
class Column:
    """What is drawn so far of one part, around x = 0. `left` and `right` are how far it reaches, both positive."""

    boxes: list[Box] = field(default_factory=list)
    lines: list[tuple[list[tuple[float, float]], str]] = field(default_factory=list)  # corners, label at the first
    y: float = 0.0
    waiting: list[tuple[list[tuple[float, float]], str, bool]] = field(default_factory=list)  # … True: comes from the side

    def add(self, box: Box) -> Box:
        """Puts a box below, and leads to it whatever waits for the next step."""
        box.y = self.y + box.height / 2
        self.y += box.height + GAP_PX
        self.boxes.append(box)
        for corners, label, aside in self.waiting:
            if aside and len(self.waiting) > 1:
                x = corners[-1][0]
                self.lines.append(([*corners, (x, box.y), box.side(1)], label))
            elif aside:
                x, middle = corners[-1][0], box.top[1] - GAP_PX / 2
                self.lines.append(([*corners, (x, middle), (0, middle), box.top], label))
            else:
                self.lines.append(([*corners, box.top], label))
        self.waiting = [([box.bottom], "", False)]
        return box

    def reach(self, direction: int, since: float) -> float:
        """The x of a line that goes around everything below y = since, on the right (1) or on the left (-1)."""
        edges = [abs(box.side(direction)[0]) for box in self.boxes if box.y >= since]
        edges += [direction * x for corners, _ in self.lines for x, y in corners if y >= since]
        edges += [direction * x for corners, _, _ in self.waiting for x, y in corners if y >= since]
        return direction * (max(edges) + LANE_PX)

    def block(self, body: list[ast.stmt]) -> None:
        for node in body:
            self.step(node)

    def step(self, node: ast.stmt) -> None:
        match node:
            case ast.While(test=test, body=body, orelse=[]):
                ask = self.add(decision(test))
                self.waiting = [([ask.bottom], "Yes", False)]
                self.block(body)
                (corners, label, _), *others = self.waiting
                if others:
                    raise ValueError(f"line {node.lineno}: a loop that ends in an if is not drawn")
                lane, low = self.reach(-1, ask.y), corners[-1][1] + GAP_PX / 2
                self.lines.append(([*corners, (corners[-1][0], low), (lane, low), (lane, ask.y), ask.side(-1)], label))
                self.waiting = [([ask.side(1), (self.reach(1, ask.y), ask.y)], "No", True)]
                self.y += GAP_PX / 2
            case ast.If(test=test, body=body, orelse=[]):
                ask = self.add(decision(test))
                self.waiting = [([ask.bottom], "Yes", False)]
                self.block(body)
                self.waiting.append(([ask.side(1), (self.reach(1, ask.y), ask.y)], "No", True))
            case ast.Return():
                self.add(Box("data", [ast.unparse(node)]))
            case ast.Expr(value=ast.Call(func=ast.Name(id="print"))):
                self.add(Box("data", folded(ast.unparse(node).replace("'", '"'))))
            case ast.Assign(value=ast.List()):
                self.add(Box("data", folded(ast.unparse(node))))
            case ast.Assign(value=ast.Call(func=ast.Name(id=name))) if name != "len":
                self.add(Box("subroutine", folded(ast.unparse(node))))
            case ast.Assign() | ast.AugAssign():
                self.add(Box("process", folded(bare(node))))
            case _:
                raise ValueError(f"line {node.lineno} is not drawn: {ast.unparse(node)}")


def bare(node: ast.stmt) -> str:
    """The statement without the brackets that Python prints around several targets."""
    if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Tuple) and isinstance(node.value, ast.Tuple):
        return " = ".join(", ".join(map(ast.unparse, side.elts)) for side in (node.targets[0], node.value))
    return ast.unparse(node)


def decision(test: ast.expr) -> Box:
    return Box("decision", [ast.unparse(test) + " ?"])


def folded(text: str) -> list[str]:
    """The text in lines of about the same length, the first break behind the sign of equality."""
    if len(text) <= WRAP:
        return [text]
    head, equals, rest = text.partition(" = ")
    count = len(wrap(rest or text, WRAP))
    even = next(width for width in range(1, WRAP + 1) if len(wrap(rest or text, width, break_long_words=False)) <= count)
    return [*([head + " ="] if equals else []), *wrap(rest or text, even, break_long_words=False)]


def part(title: str, begin: str, body: list[ast.stmt]) -> tuple[str, Column]:
    column = Column()
    column.add(Box("terminator", [begin]))
    column.waiting = [([column.boxes[0].bottom], "", False)]
    column.block(body)
    column.add(Box("terminator", ["End"]))
    return title, column


def parts(tree: ast.Module) -> list[tuple[str, Column]]:
    main = [node for node in tree.body if not isinstance(node, ast.FunctionDef)]
    found = [part("Main program", "Start", main)] if main else []
    for node in tree.body:
        if isinstance(node, ast.FunctionDef):
            head = f"{node.name}({', '.join(argument.arg for argument in node.args.args)})"
            found.append(part(f"Function {head}", f"Start: {head}", node.body))
    return found


def outline(box: Box) -> str:
    w, h, x, y = box.width, box.height, box.x, box.y
    style = f'fill="{KINDS[box.kind]}" stroke="{STROKES[box.kind]}" stroke-width="1.6"'
    left, top = x - w / 2, y - h / 2
    if box.kind == "decision":
        corners = [(x, top), (left + w, y), (x, top + h), (left, y)]
    elif box.kind == "data":
        corners = [(left + 16, top), (left + w, top), (left + w - 16, top + h), (left, top + h)]
    else:
        radius = h / 2 if box.kind == "terminator" else 4
        shape = f'<rect x="{left:g}" y="{top:g}" width="{w:g}" height="{h:g}" rx="{radius:g}" {style}/>'
        if box.kind == "subroutine":
            bars = "".join(f"M{at:g},{top:g}V{top + h:g}" for at in (left + 10, left + w - 10))
            shape += f'<path d="{bars}" fill="none" stroke="{STROKES[box.kind]}" stroke-width="1.6"/>'
        return shape
    return f'<polygon points="{" ".join(f"{px:g},{py:g}" for px, py in corners)}" {style}/>'


def lettered(box: Box) -> str:
    first = box.y - (len(box.lines) - 1) * LINE_PX / 2 + FONT_PX * 0.35
    spans = (
        f'<tspan x="{box.x:g}" y="{first + k * LINE_PX:g}">{escape(text, quote=False)}</tspan>'
        for k, text in enumerate(box.lines)
    )
    return f'<text text-anchor="middle">{"".join(spans)}</text>'


def line(corners: list[tuple[float, float]], label: str) -> str:
    points = [corners[0]] + [b for a, b in pairwise(corners) if a != b]
    drawn = f'<polyline points="{" ".join(f"{x:g},{y:g}" for x, y in points)}" class="way" marker-end="url(#arrow)"/>'
    if label:
        (x, y), (x2, _) = points[0], points[1]
        at = (x + 8, y + 17, "start") if x2 == x else (x + 14, y - 7, "middle")
        drawn += f'<text x="{at[0]:g}" y="{at[1]:g}" text-anchor="{at[2]}" class="answer">{label}</text>'
    return drawn


STYLE = f"""
    text {{ font: {FONT_PX}px 'DejaVu Sans Mono', Menlo, Consolas, monospace; fill: #1f2933; }}
    .title {{ font: 600 17px 'DejaVu Sans', Helvetica, Arial, sans-serif; fill: #37474f; }}
    .answer {{ font: 600 13px 'DejaVu Sans', Helvetica, Arial, sans-serif; fill: #5a6672; }}
    .way {{ fill: none; stroke: #4a5763; stroke-width: 1.6; stroke-linejoin: round; }}
"""


def svg(source: str) -> str:
    """The SVG of the listing's flowchart."""
    drawn, x, height = [], float(MARGIN_PX), 0.0
    for title, column in parts(ast.parse(source)):
        xs = [at for corners, _ in column.lines for at, _ in corners]
        xs += [box.x + side * box.width / 2 for box in column.boxes for side in (-1, 1)]
        middle = x - min(xs)
        body = [line(*one) for one in column.lines] + [outline(box) + lettered(box) for box in column.boxes]
        drawn.append(f'<g transform="translate({middle:g} {MARGIN_PX + 46})">\n' + "\n".join(body) + "\n</g>")
        drawn.append(f'<text class="title" x="{middle:g}" y="{MARGIN_PX + 16}" text-anchor="middle">{escape(title)}</text>')
        x, height = middle + max(xs) + COLUMN_PX, max(height, column.y - GAP_PX)
    width, height = x - COLUMN_PX + MARGIN_PX, height + 46 + 2 * MARGIN_PX
    size = f'width="{width:.0f}" height="{height:.0f}"'
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:.0f} {height:.0f}" {size}>'
    marker = (
        '<defs><marker id="arrow" viewBox="0 0 10 10" refX="10" refY="5" markerWidth="7" markerHeight="7" orient="auto">'
        '<path d="M0,0L10,5L0,10z" fill="#4a5763"/></marker></defs>'
    )
    ground = f'<rect {size} fill="#ffffff"/>'
    return "\n".join([head, f"<style>{STYLE}</style>", marker, ground, *drawn, "</svg>"]) + "\n"


if __name__ == "__main__":
    sys.stdout.write(svg(Path(sys.argv[1]).read_text(encoding="utf-8")))
