"""What the report of the hexagon challenge shows: marked frames, and rotation, clearance, speed and energy over time."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from sandbox.case import AnimationCase
from sandbox.evidence import Band, Evidence, Mark, MarkedFrame, Plot, Series, Shape
from sandbox.expect import clearance
from sandbox.finding import Finding, Status
from sandbox.scene import BallFlight, BallTrack, PolygonTrack

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

SIDES = 6
BALL = "red"
PATH_S = 1.5  # of the ball's way drawn into a frame
CALM_S = 4.0  # the moment shown where nothing is wrong, or where what is wrong has no moment
DEEPEST_WITHIN_S = 0.6  # after the ball first leaves: the frame in which it is furthest out is shown
MAX_FRAMES = 6
TURN_RADIUS, TURN_DEG = 0.2, 250.0  # of the arrow that shows a turning direction: of the circumradius, and its sweep
SAMPLES = 9  # of one free flight in a plot
# Findings whose picture says most, in this order; the others follow by time. A finding about the ball has it ringed.
GRAVEST = ("contained", "stable", "starts", "two-hexagons", "rotation")
ABOUT_THE_BALL = ("contained", "bounces", "starts-centred", "ball-red", "keeps-moving")
# Findings about what the program painted there itself: nothing of ours is drawn over it.
LINES_BARE, OVERLAP_BARE, WAY_BARE = ("line-colours",), ("overlap-colour",), ("trail", "ball-red")


def evidence(case: AnimationCase, findings: list[Finding]) -> Evidence:
    pair, ball = case.scene.pair(SIDES), case.scene.ball(BALL)
    plots = []
    if pair is not None:
        plots.append(_rotation(pair, findings))
    if pair is not None and ball is not None:
        flight = case.scene.flight(ball, *pair)
        plots += [_clearance(case, ball, pair, findings), *_speed_and_energy(flight, case.scene.size, findings)]
    return Evidence(_frames(case, pair, ball, findings), tuple(plots))


# ── frames ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def _frames(
    case: AnimationCase, pair: tuple[PolygonTrack, PolygonTrack] | None, ball: BallTrack | None, findings: list[Finding]
) -> tuple[MarkedFrame, ...]:
    if not case.scene.frames:
        return ()
    calm_s = min(CALM_S, float(case.scene.times_s[-1]))
    failures = [f for f in findings if f.status is Status.FAIL]
    if not failures:
        shapes = _hexagons(case, pair, calm_s, "") + _ball(case, pair, ball, calm_s, None)
        title = "hexagons, overlap and the ball's path as they were measured"
        return (MarkedFrame("frame-measured", "contained", title, calm_s, shapes, f"{calm_s:.2f} s"),)
    failures.sort(key=lambda f: (GRAVEST.index(f.id) if f.id in GRAVEST else len(GRAVEST), _first_s(f, calm_s)))
    frames = []
    for finding in failures[:MAX_FRAMES]:
        time_s = _telling_s(case, pair, ball, finding, calm_s)
        shapes = _hexagons(case, pair, time_s, finding.id) + _ball(case, pair, ball, time_s, finding)
        when = "" if finding.time_s is None else f" at {finding.time_s:.2f} s"
        badge = f"✗ {finding.id}  {time_s:.2f} s"
        title = f"{finding.id}{when}: {finding.actual}"
        frames.append(MarkedFrame(f"frame-{finding.id}", finding.id, title, time_s, shapes, badge, "bad"))
    return tuple(frames)


def _first_s(finding: Finding, otherwise: float) -> float:
    return otherwise if finding.time_s is None else finding.time_s


def _telling_s(
    case: AnimationCase,
    pair: tuple[PolygonTrack, PolygonTrack] | None,
    ball: BallTrack | None,
    finding: Finding,
    calm_s: float,
) -> float:
    """The moment to show: of a ball that leaves, the frame in which it is furthest out soon after, while it is in view."""
    import numpy as np

    time_s = _first_s(finding, calm_s)
    overlap = case.scene.overlap(*pair) if pair is not None else None
    if finding.id == "contained" and ball is not None and overlap is not None:
        times, gap, mine = clearance(ball, overlap)
        soon = (times >= time_s) & (times <= time_s + DEEPEST_WITHIN_S) & np.isfinite(gap)
        soon &= _in_view(ball.xy[mine], case.scene.size, margin=ball.radius)
        if soon.any():
            return float(times[soon][np.argmin(gap[soon])])
    shown = case.scene.times_s
    return float(shown[int(np.argmin(np.abs(shown - time_s)))])


def _in_view(xy: NDArray[np.float64], size: tuple[int, int], margin: float) -> NDArray[np.bool_]:
    import numpy as np

    return np.asarray(((xy >= margin) & (xy <= np.asarray(size) - margin)).all(axis=1))


def _hexagons(
    case: AnimationCase, pair: tuple[PolygonTrack, PolygonTrack] | None, time_s: float, check: str
) -> tuple[Shape, ...]:
    import numpy as np
    import shapely

    if pair is None:
        return ()
    shapes: list[Shape] = []
    overlap = case.scene.overlap(*pair)
    if overlap is not None:
        at = int(np.argmin(np.abs(overlap.times_s - time_s)))
        region = overlap.regions[at]
        if region.geom_type == "Polygon" and not region.is_empty:
            role = "bad" if check.startswith("overlap") else "region"
            share = f"overlap {float(overlap.shares()[at]):.0%}"
            kind = "outline" if check in OVERLAP_BARE else "area"
            shapes.append(Shape(kind, _points(shapely.get_coordinates(region)), role, share))
    for track, role, label, turn in zip(pair, ("first", "second"), ("left", "right"), (1, -1), strict=True):
        at = int(np.argmin(np.abs(track.times_s - time_s)))
        wrong = check == "rotation" and track.speed_deg_s * turn <= 0
        words = f"{label} {'↺' if track.speed_deg_s > 0 else '↻'} {abs(track.speed_deg_s):.0f} °/s"
        kind = "name" if check in LINES_BARE else "outline"
        shapes.append(Shape(kind, _points(track.corners[at]), "bad" if wrong else role, words))
        if check == "rotation":
            shapes.append(_turn(track, at, -turn, "bad" if wrong else role))
    return tuple(shapes)


def _turn(track: PolygonTrack, at: int, side: int, role: str) -> Shape:
    """An arrow along the way that the polygon turns, in its part away from the overlap (`side` -1 is its left)."""
    import numpy as np

    radius = float(track.radii[at])
    x, y = (float(v) for v in track.centres[at])
    way = -1.0 if track.speed_deg_s > 0 else 1.0  # y points down: a rising angle is clockwise
    angles = np.radians(-way * TURN_DEG / 2 + 180.0 * (side < 0) + way * np.linspace(0.0, TURN_DEG, 40))
    arc = np.column_stack([np.cos(angles), np.sin(angles)]) * TURN_RADIUS * radius
    arc += (x + side * 0.45 * radius, y)
    return Shape("arrow", _points(arc), role)


def _ball(
    case: AnimationCase,
    pair: tuple[PolygonTrack, PolygonTrack] | None,
    ball: BallTrack | None,
    time_s: float,
    finding: Finding | None,
) -> tuple[Shape, ...]:
    """The ball and its way; where the finding is about it, with a ring around it, and the way outside told apart."""
    import numpy as np

    if ball is None or abs(ball.times_s - time_s).min() > PATH_S:
        return ()
    at = int(np.argmin(np.abs(ball.times_s - time_s)))
    here = ball.xy[at : at + 1]
    left_s = finding.time_s if finding is not None and finding.id == "contained" else None
    shapes = []
    before = (ball.times_s <= time_s) & (ball.times_s >= time_s - PATH_S)
    inside = before & (ball.times_s <= (time_s if left_s is None else left_s))
    outside = before & ~inside
    if inside.sum() >= 2 and (finding is None or finding.id not in WAY_BARE):
        shapes.append(Shape("path", _points(ball.xy[inside]), "path", f"last {PATH_S:g} s" if finding is None else ""))
    if outside.any():
        # From the last sighting inside on, so that the two parts meet.
        outside[max(0, int(np.argmax(outside)) - 1)] = True
        shapes.append(Shape("path", _points(ball.xy[outside]), "bad"))
    ringed = finding is not None and finding.id in ABOUT_THE_BALL
    shapes.append(Shape("disc", _points(here), "subject", "" if ringed else "ball", float(ball.radii[at])))
    if ringed and finding is not None:
        if finding.id == "starts-centred" and pair is not None:
            middle = (pair[0].centres[0] + pair[1].centres[0]) / 2
            shapes.append(Shape("path", (*_points(middle[None]), *_points(here)), "bad"))
        words = _ball_words(case, pair, ball, time_s, finding)
        shapes.append(Shape("ring", _points(here), "bad", words, float(ball.radii[at])))
    return tuple(shapes)


def _ball_words(
    case: AnimationCase, pair: tuple[PolygonTrack, PolygonTrack] | None, ball: BallTrack, time_s: float, finding: Finding
) -> str:
    import numpy as np

    overlap = case.scene.overlap(*pair) if pair is not None else None
    if finding.id == "contained" and overlap is not None:
        times, gap, _ = clearance(ball, overlap)
        past = -float(gap[int(np.argmin(np.abs(times - time_s)))])
        return f"{past:.0f} px past the wall" if math.isfinite(past) else "no overlap"
    return {"starts-centred": "not at the centre", "bounces": "turns away from a wall", "ball-red": "not one red ball"}.get(
        finding.id, finding.id
    )


def _points(xy: object) -> tuple[tuple[float, float], ...]:
    import numpy as np

    return tuple((float(x), float(y)) for x, y in np.asarray(xy, float))


# ── plots ────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _marks(findings: list[Finding], *ids: str) -> tuple[Mark, ...]:
    return tuple(Mark(f.time_s, f.id) for f in findings if f.status is Status.FAIL and f.time_s is not None and f.id in ids)


def _rotation(pair: tuple[PolygonTrack, PolygonTrack], findings: list[Finding]) -> Plot:
    series = tuple(
        Series(label, tuple(map(float, t.times_s)), tuple(map(float, t.turn_deg - t.turn_deg[0])), role)
        for t, label, role in zip(pair, ("left", "right"), ("first", "second"), strict=True)
    )
    return Plot("rotation", "rotation", "Rotation, counter-clockwise upwards", "°", series, marks=_marks(findings, "rotation"))


def _clearance(case: AnimationCase, ball: BallTrack, pair: tuple[PolygonTrack, PolygonTrack], findings: list[Finding]) -> Plot:
    """From edge to wall while the ball is in view: what happens beyond the window nobody sees, and would flatten the rest."""
    import numpy as np

    overlap = case.scene.overlap(*pair)
    x: tuple[float, ...] = ()
    y: tuple[float, ...] = ()
    if overlap is not None:
        times, gap, mine = clearance(ball, overlap)
        seen = np.isfinite(gap) & _in_view(ball.xy[mine], case.scene.size, margin=-ball.radius)
        x = tuple(map(float, times))
        y = tuple(float(v) if shown else math.nan for v, shown in zip(gap, seen, strict=True))
    tol = case.tolerances
    line = tol["past_wall_px"] + max(t.width for t in pair) / 2
    allowed = -max(line, tol["past_wall_radius_share"] * ball.radius)
    return Plot(
        "clearance",
        "contained",
        "From the ball's edge to the nearest wall",
        "px",
        (Series("clearance", x, y, "subject"),),
        (Band(None, allowed, "outside the overlap", "bad"),),
        _marks(findings, "contained"),
    )


def _speed_and_energy(flight: BallFlight, size: tuple[int, int], findings: list[Finding]) -> list[Plot]:
    """Sampled along the fitted flights, whose velocity changes evenly; while the ball is in view."""
    import numpy as np

    path = flight.path
    if path is None:
        return []
    floor = max(float(wall.corners[:, :, 1].max()) for wall in flight.walls)
    times, speeds, energies = [], [], []
    for piece in path.flights:
        if piece.count < 3:
            continue
        for at in np.unique(np.linspace(piece.first, piece.last, SAMPLES).round().astype(int)):
            x, y = path.xy[at, 0] + path.origin[0], path.xy[at, 1] + path.origin[1]
            if not (0 <= x <= size[0] and 0 <= y <= size[1]):
                speed = energy = math.nan
            else:
                share = (path.t[at] - path.t[piece.first]) / (path.t[piece.last] - path.t[piece.first])
                speed = math.hypot(*(a + share * (b - a) for a, b in zip(piece.start_v, piece.end_v, strict=True)))
                energy = speed**2 / 2 + path.free.ay * (floor - float(y))
            times.append(float(path.t[at]) + path.start_s)
            speeds.append(speed)
            energies.append(energy)
    hits_s = [c.time_s for c in flight.contacts if 0 <= c.x <= size[0] and 0 <= c.y <= size[1]]
    return [
        Plot(
            "speed",
            "keeps-moving",
            "Speed, and contacts",
            "px/s",
            (
                Series("speed", tuple(times), tuple(speeds)),
                Series("contacts", tuple(hits_s), tuple(0.0 for _ in hits_s), "path", dots=True),
            ),
            marks=_marks(findings, "keeps-moving", "bounces"),
        ),
        Plot(
            "energy",
            "gravity",
            "Energy per mass: ½v² + g·height over the lowest corner",
            "px²/s²",
            (Series("energy", tuple(times), tuple(energies), "second"),),
        ),
    ]
