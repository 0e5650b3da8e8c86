"""What a comparison of a chart with a listing says: of each step, of each arc, of each decision."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sandbox.flowchart.chart import Chart, Edge
from sandbox.flowchart.compare_walk import Status, Way
from sandbox.flowchart.listing import Arc, Flow, Step
from sandbox.flowchart.program import Kind, Program

__all__ = ["Comparison", "Found", "Question"]


@dataclass(frozen=True, slots=True)
class Found:
    """What the chart has for one step of the listing; `said` tells in words what is there instead."""

    step: Step
    status: Status
    nodes: tuple[str, ...] = ()
    said: str = ""


@dataclass(frozen=True, slots=True)
class Question:
    """A decision of the chart: the labels of its exits, and what they answer (None: nothing that is known as yes or no)."""

    node: str
    labels: tuple[str, ...]
    answers: tuple[bool | None, ...]

    @property
    def told_apart(self) -> Status:
        """FOUND: yes and no are both written. MISSING: an exit has no label. WRONG: the same on both, or not two exits. UNREAD:
        a label was not understood."""
        written = [answer for answer in self.answers if answer is not None]
        if len(self.answers) < 2 or len(set(written)) < len(written):
            return Status.WRONG
        if set(self.answers) == {True, False}:
            return Status.FOUND
        strange = any(label.strip() and answer is None for label, answer in zip(self.labels, self.answers, strict=True))
        return Status.UNREAD if strange else Status.MISSING


@dataclass(frozen=True, slots=True)
class Comparison:
    """What compare() found.

    chart      the reading of the drawing that was compared
    flow       the listing
    steps      of the listing, starts and ends left out; those of the main part have step.part ""
    ways       arc of the listing → what the chart has for it; the arcs are Flow.inlined where `inlined`
    questions  the chart's decisions
    starts     ids of nodes that begin something, ends of those that end something
    unread     ids of the nodes whose text was not understood
    naming     the chart's name of a variable → the listing's
    inlined    True where the chart draws the called function in its call's place
    program    the chart as a program in the listing's names, exits without labels as they fit best; `entry` is the
               vertex where the called function begins, None where it was not found
    """

    chart: Chart
    flow: Flow
    steps: tuple[Found, ...]
    ways: Mapping[Arc, Way]
    questions: tuple[Question, ...]
    starts: tuple[str, ...]
    ends: tuple[str, ...]
    unread: tuple[str, ...]
    naming: Mapping[str, str]
    inlined: bool
    program: Program
    entry: str | None

    @property
    def cost(self) -> float:
        """How far the chart is from the listing: one for each step or arc that is wrong or missing, less for what is unread."""
        weights = {Status.FOUND: 0.0, Status.WRONG: 1.0, Status.MISSING: 1.0, Status.UNREAD: 0.3}
        found: list[Found | Way] = [*self.steps, *self.ways.values()]
        return sum(weights[one.status] for one in found)

    def edges(self, way: Way) -> list[Edge]:
        """The chart's edges on the way, for evidence."""
        return [self.chart.edges[index] for index in way.edges]

    def main_steps(self, kind: Kind) -> list[Found]:
        """What was found for the main part's steps of this kind. The example's input is one of kind ASSIGN or INPUT."""
        return [found for found in self.steps if found.step.part == "" and found.step.statement.kind is kind]
