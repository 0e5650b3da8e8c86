"""What is written beside an edge: texts in no node, put to the exit that they stand nearest to."""

from __future__ import annotations

import itertools
import math
from dataclasses import dataclass

from sandbox.flowchart.chart import Point
from sandbox.flowchart.drawing import EM, Box, TextLine
from sandbox.flowchart.flow import Link
from sandbox.flowchart.geometry import extent
from sandbox.flowchart.polarity import polarity

__all__ = ["Note", "label_links", "notes_of"]

NEAR = 1.8 * EM
"""An exit word belongs to a wire this near; other texts to one within half of it."""
FIRST_PART = 12 * EM
"""Along the exit's first part a label is looked for at no cost of distance but SLOPE per px."""
SLOPE = 0.06


@dataclass(slots=True, eq=False)
class Note:
    """A text of one or several lines in no node."""

    lines: list[TextLine]

    @property
    def text(self) -> str:
        return "\n".join(line.text for line in self.lines)

    @property
    def box(self) -> Box:
        return extent([(x, y) for line in self.lines for x, y in ((line.box[0], line.box[1]), (line.box[2], line.box[3]))])

    @property
    def word(self) -> bool | None:
        return polarity(self.text.replace("\n", " ")) if len(self.text) <= 24 else None


def notes_of(texts: list[TextLine]) -> list[Note]:
    """Lines of one text element, stacked, are one note."""
    notes: list[Note] = []
    for text in sorted(texts, key=lambda one: (one.block, one.box[1], one.box[0])):
        last = notes[-1].lines[-1] if notes else None
        close = last is not None and last.block == text.block and -0.5 * text.size < text.box[1] - last.box[3] < 1.2 * text.size
        if close and last is not None and min(last.box[2], text.box[2]) > max(last.box[0], text.box[0]):
            notes[-1].lines.append(text)
        else:
            notes.append(Note([text]))
    return notes


def label_links(links: list[Link], notes: list[Note]) -> tuple[dict[int, Note], list[Note]]:
    """({number of the link: its note}, notes that belong to none). Each note goes to one link and each link gets one,
    the cheapest pairs first; exit words of decisions before anything else."""
    from shapely import LineString, STRtree, box

    if not links or not notes:
        return {}, notes
    exits: dict[int, list[int]] = {}
    for number, link in enumerate(links):
        exits.setdefault(link.source, []).append(number)
    parts = [_own_part(number, links, exits) for number in range(len(links))]
    lines = [LineString(part) for part, _ in parts]
    tree = STRtree(lines)
    pairs: list[tuple[float, int, int]] = []
    for index, note in enumerate(notes):
        area = box(*note.box)
        word = note.word is not None
        for found in tree.query(area, predicate="dwithin", distance=NEAR if word else 0.5 * NEAR):
            number = int(found)
            forked = len(exits[links[number].source]) > 1
            distance = float(lines[number].distance(area))
            ahead = float(lines[number].project(area.centroid)) + parts[number][1]
            cost = distance + SLOPE * min(ahead, FIRST_PART) + 0.5 * SLOPE * max(0.0, ahead - FIRST_PART)
            cost += 0.0 if word and forked else 1.5 * EM if word else 3 * EM
            pairs.append((cost, index, number))
    labels: dict[int, Note] = {}
    placed: set[int] = set()
    for _, index, number in sorted(pairs):
        if index in placed or number in labels:
            continue
        if notes[index].word is not None and _taken(number, notes[index].word, links, exits, labels):
            continue
        labels[number] = notes[index]
        placed.add(index)
    return labels, [note for index, note in enumerate(notes) if index not in placed]


def _taken(number: int, word: bool | None, links: list[Link], exits: dict[int, list[int]], labels: dict[int, Note]) -> bool:
    """Whether another exit of the same node has this word already."""
    return any(labels[k].word is word for k in exits[links[number].source] if k in labels)


def _own_part(number: int, links: list[Link], exits: dict[int, list[int]]) -> tuple[list[Point], float]:
    """The link's points from where it parts from the other exits of its node, and how far that is from the node."""
    points = links[number].points
    shared = 0.0
    for other in exits[links[number].source]:
        if other != number:
            shared = max(shared, _common(points, links[other].points))
    if shared <= 0.5:
        return points, 0.0
    rest: list[Point] = []
    done = 0.0
    for a, b in itertools.pairwise(points):
        size = math.dist(a, b)
        if done + size > shared:
            if not rest:
                t = (shared - done) / size
                rest.append((a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t))
            rest.append(b)
        done += size
    return (rest, shared) if len(rest) > 1 else (points, 0.0)


def _common(a: list[Point], b: list[Point]) -> float:
    """The arc length that two polylines share from their start."""
    length = 0.0
    for (p, q), (r, s) in zip(itertools.pairwise(a), itertools.pairwise(b), strict=False):
        if math.dist(p, r) > 1.0:
            break
        if math.dist(q, s) <= 1.0:
            length += math.dist(p, q)
            continue
        u, v = math.dist(p, q), math.dist(r, s)
        if u and v and ((q[0] - p[0]) * (s[0] - r[0]) + (q[1] - p[1]) * (s[1] - r[1])) / (u * v) > 0.999:
            length += min(u, v)
        break
    return length
