"""Arrows as pens of sketching libraries draw them: in pieces, each of them twice, by one path."""

from __future__ import annotations

from itertools import pairwise
from math import dist

from sandbox.flowchart.paths import Subpath

__all__ = ["one_stroke"]

NEAR_SHARE = 0.1
"""How far two starts or two ends of the same piece, or the end of one piece and the start of the next, may be apart, as a share
of the shorter piece …"""
NEAR_LEAST = 2.5
"""… or in units of the path: pens tremble by as much, however short the piece is."""


def one_stroke(found: list[Subpath]) -> list[Subpath]:
    """The pieces as one, where every second one repeats the one before and they follow each other; else as they are.

    A piece's own path ends where the next one begins, so that a line which crosses there is none of its neighbours.
    """
    if len(found) < 4 or len(found) % 2 or any(sub.closed or len(sub.points) < 2 for sub in found):
        return found
    pieces = found[::2]
    if any(not _same(piece, again) for piece, again in zip(pieces, found[1::2], strict=True)):
        return found
    whole = Subpath(list(pieces[0].points), list(pieces[0].corners), curved=any(sub.curved for sub in found))
    for before, after in pairwise(pieces):
        if dist(before.points[-1], after.points[0]) > _near(before, after):
            return found
        whole.points += after.points
        whole.corners += after.corners
    return [whole]


def _same(piece: Subpath, again: Subpath) -> bool:
    near = _near(piece, again)
    return dist(piece.points[0], again.points[0]) <= near and dist(piece.points[-1], again.points[-1]) <= near


def _near(a: Subpath, b: Subpath) -> float:
    return max(NEAR_LEAST, NEAR_SHARE * min(dist(a.points[0], a.points[-1]), dist(b.points[0], b.points[-1])))
