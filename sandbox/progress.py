"""Progress of one judgement, told to whoever shows it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

__all__ = ["OnProgress", "Progress"]


@dataclass(frozen=True, slots=True)
class Progress:
    """stage: "run", "judge", "pixels" (a second run, where shapes do not tell), "pictures" (again, of a failure), "report".

    Times are virtual seconds; speed is virtual over wall seconds.
    """

    stage: str
    time_s: float = 0.0
    target_s: float = 0.0
    frames: int = 0
    speed: float = 0.0


OnProgress = Callable[[Progress], None]
