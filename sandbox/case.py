"""Cases: what a challenge's checks look at, one class a kind of challenge, and how checks say that they cannot tell."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

from sandbox.limits import Limits
from sandbox.outcome import Outcome
from sandbox.submission import Submission

if TYPE_CHECKING:
    from sandbox.scene.reception import Reception
    from sandbox.scene.scene import Scene

__all__ = ["AnimationCase", "Case", "DrawingCase", "NotAsked", "NotReachable", "ProgramCase", "Tolerances", "Trial"]


class NotReachable(Exception):
    """A check cannot be carried out because of what an earlier one found; its finding is `skipped` with this reason, and earns
    nothing of its weight."""


class NotAsked(Exception):
    """A check does not apply to this submission; its finding is `skipped` with this reason, and has no weight."""


class Tolerances:
    """The tolerances of a challenge's challenge.toml by name; units are in the names. KeyError tells a missing one."""

    def __init__(self, values: Mapping[str, float]) -> None:
        self._values = dict(values)

    def __getitem__(self, name: str) -> float:
        return self._values[name]

    def items(self) -> list[tuple[str, float]]:
        return sorted(self._values.items())


@dataclass(frozen=True, eq=False)
class Case:
    """One submission after its run. `outcome` is how that ended, also where nothing could be run."""

    submission: Submission
    outcome: Outcome
    tolerances: Tolerances


@dataclass(frozen=True, eq=False)
class AnimationCase(Case):
    """A program that shows frames: what was recorded of it.

    seconds    simulated seconds that were asked for
    """

    reception: Reception
    scene: Scene
    seconds: float

    @property
    def unseen(self) -> str:
        """Why nothing can be said about what the program shows: it uses a library that has no recorder. Empty otherwise."""
        end = self.reception.end
        if end is None or end.reason != "unsupported":
            return ""
        notes = [text for kind, text in self.reception.notes if kind == "unsupported"]
        return f"the recorder does not see what it shows ({notes[0] if notes else 'an unsupported library'})"


@dataclass(frozen=True, eq=False)
class DrawingCase(Case):
    """An SVG, which `submission.source` holds.

    folder    the challenge's own, for what its checks compare the drawing with
    runner    the back end for what has to be carried out in a sandbox, with `trust_program` as its caller gave it
    measured  keeps what is costly and asked for twice
    """

    folder: Path
    runner: str
    trust_program: bool
    measured: dict[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Trial:
    """One input and what the program must print for it, from the challenge's cases.toml."""

    name: str
    stdout: str
    stdin: str = ""
    args: tuple[str, ...] = ()


@dataclass(frozen=True, eq=False)
class ProgramCase(Case):
    """A program that is judged by what it reads and prints.

    limits     of each of its runs
    trials     inputs with their outputs; none where the challenge has no cases.toml
    policies   the table [policy] of challenge.toml
    runs       carries a program out in a sandbox of its own; called through `run`
    solution   the text of the reference solution, empty where the challenge has none
    oracle     the module reference/SLUG/oracle.py, None where the challenge has none
    """

    limits: Limits
    trials: tuple[Trial, ...]
    policies: Mapping[str, object]
    runs: Callable[[str, bytes, tuple[str, ...], Limits, bool], Outcome]
    solution: str = ""
    oracle: ModuleType | None = None
    _done: dict[tuple[object, ...], Outcome] = field(default_factory=dict)

    def run(
        self,
        source: str | None = None,
        *,
        stdin: bytes = b"",
        args: tuple[str, ...] = (),
        limits: Limits | None = None,
        stdlib_only: bool = False,
    ) -> Outcome:
        """How the program, or `source` in its place, ends with this input; run once for the same question.

        stdlib_only  the guest's Python sees no installed packages

        Raises InfrastructureError where the machine fails.
        """
        text = self.submission.source if source is None else source
        asked = (text, stdin, args, limits or self.limits, stdlib_only)
        if asked not in self._done:
            self._done[asked] = self.runs(*asked)
        return self._done[asked]

    @property
    def reference(self) -> Outcome | None:
        """How the reference solution ends in the same back end, without input; None where the challenge has none."""
        return self.run(self.solution) if self.solution else None
