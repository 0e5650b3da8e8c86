"""Labels on a picture: small plates beside what they name, placed where they cover neither the edge nor one another."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from sandbox.report.colours import RIM, Colour, role_colour
from sandbox.text import one_line

if TYPE_CHECKING:
    from PIL import ImageDraw, ImageFont

__all__ = ["Box", "Corner", "Label", "draw_badge", "draw_labels", "text_font"]

Box = tuple[float, float, float, float]
"""left, top, right, bottom in px of the canvas."""

Corner = tuple[bool, bool]
"""(right, bottom)."""

PLATE = (12, 14, 18, 208)
STRONG_PLATE = (190, 18, 60, 255)  # white on it has a contrast of 6.5
WHITE: Colour = (255, 255, 255)
# The first that is installed and has every character of the text is used; the last resort comes with Pillow.
FONTS = (
    "DejaVuSans.ttf", "NotoSans-Regular.ttf", "LiberationSans-Regular.ttf", "Arial.ttf", "NotoSansCJK-Regular.ttc",
    "wqy-microhei.ttc", "PingFang.ttc", "msyh.ttc", "DroidSansFallbackFull.ttf",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Label:
    """`x`, `y`: the point named, px of the canvas; `gap`: how far from it the plate stays, px. What is "bad" is set white on
    red."""

    text: str
    x: float
    y: float
    role: str
    gap: float = 8.0

    @property
    def strong(self) -> bool:
        return self.role == "bad"


@lru_cache(maxsize=64)
def _font(name: str, size: int) -> ImageFont.FreeTypeFont | None:
    from PIL import ImageFont

    try:
        return ImageFont.truetype(name, size)
    except OSError:
        return None


def text_font(text: str, size: int) -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    """A font of `size` px that has the text's characters, if one is installed."""
    from PIL import ImageFont

    fonts = [font for font in (_font(name, size) for name in FONTS) if font is not None]
    for font in fonts:
        nothing = bytes(font.getmask("\uffff"))
        if all(c.isspace() or bytes(font.getmask(c)) != nothing for c in set(text)):
            return font
    return fonts[0] if fonts else ImageFont.load_default(size)


def draw_labels(
    draw: ImageDraw.ImageDraw, labels: list[Label], clear: list[Box], *, width: int, height: int, size: int
) -> None:
    """Draws them in the order given, over none of the boxes `clear`; one that finds no free place is left out, as it would
    hide what others show."""
    taken = list(clear)
    for label in labels:
        text = one_line(label.text, 60)
        if not text:
            continue
        w, h = _plate_size(draw, text, size)
        box = _place(label, w, h, width, height, taken)
        if box is not None:
            taken.append(box)
            _plate(draw, box, text, size, label.role)


def draw_badge(draw: ImageDraw.ImageDraw, text: str, role: str, corner: Corner, width: int, height: int, size: int) -> Box:
    """One plate in a corner, larger than labels; returns the box that it covers."""
    text, size = one_line(text, 60), round(size * 1.25)
    w, h = _plate_size(draw, text, size)
    if w > (room := width - size * 1.2):
        text = one_line(text, max(1, int(len(text) * room / w) - 1))
        w, h = _plate_size(draw, text, size)
    x = width - w - size * 0.6 if corner[0] else size * 0.6
    y = height - h - size * 0.6 if corner[1] else size * 0.6
    box = (x, y, x + w, y + h)
    _plate(draw, box, text, size, role)
    return box


def _plate_size(draw: ImageDraw.ImageDraw, text: str, size: int) -> tuple[float, float]:
    left, _, right, _ = draw.textbbox((0, 0), text, font=text_font(text, size))
    return right - left + size * 0.8, size * 1.6


def _plate(draw: ImageDraw.ImageDraw, box: Box, text: str, size: int, role: str) -> None:
    font = text_font(text, size)
    left, top, _, bottom = draw.textbbox((0, 0), text, font=font)
    strong = role == "bad"
    draw.rounded_rectangle(
        box, radius=(box[3] - box[1]) * 0.3, fill=STRONG_PLATE if strong else PLATE, outline=RIM, width=max(1, size // 16)
    )
    at = (box[0] + size * 0.4 - left, (box[1] + box[3] - top - bottom) / 2)
    draw.text(at, text, font=font, fill=(*(WHITE if strong else role_colour(role)), 255))


def _place(label: Label, w: float, h: float, width: int, height: int, taken: list[Box]) -> Box | None:
    for ring in (1.0, 2.5, 5.0, 9.0):
        gap = label.gap * ring
        for dx, dy in ((0, -1), (1, 0), (0, 1), (-1, 0), (1, -1), (1, 1), (-1, 1), (-1, -1)):
            x = label.x + dx * (gap + w / 2) - w / 2
            y = label.y + dy * (gap + h / 2) - h / 2
            box = (x, y, x + w, y + h)
            inside = x >= 2 and y >= 2 and box[2] <= width - 2 and box[3] <= height - 2
            if inside and not any(_overlap(box, other) for other in taken):
                return box
    return None


def _overlap(a: Box, b: Box) -> bool:
    return a[0] < b[2] + 4 and b[0] < a[2] + 4 and a[1] < b[3] + 4 and b[1] < a[3] + 4
