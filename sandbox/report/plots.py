"""Plots as SVG. Colours come from CSS classes, so that one drawing serves light and dark pages."""

from __future__ import annotations

import math
from html import escape

from sandbox.evidence import Band, Mark, Plot, Series
from sandbox.report.scale import is_shown, span, thinned, tick_text, ticks
from sandbox.text import one_line

__all__ = ["plot_file", "plot_svg"]

ROLES = {"first", "second", "region", "subject", "path", "good", "bad", "muted"}
LEFT, RIGHT, TOP, BOTTOM = 58.0, 14.0, 34.0, 40.0  # px around the drawing area
DOT = 2.4  # px
STYLE = """
svg{--ink:#26241f;--soft:#6d685e;--line:#d9d4c8;--paper:#fffefb;--first:#2f6fd0;--second:#14855a;--region:#9a6a00;
--subject:#5b4bb5;--path:#b4560f;--good:#14855a;--bad:#b3261e;--muted:#8b867b;background:var(--paper);
font-family:ui-sans-serif,system-ui,sans-serif}
@media(prefers-color-scheme:dark){svg{--ink:#ece8df;--soft:#a39d90;--line:#38352f;--paper:#1b1a18;--first:#7db0ff;
--second:#5fd3a2;--region:#f0c45c;--subject:#b3a6ff;--path:#ffa769;--good:#5fd3a2;--bad:#ff8d85;--muted:#8f897d}}
"""
MARKS = """
.tick,.legend,.mark-label{font-size:12px;fill:var(--soft)}.title{font-size:14px;fill:var(--ink)}
.grid{stroke:var(--line);stroke-width:1}.series{fill:none;stroke-width:1.6;stroke-linejoin:round;stroke-linecap:round}
.band{opacity:.14;stroke:none}.mark{stroke-width:1.5;stroke-dasharray:4 3}
"""
# Every role as a line and as a fill; shared by the page.
ROLE_STYLE = "".join(f".s-{r}{{stroke:var(--{r})}}.f-{r}{{fill:var(--{r})}}" for r in sorted(ROLES))


def plot_file(plot: Plot) -> str:
    """A whole SVG document with its own colours and its title."""
    drawing = plot_svg(plot, 760, 300, titled=True)
    return drawing.replace(">", f"><style>{STYLE}{MARKS}{ROLE_STYLE}</style>", 1)


def plot_svg(plot: Plot, width: int, height: int, *, titled: bool = False) -> str:
    """The plot as an <svg> element of `width` × `height` px for a page that has the styles of this module."""
    area = _Area(plot, width, height, 22.0 if titled else 0.0)
    title = one_line(plot.title, 120)
    parts = [f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img" aria-label="{escape(title)}">']
    if titled:
        parts.append(f'<text class="title" x="{LEFT:g}" y="20">{escape(title)}</text>')
    parts += [_band(band, area) for band in plot.bands]
    parts += _axes(plot, area)
    for series in plot.series:
        parts.append(_dots(series, area) if series.dots else _line(series, area))
    parts += _marks(plot.marks, area)
    parts += _legend(plot, area)
    parts.append("</svg>")
    return "".join(parts)


class _Area:
    """The drawing area: where a value lies, px of the picture, y down."""

    def __init__(self, plot: Plot, width: int, height: int, extra_top: float) -> None:
        self.left, self.right = LEFT, width - RIGHT
        self.top, self.bottom = TOP + extra_top, height - BOTTOM
        xs = [v for s in plot.series for v in s.x if is_shown(v)]
        ys = [v for s in plot.series for v in s.y if is_shown(v)]
        times = xs + [m.time_s for m in plot.marks if is_shown(m.time_s)]
        low, high = min(times, default=math.nan), max(times, default=math.nan)
        # Time starts at 0, also where the first measurement is a frame later.
        self.x_low, self.x_high = span(0.0 if 0 < low < 0.1 * high else low, high, margin=0.0)
        edges = [v for b in plot.bands for v in (b.low, b.high) if v is not None and is_shown(v)]
        # An edge far from everything measured would flatten what was measured.
        room = 4 * (max(ys) - min(ys) or 1.0) if ys else math.inf
        edges = [v for v in edges if not ys or min(ys) - room <= v <= max(ys) + room]
        self.y_low, self.y_high = span(min(ys + edges, default=math.nan), max(ys + edges, default=math.nan))

    def x(self, value: float) -> float:
        share = (value - self.x_low) / (self.x_high - self.x_low)
        return self.left + min(1.0, max(0.0, share)) * (self.right - self.left)

    def y(self, value: float) -> float:
        share = (value - self.y_low) / (self.y_high - self.y_low)
        return self.bottom - min(1.0, max(0.0, share)) * (self.bottom - self.top)


def _role(role: str) -> str:
    return role if role in ROLES else "muted"


def _band(band: Band, area: _Area) -> str:
    low = area.bottom if band.low is None else area.y(band.low)
    high = area.top if band.high is None else area.y(band.high)
    return (
        f'<rect class="band f-{_role(band.role)}" x="{area.left:.1f}" y="{high:.1f}" '
        f'width="{area.right - area.left:.1f}" height="{max(0.0, low - high):.1f}"/>'
    )


def _axes(plot: Plot, area: _Area) -> list[str]:
    parts = []
    marks = ticks(area.y_low, area.y_high, max(2, round((area.bottom - area.top) / 44)))
    step = marks[1] - marks[0] if len(marks) > 1 else math.inf
    for value in marks:
        y = area.y(value)
        parts.append(f'<line class="grid" x1="{area.left:.1f}" y1="{y:.1f}" x2="{area.right:.1f}" y2="{y:.1f}"/>')
        text = tick_text(value, step)
        parts.append(f'<text class="tick" x="{area.left - 8:.1f}" y="{y + 4:.1f}" text-anchor="end">{text}</text>')
    for value in ticks(area.x_low, area.x_high, max(2, round((area.right - area.left) / 90))):
        x = area.x(value)
        parts.append(
            f'<text class="tick" x="{x:.1f}" y="{area.bottom + 18:.1f}" text-anchor="middle">{tick_text(value)}</text>'
        )
    unit, x_title = escape(one_line(plot.unit, 20)), escape(one_line(plot.x_title, 40))
    parts.append(f'<text class="tick" x="{area.left - 8:.1f}" y="{area.top - 12:.1f}" text-anchor="end">{unit}</text>')
    parts.append(f'<text class="tick" x="{area.right:.1f}" y="{area.bottom + 34:.1f}" text-anchor="end">{x_title}</text>')
    return parts


def _line(series: Series, area: _Area) -> str:
    path, pen_down = [], False
    for x, y in zip(*thinned(series.x, series.y), strict=True):
        if is_shown(x) and is_shown(y):
            path.append(f"{'L' if pen_down else 'M'}{area.x(x):.1f} {area.y(y):.1f}")
            pen_down = True
        else:
            pen_down = False
    return f'<path class="series s-{_role(series.role)}" d="{"".join(path)}"/>'


def _dots(series: Series, area: _Area) -> str:
    dots = [
        f'<circle cx="{area.x(x):.1f}" cy="{area.y(y):.1f}" r="{DOT}"/>'
        for x, y in zip(*thinned(series.x, series.y), strict=True)
        if is_shown(x) and is_shown(y)
    ]
    return f'<g class="f-{_role(series.role)}">{"".join(dots)}</g>'


def _marks(marks: tuple[Mark, ...], area: _Area) -> list[str]:
    parts = []
    for mark in marks:
        if not is_shown(mark.time_s):
            continue
        x, role = area.x(mark.time_s), _role(mark.role)
        label = escape(f"{one_line(mark.label, 30)} {mark.time_s:.2f} s")
        anchor, gap = ("end", -6) if x > (area.left + area.right) / 2 else ("start", 6)
        parts.append(
            f'<line class="mark s-{role}" x1="{x:.1f}" y1="{area.top:.1f}" x2="{x:.1f}" y2="{area.bottom:.1f}"/>'
            f'<text class="mark-label f-{role}" x="{x + gap:.1f}" y="{area.top + 12:.1f}" text-anchor="{anchor}">{label}</text>'
        )
    return parts


def _legend(plot: Plot, area: _Area) -> list[str]:
    """Names of lines and bands in one row above the drawing, where there is more than one to tell apart."""
    entries = [(s.name, s.role, "dots" if s.dots else "line") for s in plot.series]
    entries += [(b.label, b.role, "band") for b in plot.bands]
    if len(entries) < 2:
        return []
    parts, x, y = [], area.left, area.top - 12
    for name, role, kind in entries:
        text = one_line(name, 28)
        if x + 24 + 7.0 * len(text) > area.right:
            break
        if kind == "dots":
            parts.append(f'<circle class="f-{_role(role)}" cx="{x + 8:.1f}" cy="{y - 4:.1f}" r="{DOT + 0.6}"/>')
        elif kind == "band":
            box = f'x="{x:.1f}" y="{y - 9:.1f}" width="16" height="10"'
            parts.append(f'<rect class="band f-{_role(role)}" {box}/>')
        else:
            ends = f'x1="{x:.1f}" y1="{y - 4:.1f}" x2="{x + 16:.1f}" y2="{y - 4:.1f}"'
            parts.append(f'<line class="series s-{_role(role)}" {ends}/>')
        parts.append(f'<text class="legend" x="{x + 22:.1f}" y="{y:.1f}">{escape(text)}</text>')
        x += 38 + 7.0 * len(text)
    return parts
