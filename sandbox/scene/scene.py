"""Scene: what the program showed, as entities over virtual time. Everything is worked out once, when it is first asked for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

from sandbox.recording.captures import Captures
from sandbox.scene.ball import BallTrack, find_ball
from sandbox.scene.compose import Picture
from sandbox.scene.contacts import count_exits, find_contacts
from sandbox.scene.flight import BallFlight
from sandbox.scene.motion import fit_free_flight
from sandbox.scene.overlap import Overlap, overlap_of
from sandbox.scene.polygons import PolygonTrack, pair_of
from sandbox.scene.reception import Reception
from sandbox.scene.sight import Sight

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["Scene"]

MIN_COVERAGE = 0.5  # of the frames: an entity that the shapes show less is looked for in the pixels …
MIN_TAINTED = 0.05  # … where so many frames were painted in ways that leave no shapes


class Scene:
    """Screen pixels, y down; virtual seconds.

    `size` is the window's (width, height) in most frames. `captures` are pictures at sampled times, `pictures` the shapes of
    the captured frames by frame index.

    `measured` keeps what is costly and asked for twice.

    What the shapes do not show is taken from `sight`, where the pixels were looked at. Without it, `wants_pixels` becomes True
    when something was asked for that the shapes do not show although the program painted in ways that leave none.
    """

    def __init__(self, reception: Reception, sight: Sight | None = None) -> None:
        self._collector = reception.collector
        self._linker = reception.linker
        self._sight = sight
        self.wants_pixels = False
        self.measured: dict[tuple[object, ...], object] = {}
        self.captures: Captures = reception.captures
        self.pictures: dict[int, Picture] = reception.pictures
        self._pairs: dict[int, tuple[PolygonTrack, PolygonTrack] | None] = {}
        self._balls: dict[str | None, BallTrack | None] = {}
        self._overlaps: dict[tuple[int, int], Overlap | None] = {}
        self._flights: dict[tuple[int, ...], BallFlight] = {}

    @classmethod
    def of(cls, reception: Reception, sight: Sight | None = None) -> Scene:
        return cls(reception, sight)

    @cached_property
    def times_s(self) -> NDArray[np.float64]:
        """(frames,) virtual seconds of the displayed frames."""
        return self._collector.times_s()

    @property
    def frames(self) -> int:
        return len(self._collector.times_ns)

    @cached_property
    def size(self) -> tuple[int, int]:
        sizes = self._collector.sizes
        return sizes.most_common(1)[0][0] if sizes else (0, 0)

    @property
    def drawn(self) -> Sequence[int]:
        """Number of shapes in each frame."""
        return self._collector.drawn

    def first_shown_s(self) -> float | None:
        """Virtual second of the first captured picture that is not of one colour; None where there is none."""
        for time_s, image in self.captures.images():
            if (image != image[0, 0]).any():
                return time_s
        return None

    @property
    def tainted_share(self) -> float:
        """Share of frames whose display was also written to in ways that shapes do not tell."""
        return self._collector.tainted / max(1, self.frames)

    @property
    def texts(self) -> dict[str, int]:
        """Texts that were shown → the frame in which each was first seen."""
        return self._collector.texts

    @cached_property
    def polygons(self) -> list[PolygonTrack]:
        return self._linker.tracks(self.times_s)

    def pair(self, sides: int) -> tuple[PolygonTrack, PolygonTrack] | None:
        """The two polygons that the picture is about, the left one first."""
        if sides not in self._pairs:
            pair = pair_of(self.polygons, sides)
            if pair is None or min(track.coverage for track in pair) < MIN_COVERAGE or pair[0].sides != sides:
                pair = self._seen_pair(sides) or pair
            self._pairs[sides] = pair
        return self._pairs[sides]

    def _seen_pair(self, sides: int) -> tuple[PolygonTrack, PolygonTrack] | None:
        import numpy as np

        if self._sight is None:
            self.wants_pixels = self.wants_pixels or self.tainted_share >= MIN_TAINTED
            return None
        frames = np.asarray(self._sight.frames, np.int64)
        tracks = self._sight.linker.tracks(np.asarray(self._sight.times_s))
        pair = pair_of([replace(t, frames=frames[t.frames], from_pixels=True) for t in tracks], sides)
        return pair if pair is not None and min(track.coverage for track in pair) >= MIN_COVERAGE else None

    def ball(self, colour: str | None) -> BallTrack | None:
        if colour not in self._balls:
            ball = find_ball(self._collector.discs, self.times_s, self.size, colour) if self.frames else None
            if ball is None or ball.coverage < MIN_COVERAGE:
                ball = self._seen_ball(colour) or ball
            self._balls[colour] = ball
        return self._balls[colour]

    def _seen_ball(self, colour: str | None) -> BallTrack | None:
        import numpy as np

        if self._sight is None:
            self.wants_pixels = self.wants_pixels or self.tainted_share >= MIN_TAINTED
            return None
        ball = find_ball(self._sight.discs, np.asarray(self._sight.times_s), self.size, colour)
        if ball is None or ball.coverage < MIN_COVERAGE:
            return None
        return replace(ball, frames=np.asarray(self._sight.frames, np.int64)[ball.frames], from_pixels=True)

    def overlap(self, first: PolygonTrack, second: PolygonTrack) -> Overlap | None:
        key = (id(first), id(second))
        if key not in self._overlaps:
            self._overlaps[key] = overlap_of(first, second)
        return self._overlaps[key]

    def flight(self, ball: BallTrack, *walls: PolygonTrack) -> BallFlight:
        """The ball's path cut into free flights, and its contacts with the walls."""
        key = (id(ball), *map(id, walls))
        if key not in self._flights:
            path = fit_free_flight(ball.times_s, ball.xy)
            contacts = find_contacts(path, ball, walls) if path is not None else []
            exits = tuple(count_exits(ball, wall) for wall in walls)
            self._flights[key] = BallFlight(ball, walls, path, contacts, exits)
        return self._flights[key]
