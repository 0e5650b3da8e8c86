"""Case: what a challenge's checks look at, and how they say that they cannot."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sandbox.outcome import Outcome
from sandbox.scene.reception import Reception
from sandbox.scene.scene import Scene
from sandbox.submission import Submission

__all__ = ["Case", "NotAsked", "NotReachable", "Tolerances"]


class NotReachable(Exception):
    """A check cannot be carried out because of what an earlier one found; its finding is `skipped` with this reason."""


class NotAsked(Exception):
    """A check does not apply to this submission; its finding is `skipped` with this reason."""


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
    """One submission after its run.

    seconds    simulated seconds that were asked for
    """

    submission: Submission
    outcome: Outcome
    reception: Reception
    scene: Scene
    tolerances: Tolerances
    seconds: float

    @property
    def unseen(self) -> str:
        """Why nothing can be said about what the program shows: it uses a library that has no recorder. Empty otherwise."""
        end = self.reception.end
        if end is None or end.reason != "unsupported":
            return ""
        notes = [text for kind, text in self.reception.notes if kind == "unsupported"]
        return f"the recorder does not see what it shows ({notes[0] if notes else 'an unsupported library'})"
