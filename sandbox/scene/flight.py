"""BallFlight: a ball's movement among moving walls, as free flights and contacts."""

from __future__ import annotations

from dataclasses import dataclass, field

from sandbox.scene.ball import BallTrack
from sandbox.scene.contacts import Contact
from sandbox.scene.motion import Path
from sandbox.scene.polygons import PolygonTrack
from sandbox.scene.prediction import Prediction, predict

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
    _predictions: dict[float, Prediction | None] = field(default_factory=dict, repr=False)

    def at_walls(self, within_px: float) -> list[Contact]:
        """The jumps with a gap of at most `within_px` between the ball's edge and a wall."""
        return [c for c in self.contacts if c.gap <= within_px]

    def prediction(self, within_px: float) -> Prediction | None:
        """What pymunk predicts for the jumps at walls; None where they are too few."""
        if within_px not in self._predictions:
            self._predictions[within_px] = predict(self.at_walls(within_px), self.ball.radius)
        return self._predictions[within_px]
