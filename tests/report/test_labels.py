"""Labels hide neither one another nor what they name."""

from __future__ import annotations

from itertools import combinations

import pytest
from PIL import Image, ImageDraw, ImageFont

from sandbox.report.labels import Box, Label, draw_badge, draw_labels, text_font

WIDTH, HEIGHT = 800, 600


@pytest.fixture
def boxes(monkeypatch: pytest.MonkeyPatch) -> list[Box]:
    """The plates drawn, in their order."""
    drawn: list[Box] = []
    plain = ImageDraw.ImageDraw.rounded_rectangle

    def remembered(self: ImageDraw.ImageDraw, box: Box, *args: object, **options: object) -> None:
        drawn.append(box)
        plain(self, box, *args, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(ImageDraw.ImageDraw, "rounded_rectangle", remembered)
    return drawn


def draw(labels: list[Label], clear: list[Box] | None = None) -> Image.Image:
    picture = Image.new("RGB", (WIDTH, HEIGHT), (100, 100, 100))
    draw_labels(ImageDraw.Draw(picture, "RGBA"), labels, clear or [], width=WIDTH, height=HEIGHT, size=16)
    return picture


def apart(a: Box, b: Box) -> bool:
    return a[2] <= b[0] or b[2] <= a[0] or a[3] <= b[1] or b[3] <= a[1]


def test_many_labels_at_one_point_stay_apart_and_inside(boxes: list[Box]) -> None:
    clear = (390.0, 290.0, 410.0, 310.0)
    draw([Label(f"label {k}", 400, 300, "first") for k in range(9)], [clear])
    assert len(boxes) == 9
    assert all(apart(a, b) for a, b in combinations([*boxes, clear], 2))


@pytest.mark.parametrize("corner", [(0, 0), (WIDTH, 0), (0, HEIGHT), (WIDTH, HEIGHT)])
def test_label_of_a_corner_is_inside(corner: tuple[int, int], boxes: list[Box]) -> None:
    draw([Label("at the very edge", *corner, "first")])
    (box,) = boxes
    assert box[0] >= 0 and box[1] >= 0 and box[2] <= WIDTH and box[3] <= HEIGHT


def test_label_without_a_free_place_is_left_out(boxes: list[Box]) -> None:
    draw([Label("nowhere", 400, 300, "first")], [(0, 0, WIDTH, HEIGHT)])
    assert boxes == []


def test_what_is_wrong_is_white_on_red() -> None:
    colours = {colour for _, colour in draw([Label("out", 400, 300, "bad")]).getcolors(100_000) or []}
    assert {(190, 18, 60), (255, 255, 255)} <= colours


def test_badge_stands_in_its_corner() -> None:
    pen = ImageDraw.Draw(Image.new("RGB", (WIDTH, HEIGHT)), "RGBA")
    left = draw_badge(pen, "✗ contained", "bad", (False, True), WIDTH, HEIGHT, 16)
    right = draw_badge(pen, "✗ contained", "bad", (True, False), WIDTH, HEIGHT, 16)
    assert left[0] < 20 and left[3] > HEIGHT - 20
    assert right[2] > WIDTH - 20 and right[1] < 20


def test_badge_is_never_wider_than_the_picture(boxes: list[Box]) -> None:
    pen = ImageDraw.Draw(Image.new("RGB", (200, 100)), "RGBA")
    draw_badge(pen, "✗ a check with a long name  1.00 s", "bad", (False, True), 200, 100, 16)
    assert boxes[0][0] >= 0 and boxes[0][2] <= 200


def test_font_has_the_text_s_characters_where_one_is_installed() -> None:
    found = [text_font(text, 16) for text in ("left ↺ 40 °/s", "双六边形")]
    fonts = {font.getname() for font in found if isinstance(font, ImageFont.FreeTypeFont)}
    if not any("CJK" in (name or "") or "WenQuanYi" in (name or "") for name, _ in fonts):
        pytest.skip("no font with Chinese characters is installed on this machine")
    assert len(fonts) == 2
