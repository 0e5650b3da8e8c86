"""What the report shows: the square as it was measured, in the middle of the run."""

from __future__ import annotations

from sandbox.case import AnimationCase
from sandbox.evidence import Evidence, MarkedFrame, Shape
from sandbox.finding import Finding, Status


def evidence(case: AnimationCase, findings: list[Finding]) -> Evidence:
    if not case.scene.polygons:
        return Evidence()
    track = case.scene.polygons[0]
    middle = len(track.frames) // 2
    failed = next((finding for finding in findings if finding.status is Status.FAIL), None)
    role = "first" if failed is None else "bad"
    corners = tuple((float(x), float(y)) for x, y in track.corners[middle])
    turn = "↺" if track.speed_deg_s > 0 else "↻"
    outline = Shape("outline", corners, role, f"{turn} {abs(track.speed_deg_s):.0f} °/s")
    check = "one-square" if failed is None else failed.id
    return Evidence((MarkedFrame("square", check, "the square as measured", float(track.times_s[middle]), (outline,)),))
