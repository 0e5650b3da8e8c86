"""The checks of the hexagon challenge, one function each, in the order of challenge.toml.

Each says with `expect` what the prompt asks for; docs/hexagon-checks.md has the formulas. Screen pixels, y down; "left" is
the hexagon whose centre is further left.
"""

from __future__ import annotations

import math

from sandbox.case import AnimationCase, NotAsked, NotReachable
from sandbox.expect import (
    Result,
    all_of,
    clearance,
    expect,
    expect_explained,
    expect_own_colour,
    expect_trail,
    expect_whole_run,
    expect_witnesses_agree,
)
from sandbox.finding import Status
from sandbox.scene import (
    BallFlight,
    BallTrack,
    Overlap,
    PolygonTrack,
    compare,
    region_colours,
    trail_curve,
    trail_marks,
)

SIDES = 6
BALL = "red"
PICTURES_BESIDE_MARKS = 30
MIN_SEEN = 0.5
# What an explanation of this program's algorithms cannot do without, in English and Chinese.
TOPICS = {
    "the rotation": ["rotat", "turn", "spin", "angle", "旋转", "转动", "角度", "角速度"],
    "the collisions": ["collision", "collid", "bounce", "reflect", "碰撞", "反弹", "反射", "弹跳"],
    "the overlap": ["overlap", "intersect", "clip", "重叠", "交集", "相交", "裁剪", "交叠"],
}
# How it can be done. Whoever explains an algorithm names some of these; whoever describes the picture names none.
MECHANISMS = {
    "vertices by angle": ["sin(", "cos(", "sine", "cosine", "trigonom", "rotation matrix", "三角函数", "旋转矩阵",
        "正弦", "余弦", "极坐标"],
    "clipping": ["sutherland", "clip", "half-plane", "half plane", "shapely", "裁剪", "半平面", "求交"],
    "distances to edges": ["dot product", "cross product", "project", "signed distance", "closest point", "点积",
        "叉积", "投影", "有向距离", "最近点", "点到"],
    "normals": ["normal", "法线", "法向"],
    "reflection": ["reflect", "impulse", "restitution", "反射", "冲量", "恢复系数", "弹性系数"],
    "moving walls": ["relative velocity", "velocity of the wall", "wall velocity", "surface velocity", "wall's",
        "angular velocity", "omega", "ω", "相对速度", "角速度", "线速度", "边的速度", "壁速度", "墙的速度"],
    "friction": ["tangent", "friction", "切向", "摩擦"],
    "time steps": ["sub-step", "substep", "time step", "timestep", "euler", "integrat", "accumulator", "子步", "时间步",
        "步长", "欧拉", "积分"],
    "keeping inside": ["push back", "pushed", "push-out", "pushes", "penetrat", "tunnel", "推回", "推出", "穿透",
        "穿墙", "修正位置"],
    "a physics engine": ["pymunk", "kinematic", "chipmunk", "box2d", "物理引擎"],
}  # fmt: skip


def starts(case: AnimationCase) -> Result:
    tol = case.tolerances
    expected = f"a frame with something drawn within {tol['start_within_s']:g} simulated seconds"
    if not case.submission.source:
        return Result.judged(False, expected, case.submission.taken)
    scene = case.scene
    drawn = next((i for i, shapes in enumerate(scene.drawn) if shapes), None)
    if drawn is None and case.unseen:
        return Result.undecided(expected, case.unseen)
    if drawn is None and scene.tainted_share > 0 and (shown := scene.first_shown_s()) is not None:
        words = f"first shown at {shown:.2f} s, painted in a way that leaves no shapes"
        return Result.judged(shown <= tol["start_within_s"], expected, words, time_s=shown)
    if drawn is None:
        frames = f"{scene.frames} frames, all of them empty" if scene.frames else "no frame was shown"
        return Result.judged(False, expected, frames)
    time_s = float(scene.times_s[drawn])
    return Result.judged(time_s <= tol["start_within_s"], expected, f"first drawn at {time_s:.2f} s", time_s=time_s)


def stable(case: AnimationCase) -> Result:
    if not case.submission.source:
        raise NotReachable("there is no program to run")
    return expect_whole_run(case, freeze_s=case.tolerances["freeze_s"])


def two_hexagons(case: AnimationCase) -> Result:
    _drawn(case)
    expected = "two equal regular hexagons"
    pair = case.scene.pair(SIDES)
    if pair is None:
        seen = [t for t in case.scene.polygons if t.coverage >= 0.2]
        if seen:
            return Result.judged(False, expected, f"{len(seen)} polygon of {seen[0].sides} corners", score=0.2)
        return Result.undecided(expected, "no closed polygons are seen in the recorded shapes")
    left, right = pair
    tol = case.tolerances
    rough = left.from_pixels  # crossing lines and whole pixels move a side, so that single pictures say little
    shape = {
        "within": tol["sides_share"],
        "rounding_px": tol["sides_rounding_px"] + (2 * tol["pixels_slack_px"] if rough else 0.0),
        "in_share": tol["pixels_in_share"] if rough else tol["regular_in_share"],
    }
    return all_of(
        expect(left).to_be_regular(SIDES, **shape),
        expect(right).to_be_regular(SIDES, **shape),
        expect(left).to_have_the_size_of(right, within=tol["equal_radii_share"]),
        expect(left).to_stand_still(within=tol["centre_still_share"]),
        expect(right).to_stand_still(within=tol["centre_still_share"]),
    )


def line_colours(case: AnimationCase) -> Result:
    left, right = _hexagons(case)
    share = case.tolerances["colour_in_share"]
    return all_of(
        expect(left).to_be_drawn_in("blue", in_share=share), expect(right).to_be_drawn_in("green", in_share=share)
    )


def rotation(case: AnimationCase) -> Result:
    left, right = _hexagons(case)
    tol = case.tolerances
    speed = {
        "rms_deg": tol["rotation_rms_deg"],
        "at_least_deg_s": tol["rotation_min_deg_s"],
        "at_most_deg_s": tol["rotation_max_deg_s"],
    }
    return all_of(
        expect(left).to_rotate("counter-clockwise", **speed), expect(right).to_rotate("clockwise", **speed)
    )


def overlap_half(case: AnimationCase) -> Result:
    shares = _overlap(case).shares()
    low, high = case.tolerances["overlap_min_share"], case.tolerances["overlap_max_share"]
    mean = float(shares.mean())
    return Result.judged(
        low <= mean <= high,
        f"mean overlap {low:.0%}…{high:.0%} of a hexagon's area",
        f"{mean:.1%} ({float(shares.min()):.0%}…{float(shares.max()):.0%})",
        mean_share=round(mean, 4),
    )


def overlap_colour(case: AnimationCase) -> Result:
    left, right = _hexagons(case)
    tol = case.tolerances
    return expect_own_colour(
        region_colours(case.scene, left, right, case.scene.ball(BALL)),
        visible=tol["colour_visible"],
        invisible=tol["colour_invisible"],
    )


def ball_red(case: AnimationCase) -> Result:
    _drawn(case)
    ball = case.scene.ball(BALL)
    if ball is None:
        return Result.undecided("one solid red ball", "no disc is seen in the recorded shapes")
    if ball.coverage < MIN_SEEN and case.scene.tainted_share > 1 - MIN_SEEN:
        words = f"a disc in {ball.coverage:.1%} of frames; most are painted in ways that leave no shapes, or too many"
        return Result.undecided("one solid red ball", words)
    tol = case.tolerances
    return all_of(
        expect(ball).to_be_coloured(BALL),
        expect(ball).to_be_one_solid_disc(
            in_share=tol["ball_in_share"], radius_within=tol["ball_radius_share"], rounding_px=tol["ball_radius_px"]
        ),
    )


def starts_centred(case: AnimationCase) -> Result:
    ball, (left, right), overlap = _ball(case), _hexagons(case), _overlap(case)
    radius = (left.radius + right.radius) / 2
    middle = ((left.centre[0] + right.centre[0]) / 2, (left.centre[1] + right.centre[1]) / 2)
    x, y = (float(v) for v in overlap.centroids()[0])
    places = [middle] if math.isnan(x) else [middle, (x, y)]
    within = max(case.tolerances["start_radius_share"] * radius, ball.radius)
    return expect(ball).to_start_at(places, within_px=within)


def gravity(case: AnimationCase) -> Result:
    tol = case.tolerances
    return expect(_flight(case)).to_fall_under_gravity(
        at_least_px_s2=tol["gravity_min_px_s2"],
        sideways_share=tol["gravity_sideways_share"],
        spread_share=tol["gravity_spread_share"],
        free_share=tol["gravity_free_share"],
    )


def contained(case: AnimationCase) -> Result:
    tol = case.tolerances
    ball, overlap = _ball(case), _overlap(case)
    result = expect(ball).to_stay_inside(overlap, past_wall_px=_past_wall_px(case), in_share=tol["ball_in_share"])
    _, gaps, _ = clearance(ball, overlap)
    # A ball that rests in the middle is inside, too: then nothing shows that the walls hold it.
    near = tol["wall_reach_radius_share"] * ball.radius + tol["wall_reach_px"]
    if result.status is Status.PASS and gaps.min() > near:
        raise NotReachable(f"inside, but never nearer to a wall than {gaps.min():.0f} px")
    return result


def bounces(case: AnimationCase) -> Result:
    tol = case.tolerances
    ball = _ball(case)
    times, gaps, _ = clearance(ball, _overlap(case))
    return expect(_flight(case)).to_bounce_off_walls(
        at_least=int(tol["bounces_min"]),
        at_wall_share=tol["pixels_in_share"] if ball.from_pixels else tol["bounces_at_wall_share"],
        reach=tol["wall_reach_radius_share"],
        reach_px=tol["wall_reach_px"],
        reversed_share=tol["bounces_reversed_share"],
        restitution=(tol["restitution_min"], tol["restitution_max"]),
        miss_share=tol["predicted_miss_share"],
        gap_times_s=times,
        gaps_px=gaps,
    )


def spin_transfer(case: AnimationCase) -> Result:
    tol = case.tolerances
    return expect(_flight(case)).to_take_push_from_walls(
        reach=tol["wall_reach_radius_share"],
        reach_px=tol["wall_reach_px"],
        significance=tol["push_significance"],
        negligible=tol["push_negligible"],
        miss_share=tol["predicted_miss_share"],
    )


def keeps_moving(case: AnimationCase) -> Result:
    tol = case.tolerances
    times, gaps, _ = clearance(_ball(case), _overlap(case))
    return expect(_flight(case)).to_keep_moving(
        min(case.seconds, case.reception.time_s),
        times,
        gaps,
        every_s=tol["moving_every_s"],
        flying_share=tol["moving_flying_share"],
        slowest=tol["moving_slowest"],
        fastest=tol["moving_fastest"],
        beyond_fall=tol["moving_beyond_fall"],
        grown=tol["moving_grown"],
    )


def trail(case: AnimationCase) -> Result:
    left, right = _hexagons(case)
    tol = case.tolerances
    ball = _ball(case)
    marks = trail_marks(case.scene, left, right, ball)
    # Where the trail has marks, the pictures need only show that they are to be seen.
    some = {} if marks is None else {"pictures": PICTURES_BESIDE_MARKS}
    return expect_trail(
        trail_curve(case.scene, left, right, ball, **some),
        marks,
        visible=tol["trail_visible"],
        faded=tol["trail_faded"],
        unfaded=tol["trail_unfaded"],
        gone=tol["trail_gone"],
        gone_after_s=tol["trail_gone_after_s"],
    )


def integrity(case: AnimationCase) -> Result:
    tol = case.tolerances
    expected = "an untouched recorder, whose shapes are what the screen shows"
    if case.reception.broken:
        return Result.judged(False, expected, f"the recording is broken: {case.reception.broken}")
    tampered = [text for kind, text in case.reception.notes if kind == "tamper"]
    if tampered:
        return Result.judged(False, expected, f"the program meddled with the recorder: {tampered[0]}")
    _drawn(case)
    return expect_witnesses_agree(
        compare(case.scene, case.scene.ball(BALL), case.scene.pair(SIDES) or ()),
        wrong_share=tol["pixels_wrong_share"],
        subject_share=tol["ball_pixels_wrong_share"],
        blob_share=tol["pixels_wrong_patch"],
        entity_share=tol["entity_seen_share"],
        entity_missing=tol["entity_missing_share"],
        pictures=int(tol["pictures_wrong"]),
    )


def explained(case: AnimationCase) -> Result:
    if case.submission.kind != "answer":
        raise NotAsked("the submission is a program alone")
    tol = case.tolerances
    return expect_explained(
        case.submission,
        words=TOPICS,
        mechanisms=MECHANISMS,
        comment_share=tol["comment_share"],
        characters=int(tol["prose_characters"]),
    )


# ── what the checks look at; each says why where it cannot be had ────────────────────────────────────────────────────


def _drawn(case: AnimationCase) -> None:
    if case.unseen:
        raise NotReachable(case.unseen)
    if not any(case.scene.drawn) and case.scene.tainted_share == 0:
        raise NotReachable("nothing was drawn")


def _hexagons(case: AnimationCase) -> tuple[PolygonTrack, PolygonTrack]:
    pair = case.scene.pair(SIDES)
    if pair is None:
        raise NotReachable("two hexagons were not found")
    return pair


def _ball(case: AnimationCase) -> BallTrack:
    ball = case.scene.ball(BALL)
    if ball is None:
        raise NotReachable("the ball was not found")
    return ball


def _overlap(case: AnimationCase) -> Overlap:
    overlap = case.scene.overlap(*_hexagons(case))
    if overlap is None:
        raise NotReachable("the two hexagons are never seen together")
    return overlap


def _flight(case: AnimationCase) -> BallFlight:
    return case.scene.flight(_ball(case), *_hexagons(case))


def _past_wall_px(case: AnimationCase) -> float:
    left, right = _hexagons(case)
    tol = case.tolerances
    ball = _ball(case)
    line = tol["past_wall_px"] + max(left.width, right.width) / 2
    slack = tol["pixels_slack_px"] if ball.from_pixels or left.from_pixels else 0.0
    return max(line, tol["past_wall_radius_share"] * ball.radius) + slack
