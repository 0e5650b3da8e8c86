"""Colours as a person names them: distances and hues in OKLab, not in RGB.

OKLab: Björn Ottosson, "A perceptual color space for image processing" (2020), https://bottosson.github.io/posts/oklab/.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache

__all__ = ["HUES", "Hue", "chroma", "distance", "hue_degrees", "is_named", "name_of", "oklab"]


@dataclass(frozen=True, slots=True)
class Hue:
    """A hue name's range in OKLab degrees. Inside `sure` it is that colour to everyone; inside `maybe` some would say so."""

    name: str
    sure: tuple[float, float]
    maybe: tuple[float, float]


# For orientation: red is at 29°, orange 70°, yellow 110°, green 142°, cyan 195°, azure 255°, blue 264°, magenta 328°.
HUES = {
    "red": Hue("red", (3.0, 45.0), (-10.0, 55.0)),
    "orange": Hue("orange", (50.0, 80.0), (42.0, 92.0)),
    "yellow": Hue("yellow", (92.0, 114.0), (85.0, 122.0)),
    "green": Hue("green", (122.0, 172.0), (112.0, 188.0)),
    "cyan": Hue("cyan", (188.0, 215.0), (175.0, 225.0)),
    "blue": Hue("blue", (222.0, 292.0), (208.0, 302.0)),
    "purple": Hue("purple", (296.0, 325.0), (288.0, 335.0)),
    "pink": Hue("pink", (335.0, 363.0), (325.0, 370.0)),
}
MIN_CHROMA = 0.055  # below this a colour is a grey to most people
SURE_CHROMA = 0.08


@lru_cache(maxsize=65536)
def oklab(colour: int) -> tuple[float, float, float]:
    """(lightness 0…1, a, b) of 0xRRGGBB."""
    linear = []
    for shift in (16, 8, 0):
        v = (colour >> shift & 255) / 255
        linear.append(v / 12.92 if v <= 0.04045 else ((v + 0.055) / 1.055) ** 2.4)
    r, g, b = linear
    long = math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b)
    medium = math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b)
    short = math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b)
    return (
        0.2104542553 * long + 0.7936177850 * medium - 0.0040720468 * short,
        1.9779984951 * long - 2.4285922050 * medium + 0.4505937099 * short,
        0.0259040371 * long + 0.7827717662 * medium - 0.8086757660 * short,
    )


def chroma(colour: int) -> float:
    """Colourfulness, 0 for greys, about 0.26 for pure red, 0.31 for pure blue."""
    _, a, b = oklab(colour)
    return math.hypot(a, b)


def hue_degrees(colour: int) -> float:
    """0…360; meaningless for greys."""
    _, a, b = oklab(colour)
    return math.degrees(math.atan2(b, a)) % 360.0


def distance(one: int, other: int) -> float:
    """Euclidean distance in OKLab: about 0.02 is just noticeable, black to white is 1."""
    return math.dist(oklab(one), oklab(other))


def _within(hue: float, span: tuple[float, float]) -> bool:
    return span[0] <= hue <= span[1] or span[0] <= hue - 360.0 <= span[1]


def is_named(colour: int, name: str) -> bool | None:
    """True where everyone would call it `name`, False where nobody would, None between."""
    hue, amount = hue_degrees(colour), chroma(colour)
    names = HUES[name]
    if _within(hue, names.sure) and amount >= SURE_CHROMA:
        return True
    return None if _within(hue, names.maybe) and amount >= MIN_CHROMA else False


def name_of(colour: int) -> str:
    """A short English name for messages, with the hex value."""
    lightness, hue, amount = oklab(colour)[0], hue_degrees(colour), chroma(colour)
    if amount < MIN_CHROMA:
        word = "black" if lightness < 0.25 else "white" if lightness > 0.93 else "grey"
    else:

        def off(span: tuple[float, float]) -> float:
            middle = (span[0] + span[1]) / 2
            return abs((hue - middle + 180.0) % 360.0 - 180.0) / (span[1] - span[0])

        word = min(HUES.values(), key=lambda h: off(h.sure)).name
    return f"{word} (#{colour:06x})"
