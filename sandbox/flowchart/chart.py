"""The nouns of a flowchart that was read from a drawing: Chart, Node, Edge. Lengths are in its own scaled frame, see Point."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

__all__ = ["Chart", "Edge", "Node", "NodeShape", "Point", "Unread"]

Point = tuple[float, float]
"""x to the right, y down, in the chart's scaled frame: the drawing scaled so that its median font size is 14."""


class NodeShape(StrEnum):
    """What a node's outline says by convention. OTHER is an outline that says nothing (a circle with text, six sides …)."""

    TERMINATOR = "terminator"
    PROCESS = "process"
    DECISION = "decision"
    DATA = "data"  # input or output: a parallelogram
    SUBROUTINE = "subroutine"
    CONNECTOR = "connector"  # a small circle, or a joining point, that does nothing
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Node:
    """One step of the chart.

    id       unique within the chart, in reading order ("n1", "n2", …)
    text     its lines joined by "\\n", as a person reads them
    outline  the border as a closed polygon, curves flattened
    """

    id: str
    shape: NodeShape
    text: str
    outline: tuple[Point, ...]

    @property
    def box(self) -> tuple[float, float, float, float]:
        """left, top, right, bottom."""
        xs, ys = [p[0] for p in self.outline], [p[1] for p in self.outline]
        return min(xs), min(ys), max(xs), max(ys)


@dataclass(frozen=True, slots=True)
class Edge:
    """One way from a node to a node, joined at T-merges: it may share a part of `points` with others.

    label     what is written beside it, "" where nothing is
    inferred  True where no arrowhead says its direction, which follows from the rest of the chart
    """

    source: str
    target: str
    label: str
    points: tuple[Point, ...]
    inferred: bool = False


@dataclass(frozen=True, slots=True)
class Unread:
    """A part of the drawing that belongs to the chart and could not be read: an arrow that ends in the air, a wire without
    direction, a text in no node. `what` says it in words."""

    what: str
    points: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """What was read. Titles, legends and notes are in `asides`, not among the nodes."""

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    unread: tuple[Unread, ...] = ()
    asides: tuple[str, ...] = ()

    def node(self, id: str) -> Node:
        """Raises KeyError where there is none."""
        for node in self.nodes:
            if node.id == id:
                return node
        raise KeyError(id)
