"""Plots are well-formed SVG whose every part lies inside the picture."""

from __future__ import annotations

import math
import re
from xml.etree import ElementTree

import pytest

from sandbox.evidence import Band, Mark, Plot, Series
from sandbox.report.plots import plot_file, plot_svg
from tests.report.made import HOSTILE

SVG = "{http://www.w3.org/2000/svg}"
LINE = Series("left", (0.0, 1.0, 2.0), (0.0, 5.0, -5.0))


def plot(*series: Series, **parts: object) -> Plot:
    return Plot("id", "check", "Title", "px", series, **parts)  # type: ignore[arg-type]


def drawn(of: Plot, width: int = 760, height: int = 270) -> ElementTree.Element:
    return ElementTree.fromstring(plot_svg(of, width, height))


def words(svg: ElementTree.Element) -> list[str]:
    return ["".join(text.itertext()) for text in svg.iter(f"{SVG}text")]


@pytest.mark.parametrize(("width", "height"), [(760, 270), (360, 230)])
def test_everything_lies_inside_the_picture(width: int, height: int) -> None:
    wild = Series("wild", (0.0, 1e9, math.nan), (1e308, -1e308, math.inf), dots=True)
    svg = drawn(plot(LINE, wild, marks=(Mark(1e9, "late"), Mark(math.nan, "never"))), width, height)
    for element in svg.iter():
        for name in ("x", "x1", "x2", "cx"):
            assert 0 <= float(element.get(name, 0)) <= width
        for name in ("y", "y1", "y2", "cy"):
            assert 0 <= float(element.get(name, 0)) <= height
        assert "nan" not in ElementTree.tostring(element, "unicode").lower()


def test_gap_breaks_the_line() -> None:
    svg = drawn(plot(Series("left", (0.0, 1.0, 2.0, 3.0), (1.0, math.nan, 2.0, 3.0))))
    path = next(e for e in svg.iter(f"{SVG}path"))
    assert re.sub(r"[\d. ]+", " ", path.get("d", "")) == "M M L "


def test_plot_of_nothing_still_has_axes() -> None:
    assert "simulated time, s" in words(drawn(plot(Series("left", (), ()))))


def test_legend_names_lines_and_bands_where_there_are_several() -> None:
    assert "left" not in words(drawn(plot(LINE)))
    found = words(drawn(plot(LINE, bands=(Band(None, 0.0, "outside", "bad"),))))
    assert {"left", "outside"} <= set(found)


def test_violation_is_named_with_its_time() -> None:
    assert "contained 1.50 s" in words(drawn(plot(LINE, marks=(Mark(1.5, "contained"),))))


def test_time_starts_at_nought_where_the_first_measurement_is_a_frame_later() -> None:
    assert "0" in words(drawn(plot(Series("left", (0.02, 30.0, 60.0), (1.0, 2.0, 3.0)))))


def test_hostile_words_are_text() -> None:
    bad = plot(Series(HOSTILE, (0.0, 1.0), (0.0, 1.0), HOSTILE), bands=(Band(0.0, 1.0, HOSTILE),), marks=(Mark(0.5, HOSTILE),))
    svg = drawn(bad)
    assert {element.tag.removeprefix(SVG) for element in svg.iter()} <= {"svg", "text", "line", "path", "rect", "circle", "g"}
    assert not set("".join(svg.itertext())) & set("\x1b\x00\u202e\ud800")


def test_file_is_a_whole_picture_for_light_and_dark() -> None:
    text = plot_file(plot(LINE))
    svg = ElementTree.fromstring(text)
    assert "Title" in words(svg)
    assert "prefers-color-scheme:dark" in text
    assert "http" not in text.replace("http://www.w3.org/2000/svg", "")
