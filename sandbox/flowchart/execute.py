"""A chart is carried out beside its listing: the same questions about the same elements, the same swaps, in the same order?

Both run inside a sandbox, by runners/chart.py; what comes back is decoded with fixed types and caps, and compared here.
"""

from __future__ import annotations

import json
import random
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Annotated, Any, Literal

from sandbox.content import content_folder
from sandbox.errors import InfrastructureError
from sandbox.flowchart.compare import Comparison
from sandbox.flowchart.expression import literal_array, parse
from sandbox.flowchart.listing import Flow
from sandbox.flowchart.program import Kind, Program, Statement
from sandbox.job import Job
from sandbox.limits import MIB, Limits
from sandbox.outcome import Outcome

__all__ = ["Event", "Execution", "Run", "execute", "inputs_of", "traces"]

LIMITS = Limits(wall_s=20.0, cpu_s=10.0, memory_bytes=256 * MIB, processes=8, output_bytes=8 * MIB, file_bytes=4 * MIB)
STEPS = 20_000  # vertices of one run; the longest array of inputs_of needs 700
SEED = 11
RANDOM_ARRAYS = 30
LONGEST = 12  # elements

Event = tuple[str | int, ...]
"""("compare" | "swap" | "write", index, …): see runners/chart.py."""

Inputs = Sequence[dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Run:
    """One run on one input.

    end     "return", "end", "stuck", "steps", "unknown" or "error"
    at      the vertex where it ended, a chart's node or a step within it;  said  the error in words
    result  what it returned, or else the array as it left it
    """

    end: str
    at: str
    said: str
    result: object
    trace: tuple[Event, ...]

    @property
    def finished(self) -> bool:
        return self.end in ("return", "end")


@dataclass(frozen=True, slots=True)
class Execution:
    """Runs of the listing and of the chart on the same inputs, in their order.

    problem  why there are none, or why the chart could not be carried out to its end, in words; "" otherwise
    """

    inputs: tuple[dict[str, Any], ...]
    listing: tuple[Run, ...] = ()
    chart: tuple[Run, ...] = ()
    problem: str = ""

    @property
    def same_trace(self) -> int:
        """On how many inputs the chart does the same as the listing, in the same order, with the same result."""
        return sum(a.finished and b.finished and (a.trace, a.result) == (b.trace, b.result) for a, b in self._pairs())

    @property
    def same_result(self) -> int:
        """On how many inputs it ends with the same result."""
        return sum(a.finished and b.finished and a.result == b.result for a, b in self._pairs())

    def _pairs(self) -> list[tuple[Run, Run]]:
        return list(zip(self.listing, self.chart, strict=True))

    def difference(self) -> str:
        """The first input on which the chart does something else, and what, in words; "" where there is none."""
        for given, (wanted, drawn) in zip(self.inputs, self._pairs(), strict=True):
            said = _difference(wanted, drawn)
            if said:
                return f"for {_shown(given)} {said}"
        return ""


def _difference(wanted: Run, drawn: Run) -> str:
    for k, event in enumerate(drawn.trace):
        other = wanted.trace[k] if k < len(wanted.trace) else None
        if event != other:
            return f"event {k + 1} of the chart is “{_event(event)}”, of the listing {_event(other)}"
    endings = {
        "steps": f"the chart does not end within {STEPS:,} steps",
        "stuck": f"no way goes on at {drawn.at}",
        "error": f"{drawn.at} fails: {drawn.said}",
        "unknown": f"{drawn.at} was not understood",
    }
    if drawn.end in endings:
        return endings[drawn.end]
    if len(drawn.trace) < len(wanted.trace):
        return (
            f"the chart ends after {len(drawn.trace)} events, the listing goes on with {_event(wanted.trace[len(drawn.trace)])}"
        )
    return f"the chart ends with {drawn.result}, the listing with {wanted.result}" if drawn.result != wanted.result else ""


def _event(event: Event | None) -> str:
    return "the end" if event is None else f"{event[0]} {', '.join(map(str, event[1:]))}"


def _shown(given: dict[str, Any]) -> str:
    return ", ".join(f"{name} = {value}" for name, value in given.items()) or "the example"


def execute(comparison: Comparison, *, runner: str = "auto", trust_program: bool = False) -> Execution:
    """The chart of the comparison and its listing, carried out on inputs_of the listing.

    Raises InfrastructureError where the sandbox fails, and BackendUnavailable where none is ready.
    """
    flow = comparison.flow
    inputs = inputs_of(flow)
    if comparison.entry is None:
        return Execution(tuple(inputs), problem="where the chart begins was not found")
    chart = _without_example(comparison.program, flow)
    programs = [(flow.program(), flow.body.start), (chart, comparison.entry)]
    found = traces(programs, inputs, _arrays(flow), runner=runner, trust_program=trust_program)
    if isinstance(found, str):
        return Execution(tuple(inputs), problem=found)
    listing, drawn = found
    unknown = sorted({run.at.partition(".")[0] for run in drawn if run.end == "unknown"})
    problem = f"{', '.join(unknown)} could not be understood, so the chart cannot be carried out" if unknown else ""
    return Execution(tuple(inputs), listing, drawn, problem)


def traces(
    programs: Sequence[tuple[Program, str]],
    inputs: Inputs,
    arrays: Sequence[Sequence[str]],
    *,
    runner: str = "auto",
    trust_program: bool = False,
) -> list[tuple[Run, ...]] | str:
    """The runs of each program, given with the key of its first vertex, on each input; or why there are none, in words.

    arrays  groups of names for one and the same array; that of the first group is traced

    Raises InfrastructureError where the sandbox or its guest fails.
    """
    from sandbox import isolation

    told = {"programs": [_told(*one) for one in programs], "inputs": list(inputs), "arrays": arrays, "steps": STEPS}
    guest = (content_folder("runners") / "chart.py").read_bytes()
    job = Job(files={"chart.py": guest}, entry="chart.py", stdin=json.dumps(told).encode(), limits=LIMITS)
    outcome = isolation.run(job, runner, trust_program=trust_program)
    if b"No module named 'RestrictedPython'" in outcome.stderr:
        raise InfrastructureError(
            "the sandbox lacks the package RestrictedPython; `sandbox doctor --build-image` builds it anew"
        )
    return _decoded(outcome, len(programs), len(inputs))


def _told(program: Program, entry: str) -> dict[str, Any]:
    vertices = {key: [v.statement.kind.value, v.statement.targets, v.statement.values] for key, v in program.vertices.items()}
    exits = {key: [[way.target, way.when] for way in program.exits[key]] for key in program.vertices}
    return {"entry": entry, "vertices": vertices, "exits": exits}


def _decoded(outcome: Outcome, programs: int, inputs: int) -> list[tuple[Run, ...]] | str:
    """The runs in order. What is not well formed is the guest's doing, which only computes what a chart says."""
    import msgspec

    if not outcome.ok:
        last = outcome.stderr.decode("utf-8", "replace").strip().rpartition("\n")[2][:200]
        return f"carrying it out {outcome.ending.phrase}{': ' + last if last else ''}"
    number = Annotated[float, msgspec.Meta(ge=-1e12, le=1e12)] | Annotated[int, msgspec.Meta(ge=-(10**12), le=10**12)]
    index = Annotated[int, msgspec.Meta(ge=-1000, le=1000)]
    scalar = number | bool | Annotated[str, msgspec.Meta(max_length=200)] | None
    event = Annotated[list[str | index], msgspec.Meta(max_length=100)]
    line = msgspec.defstruct(
        "Line",
        [
            ("program", int),
            ("input", int),
            ("end", Literal["return", "end", "stuck", "steps", "unknown", "error"]),
            ("at", Annotated[str, msgspec.Meta(max_length=200)]),
            ("said", Annotated[str, msgspec.Meta(max_length=200)]),
            ("result", Annotated[list[scalar], msgspec.Meta(max_length=1000)] | scalar),
            ("trace", Annotated[list[event], msgspec.Meta(max_length=4000)]),
        ],
        forbid_unknown_fields=True,
    )
    try:
        found: list[Any] = msgspec.json.Decoder(line).decode_lines(outcome.stdout)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        return f"what came out of the sandbox is not well formed: {error}"
    if [(one.program, one.input) for one in found] != [(p, k) for p in range(programs) for k in range(inputs)]:
        return "what came out of the sandbox is not complete"
    every = [Run(one.end, one.at, one.said, one.result, tuple(map(tuple, one.trace))) for one in found]
    return [tuple(every[p * inputs : (p + 1) * inputs]) for p in range(programs)]


def inputs_of(flow: Flow) -> list[dict[str, Any]]:
    """At least 40 inputs for the parameters of the listing's function: arrays of few, equal, sorted, negative and random
    elements, the example's first; numbers beside them. One without values where it has no parameters."""
    parameters = flow.body.parameters
    if not parameters:
        return [{}]
    chance = random.Random(SEED)
    used = _array_names(flow)
    return [{name: array if name in used else _number(array, chance) for name in parameters} for array in _sample(flow, chance)]


def _sample(flow: Flow, chance: random.Random) -> list[list[int]]:
    examples = [s.statement.values[0] for s in flow.steps if s.part == "" and _is_example(s.statement)]
    arrays = [json.loads(text) for text in examples]
    arrays += [[], [1], [2, 1], [1, 2], [2, 2], [3, 1, 2], [5, 4, 3, 2, 1], [1, 2, 3, 4, 5, 6], [7, 7, 7, 7], [2, 1, 2, 1, 2]]
    arrays += [[0, -1, 5, -7, 3], [-3, -2, -1], [1, 3, 2, 4, 6, 5], list(range(LONGEST, 0, -1))]
    return arrays + [
        [chance.randint(-20, 20) if k % 2 else chance.randint(0, 4) for _ in range(chance.randint(2, LONGEST))]
        for k in range(RANDOM_ARRAYS)
    ]


def _number(array: Sequence[int], chance: random.Random) -> int:
    return chance.choice([*array, len(array), chance.randint(0, LONGEST)])


def _is_example(statement: Statement) -> bool:
    return statement.kind is Kind.ASSIGN and len(statement.values) == 1 and literal_array(statement.values[0])


def _array_names(flow: Flow) -> frozenset[str]:
    from sandbox.flowchart.compare_effects import States

    return States(flow).arrays


def _arrays(flow: Flow) -> list[list[str]]:
    """Groups of names for one array: each parameter, and with the first the names that the main part has for it."""
    used = _array_names(flow)
    groups = [[name] for name in flow.body.parameters if name in used]
    if groups:
        main = [step.statement for step in flow.steps if step.part == "" and step.statement.kind in (Kind.ASSIGN, Kind.CALL)]
        groups[0] += [target for statement in main for target in statement.targets if target not in groups[0]]
    return groups


def _without_example(program: Program, flow: Flow) -> Program:
    """The chart's program with other inputs than its example's: what gives the array a value does nothing."""
    if not flow.body.parameters:
        return program
    quiet = Statement(Kind.NOTHING)
    vertices = {
        key: replace(vertex, statement=quiet) if _is_example(vertex.statement) or _copies(vertex.statement, flow) else vertex
        for key, vertex in program.vertices.items()
    }
    return Program(vertices, program.exits)


def _copies(statement: Statement, flow: Flow) -> bool:
    """True where a name of the array only becomes another of its names, as in sorted_array = arr."""
    names = {name for group in _arrays(flow) for name in group}
    plain = statement.kind is Kind.ASSIGN and len(statement.targets) == 1
    return plain and statement.targets[0] in names and parse(statement.values[0]).__class__.__name__ == "Name"
