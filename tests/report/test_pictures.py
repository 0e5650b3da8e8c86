"""Evidence drawn over frames."""

from __future__ import annotations

import numpy as np
import pytest

from sandbox.evidence import MarkedFrame, Shape
from sandbox.recording.captures import Captures
from sandbox.recording.wire import Capture
from sandbox.report.colours import role_colour
from sandbox.report.pictures import frame_near, marked
from tests.report.made import HEIGHT, WIDTH, captures, report

SCALE = 3  # the frames of made.py are small and are enlarged by whole pixels


def picture(*shapes: Shape, time_s: float = 1.0, badge: str = "") -> np.ndarray:
    return marked(report(), MarkedFrame("frame", "check", "title", time_s, shapes, badge))


def near(image: np.ndarray, x: float, y: float, role: str) -> bool:
    """Whether the role's colour is within two px of a point of the frame."""
    x, y = round(x * SCALE), round(y * SCALE)
    patch = image[max(0, y - 6) : y + 7, max(0, x - 6) : x + 7].astype(int)
    return bool((np.abs(patch - role_colour(role)).max(axis=2) < 40).any())


def test_small_frames_are_enlarged_by_whole_pixels() -> None:
    assert picture().shape == (HEIGHT * SCALE, WIDTH * SCALE, 3)


@pytest.mark.parametrize("role", ["first", "second", "region", "subject", "path", "bad"])
@pytest.mark.parametrize("kind", ["outline", "area", "path", "arrow"])
def test_lines_lie_where_they_were_measured(kind: str, role: str) -> None:
    image = picture(Shape(kind, ((20.0, 20.0), (140.0, 20.0), (140.0, 100.0)), role))
    assert near(image, 80, 20, role)
    assert near(image, 140, 60, role)
    assert near(image, 80, 60, role) == (kind in ("outline", "area"))  # closed
    assert not near(image, 30, 100, role)


def test_disc_has_its_radius_and_a_ring_stands_off_from_it() -> None:
    image = picture(Shape("disc", ((80.0, 60.0),), "subject", radius=20.0))
    assert near(image, 100, 60, "subject") and near(image, 80, 40, "subject")
    assert not near(image, 80, 60, "subject")
    image = picture(Shape("ring", ((80.0, 60.0),), "bad", radius=20.0))
    assert near(image, 120, 60, "bad")
    assert not near(image, 100, 60, "bad")


def test_violation_is_thicker_than_the_rest() -> None:
    def painted(role: str) -> int:
        image = picture(Shape("path", ((20.0, 60.0), (140.0, 60.0)), role)).astype(int)
        return int((np.abs(image - role_colour(role)).max(axis=2) < 60).sum())

    assert painted("bad") > 1.4 * painted("first")


def test_badge_tells_what_and_when_in_the_picture_itself() -> None:
    plain, badged = picture(), picture(badge="✗ contained  1.00 s")
    differing = np.argwhere((plain != badged).any(axis=2))
    assert differing[:, 0].min() > HEIGHT * SCALE * 0.8
    assert differing[:, 1].max() < WIDTH * SCALE * 0.7


def test_shapes_far_off_or_without_points_are_left_out() -> None:
    wild = (Shape("path", ((1e300, 0.0), (-1e300, 1.0)), "bad"), Shape("disc", ((80.0, 60.0),), "bad", radius=1e300))
    point = ((1.0, 1.0),)
    nothing = (Shape("outline", (), "bad"), Shape("unknown", point, "no such role"), Shape("area", point, "bad"))
    assert picture(*wild, *nothing).shape == (HEIGHT * SCALE, WIDTH * SCALE, 3)


def test_frame_of_either_run_that_is_nearest_is_taken() -> None:
    made = report(frames=[0.0, 1.0], moments=captures(0.9, 5.0))
    assert [(frame_near(made, t) or (None,))[0] for t in (0.1, 0.92, 0.97, 9.0)] == [0.0, 0.9, 1.0, 5.0]


def test_capture_that_cannot_be_read_gives_way_to_another() -> None:
    broken = Captures()
    broken.add(Capture(0, 1_000_000_000, WIDTH, HEIGHT, b"nonsense"))
    found = frame_near(report(frames=[0.0], moments=broken), 1.0)
    assert found is not None and found[0] == 0.0


def test_without_any_frame_the_picture_is_blank_and_of_the_window_s_size() -> None:
    image = marked(report(frames=[]), MarkedFrame("frame", "check", "title", 0.0, ()))
    assert image.shape == (HEIGHT * SCALE, WIDTH * SCALE, 3)
    assert len(np.unique(image.reshape(-1, 3), axis=0)) == 1
