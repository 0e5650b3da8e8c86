"""The checks of the example challenge, one function each."""

from __future__ import annotations

from sandbox.case import AnimationCase, NotReachable
from sandbox.expect import Result, all_of, expect, expect_whole_run
from sandbox.scene import PolygonTrack

FREEZE_S = 3.0


def stable(case: AnimationCase) -> Result:
    if not case.submission.source:
        return Result.judged(False, "a program that runs", case.submission.taken)
    return expect_whole_run(case, freeze_s=FREEZE_S)


def one_square(case: AnimationCase) -> Result:
    if not case.scene.frames:
        raise NotReachable("nothing was shown")
    found = [track for track in case.scene.polygons if track.coverage >= 0.2]
    if not found:
        return Result.undecided("one square", "no closed polygon is seen in the recorded shapes")
    if len(found) > 1:
        return Result.judged(False, "one square", f"{len(found)} polygons")
    tol = case.tolerances
    return all_of(
        expect(found[0]).to_be_regular(
            4, within=tol["sides_share"], rounding_px=tol["sides_rounding_px"], in_share=tol["in_share"]
        ),
        expect(found[0]).to_stand_still(within=tol["centre_still_share"]),
    )


def turns(case: AnimationCase) -> Result:
    tol = case.tolerances
    return expect(_square(case)).to_rotate(
        "clockwise",
        rms_deg=tol["rotation_rms_deg"],
        at_least_deg_s=tol["rotation_min_deg_s"],
        at_most_deg_s=tol["rotation_max_deg_s"],
    )


def large(case: AnimationCase) -> Result:
    """A measurement of one's own: measured first, judged second, told with both numbers."""
    side_px = _square(case).radius * 2**0.5
    least_px = case.tolerances["side_window_share"] * min(case.scene.size)
    return Result.judged(side_px >= least_px, f"a side of ≥ {least_px:.0f} px", f"{side_px:.0f} px", side_px=round(side_px, 2))


def _square(case: AnimationCase) -> PolygonTrack:
    for track in case.scene.polygons:
        if track.sides == 4 and track.coverage >= 0.2:
            return track
    raise NotReachable("no square was found")
