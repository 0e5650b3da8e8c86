"""What reading a flowchart costs: `python bench/flowchart.py [--rounds N] [SVG …]`.

Prints, from one run, medians of real time in ms for each stage of each chart, and what reading is over the floor, which is a
plain lxml parse of the same bytes:

- charts of 20 … 500 nodes, drawn here: every third node is a decision whose second exit skips a node, every ninth leads back
- the drawings given, if any

`growth` is ms per node over the smallest chart's: 1.0 is linear. The stages take turns, so that a busy machine slows all alike.
"""

from __future__ import annotations

import argparse
import os
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from lxml import etree

from sandbox.flowchart.assemble import read_charts
from sandbox.flowchart.layout import layout_problems
from sandbox.flowchart.reading import read_drawing
from sandbox.flowchart.render import render

SIZES = (20, 50, 100, 200, 500)
AIM_MS = 150.0
"""For a chart of about 15 nodes, read and laid out, without its picture."""
T = TypeVar("T")
STAGES = ("lxml", "drawing", "chart", "layout", "picture")


def drawn(nodes: int) -> bytes:
    """A chart of so many nodes in columns of twenty."""
    shapes, lines, texts = [], [], []
    places = [(120 + 260 * (k // 20), 40 + 90 * (k % 20)) for k in range(nodes)]
    for k, (x, y) in enumerate(places):
        if k % 3 == 1:
            shapes.append(f'<polygon points="{x},{y - 28} {x + 80},{y} {x},{y + 28} {x - 80},{y}"/>')
        else:
            shapes.append(f'<rect x="{x - 70}" y="{y - 18}" width="140" height="36" rx="{18 if k in {0, nodes - 1} else 0}"/>')
        texts.append(
            f'<text x="{x}" y="{y + 5}" text-anchor="middle">{f"x{k} &lt; {k} ?" if k % 3 == 1 else f"x{k} = {k}"}</text>'
        )
        if k + 1 == nodes:
            continue
        low = 28 if k % 3 == 1 else 18
        nx, ny = places[k + 1]
        high = 28 if (k + 1) % 3 == 1 else 18
        if nx == x:
            lines.append(f'<line class="l" x1="{x}" y1="{y + low}" x2="{x}" y2="{ny - high}"/>')
        else:
            way = f"{x},{y + low} {x},{y + 60} {x + 130},{y + 60} {x + 130},10 {nx},10 {nx},{ny - high}"
            lines.append(f'<polyline class="l" points="{way}"/>')
        if k % 3 == 1:
            texts += [f'<text x="{x + 6}" y="{y + 44}">Yes</text>', f'<text x="{x + 84}" y="{y - 5}">No</text>']
            target = k + 2 if k % 9 != 7 and k + 2 < nodes and places[k + 2][0] == x else k - 1
            ty = places[target][1]
            lines.append(f'<polyline class="l" points="{x + 80},{y} {x + 105},{y} {x + 105},{ty} {x + 70},{ty}"/>')
    width, height = max(x for x, _ in places) + 140, 40 + 90 * min(nodes, 20)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" font-size="14" font-family="sans-serif">'
        "<style>.n{fill:#eef;stroke:#333}.l{fill:none;stroke:#333;marker-end:url(#a)}</style>"
        '<marker id="a" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="7" markerHeight="7" orient="auto">'
        f'<path d="M0 0L10 5L0 10z"/></marker><g class="n">{"".join(shapes)}</g>'
        f"{''.join(lines)}{''.join(texts)}</svg>"
    ).encode()


def main() -> None:
    parser = argparse.ArgumentParser(description="What reading a flowchart costs.")
    parser.add_argument("--rounds", type=int, default=7, help="how often each chart is read (%(default)d)")
    parser.add_argument("drawings", nargs="*", type=Path, help="SVG files to measure beside the drawn charts")
    arguments = parser.parse_args()
    charts = {f"{nodes} nodes": drawn(nodes) for nodes in SIZES}
    charts |= {path.name: path.read_bytes() for path in arguments.drawings}
    times = {name: {stage: [] for stage in STAGES} for name in charts}
    counts: dict[str, tuple[int, int]] = {}
    for number in range(arguments.rounds + 1):
        for name, svg in charts.items():
            taken, counts[name] = _measured(svg)
            if number:  # the first round loads libraries
                for stage, seconds in taken.items():
                    times[name][stage].append(seconds * 1e3)
    _show(times, counts)


def _measured(svg: bytes) -> tuple[dict[str, float], tuple[int, int]]:
    taken = {}

    def timed(stage: str, call: Callable[[], T]) -> T:
        started = time.perf_counter()
        result = call()
        taken[stage] = time.perf_counter() - started
        return result

    timed("lxml", lambda: etree.fromstring(svg))
    drawing = timed("drawing", lambda: read_drawing(svg))
    chart = timed("chart", lambda: read_charts(drawing))[0]
    timed("layout", lambda: layout_problems(drawing, chart))
    timed("picture", lambda: render(drawing))
    return taken, (len(chart.nodes), len(chart.edges))


def _show(times: dict[str, dict[str, list[float]]], counts: dict[str, tuple[int, int]]) -> None:
    print(f"{os.cpu_count()} processors, load {os.getloadavg()[0]:.1f}, Python {sys.version.split()[0]}, medians in ms")
    print(
        f"{'':24}{'nodes':>6}{'edges':>6}"
        + "".join(f"{stage:>9}" for stage in STAGES)
        + f"{'read':>9}{'× lxml':>8}{'growth':>8}"
    )
    first = None
    for name, stages in times.items():
        medians = {stage: statistics.median(values) for stage, values in stages.items()}
        nodes, edges = counts[name]
        read = medians["drawing"] + medians["chart"] + medians["layout"]
        first = first or read / nodes
        row = "".join(f"{medians[stage]:9.1f}" for stage in STAGES)
        words = ""
        if nodes <= 20:
            words = f"   aim ≤ {AIM_MS:g}: {'met' if read <= AIM_MS else 'missed'}"
        print(f"{name:24}{nodes:6}{edges:6}{row}{read:9.1f}{read / medians['lxml']:8.0f}{read / nodes / first:8.2f}{words}")


if __name__ == "__main__":
    main()
