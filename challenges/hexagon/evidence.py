"""What the report of the hexagon challenge shows: marked frames, and rotation, clearance, speed and energy over time."""

from __future__ import annotations

import math

from sandbox.case import Case
from sandbox.evidence import Band, Evidence, Mark, MarkedFrame, Plot, Series, Shape
from sandbox.expect import clearance
from sandbox.finding import Finding, Status
from sandbox.scene import BallFlight, BallTrack, PolygonTrack

SIDES = 6
BALL = "red"
PATH_S = 1.5  # of the ball's way drawn into a frame
CALM_S = 4.0  # the moment shown where nothing is wrong
MAX_FRAMES = 6


def evidence(case: Case, findings: list[Finding]) -> Evidence:
    pair, ball = case.scene.pair(SIDES), case.scene.ball(BALL)
    plots = []
    if pair is not None:
        plots.append(_rotation(pair, findings))
    if pair is not None and ball is not None:
        flight = case.scene.flight(ball, *pair)
        plots += [_clearance(case, ball, pair, findings), *_speed_and_energy(flight)]
    return Evidence(_frames(case, pair, ball, findings), tuple(plots))


def _failures(findings: list[Finding], *ids: str) -> list[Finding]:
    return [f for f in findings if f.status is Status.FAIL and f.time_s is not None and (not ids or f.id in ids)]


def _marks(findings: list[Finding], *ids: str) -> tuple[Mark, ...]:
    return tuple(Mark(f.time_s, f.id) for f in _failures(findings, *ids) if f.time_s is not None)


def _frames(
    case: Case, pair: tuple[PolygonTrack, PolygonTrack] | None, ball: BallTrack | None, findings: list[Finding]
) -> tuple[MarkedFrame, ...]:
    if not len(case.scene.captures):
        return ()
    last = case.scene.captures.times_s[-1]
    failures = _failures(findings)
    moments = {f.id: (f.time_s or 0.0, f"{f.id} at {f.time_s:.2f} s: {f.actual}") for f in failures}
    if not moments:
        moments = {"contained": (min(CALM_S, last), "hexagons, overlap and the ball's path as they were measured")}
    # The main picture is the gravest one: where the ball leaves, if it does.
    order = sorted(moments, key=lambda i: (i != "contained", moments[i][0]))[:MAX_FRAMES]
    return tuple(
        MarkedFrame(f"frame-{i}", i, moments[i][1], moments[i][0], _shapes(moments[i][0], i, pair, ball, case)) for i in order
    )


def _shapes(
    time_s: float, check: str, pair: tuple[PolygonTrack, PolygonTrack] | None, ball: BallTrack | None, case: Case
) -> tuple[Shape, ...]:
    import numpy as np
    import shapely

    shapes: list[Shape] = []
    if pair is not None:
        overlap = case.scene.overlap(*pair)
        if overlap is not None:
            region = overlap.regions[int(np.argmin(np.abs(overlap.times_s - time_s)))]
            if region.geom_type == "Polygon" and not region.is_empty:
                shapes.append(Shape("area", _points(shapely.get_coordinates(region)), "region", "overlap"))
        for track, role, label in zip(pair, ("first", "second"), ("left", "right"), strict=True):
            at = int(np.argmin(np.abs(track.times_s - time_s)))
            shapes.append(Shape("outline", _points(track.corners[at]), role, f"{label} {_turning(track)}"))
    if ball is not None:
        at = int(np.argmin(np.abs(ball.times_s - time_s)))
        way = (ball.times_s <= time_s) & (ball.times_s >= time_s - PATH_S)
        if way.sum() >= 2:
            shapes.append(Shape("path", _points(ball.xy[way]), "path", "ball's path"))
        shapes.append(Shape("disc", _points(ball.xy[at : at + 1]), "subject", "ball", float(ball.radii[at])))
        if check in ("contained", "bounces", "starts-centred"):
            shapes.append(Shape("cross", _points(ball.xy[at : at + 1]), "bad" if _bad(check, time_s) else "muted"))
    return tuple(shapes)


def _bad(check: str, time_s: float) -> bool:
    return not (check == "contained" and time_s == CALM_S)


def _points(xy: object) -> tuple[tuple[float, float], ...]:
    import numpy as np

    return tuple((float(x), float(y)) for x, y in np.asarray(xy, float))


def _turning(track: PolygonTrack) -> str:
    speed = track.speed_deg_s
    return f"{'↺' if speed > 0 else '↻'} {abs(speed):.0f} °/s"


def _rotation(pair: tuple[PolygonTrack, PolygonTrack], findings: list[Finding]) -> Plot:
    series = tuple(
        Series(label, tuple(map(float, t.times_s)), tuple(map(float, t.turn_deg - t.turn_deg[0])), role)
        for t, label, role in zip(pair, ("left", "right"), ("first", "second"), strict=True)
    )
    return Plot(
        "rotation", "rotation", "Rotation, counter-clockwise upwards", "°", series, marks=_marks(findings, "rotation")
    )


def _clearance(case: Case, ball: BallTrack, pair: tuple[PolygonTrack, PolygonTrack], findings: list[Finding]) -> Plot:
    import numpy as np

    overlap = case.scene.overlap(*pair)
    x: tuple[float, ...] = ()
    y: tuple[float, ...] = ()
    if overlap is not None:
        times, gap, _ = clearance(ball, overlap)
        x = tuple(map(float, times))
        y = tuple(float(v) if np.isfinite(v) else math.nan for v in gap)
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


def _speed_and_energy(flight: BallFlight) -> list[Plot]:
    import numpy as np

    path = flight.path
    if path is None:
        return []
    times, speeds, energies = [], [], []
    floor = float(path.xy[:, 1].max())
    for piece in path.flights:
        for position, velocity in ((piece.first, piece.start_v), (piece.last, piece.end_v)):
            if piece.count < 3:
                continue
            speed = math.hypot(*velocity)
            times.append(float(path.t[position]) + path.start_s)
            speeds.append(speed)
            energies.append(speed**2 / 2 + path.free.ay * (floor - float(path.xy[position, 1])))
    at = np.asarray([c.time_s for c in flight.contacts])
    after = np.interp(at, times, speeds) if times and len(at) else np.zeros(0)
    hits = Series("contacts", tuple(map(float, at)), tuple(map(float, after)), "path", dots=True)
    return [
        Plot("speed", "keeps-moving", "Speed, and contacts", "px/s", (Series("speed", tuple(times), tuple(speeds)), hits)),
        Plot(
            "energy",
            "gravity",
            "Energy per mass: ½v² + g·height over the lowest point",
            "px²/s²",
            (Series("energy", tuple(times), tuple(energies), "second"),),
        ),
    ]
