"""What is written beside an edge: texts in no node, put to the exit that they stand nearest to."""

from __future__ import annotations

import itertools
import math
from dataclasses import dataclass, field

from sandbox.flowchart.chart import Point
from sandbox.flowchart.drawing import EM, Box, TextLine
from sandbox.flowchart.geometry import extent
from sandbox.flowchart.links import Link
from sandbox.flowchart.polarity import polarity

__all__ = ["Labelling", "Note", "label_links", "notes_of"]

NEAR = 1.8 * EM
"""An exit word belongs to a wire this near; other texts to one within half of it."""
FIRST_PART = 12 * EM
"""Along the exit's first part a label is looked for at no cost of distance but SLOPE per px."""
SLOPE = 0.06
REPEATED = 1.0 * EM
"""A word that the other exit has as well is a label only this near to its exit."""
VAGUE = 0.5 * EM
"""Words that would be exchanged at less than this cost are vague."""


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


@dataclass(slots=True)
class Labelling:
    """labels  {number of the link: its note};  rest: notes that belong to none
    vague   pairs of exits of one node whose words might as well stand for each other"""

    labels: dict[int, Note] = field(default_factory=dict)
    rest: list[Note] = field(default_factory=list)
    vague: list[tuple[int, int]] = field(default_factory=list)


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


def label_links(links: list[Link], notes: list[Note]) -> Labelling:
    """Each note goes to one link and each link gets one, the cheapest pairs first; exit words of decisions before anything
    else, and a word that a node's other exit has already only where nothing better is near."""
    exits: dict[int, list[int]] = {}
    for number, link in enumerate(links):
        exits.setdefault(link.source, []).append(number)
    costs = _costs(links, notes, exits)
    result = Labelling()
    placed: set[int] = set()
    for repeated in (False, True):
        for (index, number), cost in sorted(costs.items(), key=lambda one: (one[1], one[0])):
            word = notes[index].word
            if index in placed or number in result.labels or (repeated and (word is None or cost > REPEATED)):
                continue
            if word is not None and not repeated and _taken(number, word, links, exits, result.labels):
                continue
            result.labels[number] = notes[index]
            placed.add(index)
    result.rest = [note for index, note in enumerate(notes) if index not in placed]
    _exchange(result, exits, costs, notes)
    return result


def _costs(links: list[Link], notes: list[Note], exits: dict[int, list[int]]) -> dict[tuple[int, int], float]:
    """{(note, link): px}: how far the note is from the link's own part, and a share of how far along it."""
    from shapely import LineString, STRtree, box

    drawn = [number for number, link in enumerate(links) if len(link.points) > 1]
    if not drawn or not notes:
        return {}
    parts = [_own_part(number, links, exits) for number in drawn]
    lines = [LineString(part) for part, _ in parts]
    tree = STRtree(lines)
    costs: dict[tuple[int, int], float] = {}
    for index, note in enumerate(notes):
        area = box(*note.box)
        word = note.word is not None
        for found in tree.query(area, predicate="dwithin", distance=NEAR if word else 0.5 * NEAR):
            number, line = drawn[int(found)], lines[int(found)]
            forked = len(exits[links[number].source]) > 1
            ahead = float(line.project(area.centroid)) + parts[int(found)][1]
            cost = float(line.distance(area)) + SLOPE * min(ahead, FIRST_PART) + 0.5 * SLOPE * max(0.0, ahead - FIRST_PART)
            costs[index, number] = cost + (0.0 if word and forked else 1.5 * EM if word else 3 * EM)
    return costs


def _exchange(result: Labelling, exits: dict[int, list[int]], costs: dict[tuple[int, int], float], notes: list[Note]) -> None:
    """Where both exits of a node have a word and the words would stand no worse the other way round, they are exchanged, or the
    pair is vague."""
    numbers = {id(note): index for index, note in enumerate(notes)}
    for ways in exits.values():
        if len(ways) != 2 or not all(k in result.labels and result.labels[k].word is not None for k in ways):
            continue
        a, b = ways
        first, second = numbers[id(result.labels[a])], numbers[id(result.labels[b])]
        if (first, b) not in costs or (second, a) not in costs or result.labels[a].word is result.labels[b].word:
            continue
        gain = costs[first, a] + costs[second, b] - costs[first, b] - costs[second, a]
        if gain > 0:
            result.labels[a], result.labels[b] = result.labels[b], result.labels[a]
        if abs(gain) < VAGUE:
            result.vague.append((a, b))


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
