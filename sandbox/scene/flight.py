"""BallFlight: a ball's movement among moving walls, as free flights and contacts."""

from __future__ import annotations

from dataclasses import dataclass

from sandbox.scene.ball import BallTrack
from sandbox.scene.contacts import Contact
from sandbox.scene.motion import Path
from sandbox.scene.polygons import PolygonTrack

__all__ = ["BallFlight"]


@dataclass(frozen=True, eq=False)
class BallFlight:
    """`path` is None where the ball was seen too briefly to fit anything. `walls` are the polygons it may hit; `exits` counts
    for each how often the ball's centre leaves it."""

    ball: BallTrack
    walls: tuple[PolygonTrack, ...]
    path: Path | None
    contacts: list[Contact]
    exits: tuple[int, ...] = ()
