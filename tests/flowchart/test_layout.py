"""What is wrong with a layout, and what a fair judge lets pass."""

from __future__ import annotations

from pathlib import Path

import pytest

from sandbox.flowchart.assemble import read_chart
from sandbox.flowchart.layout import LayoutKind, LayoutProblem, LayoutTolerances, layout_problems
from sandbox.flowchart.reading import read_drawing
from tests.flowchart.sorting import DRAWINGS
from tests.flowchart.test_chart import MARKER, TWO, arrow, box, drawing, middle, rect


def problems(body: str, **tolerances: float) -> list[LayoutProblem]:
    read = drawing(body)
    return layout_problems(read, read_chart(read), LayoutTolerances(**tolerances))


@pytest.mark.parametrize("path", DRAWINGS, ids=[path.stem for path in DRAWINGS])
def test_charts_that_look_good_have_no_problem(path: Path) -> None:
    read = read_drawing(path.read_bytes())
    assert layout_problems(read, read_chart(read)) == []


def test_boxes_that_overlap() -> None:
    wires = arrow("100,100 100,159") + arrow("40,50 20,50 20,80 39,80")
    (problem,) = problems(box("A", 100, 50) + box("B", 100, 80) + box("C", 100, 180) + wires)
    assert problem.kind is LayoutKind.OVERLAP
    assert problem.words == "'A' and 'B' overlap by 0.7 em"
    assert problem.size_em == pytest.approx(10 / 14)
    assert problem.points == ((40, 60), (160, 60), (160, 70), (40, 70))


def test_boxes_that_touch_do_not_overlap() -> None:
    assert problems(box("A", 100, 50) + box("B", 100, 90) + arrow("160,50 180,50 180,90 160,90")) == []


def test_a_text_far_wider_than_its_box() -> None:
    (problem,) = problems(box("sorted_array = bubble_sort(arr)", 100, 50) + box("B", 100, 150) + arrow("100,70 100,129"))
    assert problem.kind is LayoutKind.TEXT_OUTSIDE
    assert problem.words.startswith("'sorted_array = bubble_sort(arr)' stands out of its box by")


def test_a_text_that_stands_out_at_both_sides() -> None:
    narrow = rect(55, 30, 90, 40) + middle("Swap arr[j], arr[j + 1]", 100, 54)
    (problem,) = problems(narrow + box("B", 100, 150) + arrow("100,70 100,129"))
    assert problem.words.startswith("'Swap arr[j], arr[j + 1]' stands out of its box by 1")


def test_texts_on_top_of_each_other() -> None:
    (problem,) = problems(box("i = 0", 100, 50) + middle("start value", 100, 58) + box("B", 100, 150) + arrow("100,70 100,129"))
    assert problem.kind is LayoutKind.TEXTS
    assert problem.words.startswith("'i = 0' and 'start value' are written over each other by")


def test_a_text_with_a_shadow_is_one() -> None:
    shadow = middle("i = 0", 101, 56)
    assert problems(shadow + box("i = 0", 100, 50) + box("B", 100, 150) + arrow("100,70 100,129")) == []


def test_a_text_wider_than_its_diamond_at_that_height() -> None:
    diamond = '<polygon points="100,20 170,50 100,80 30,50" fill="#fff" stroke="#000"/>'
    wide = middle("while (j &lt; n - i - 1)", 100, 42) + middle("holds ?", 100, 60)
    (problem,) = problems(diamond + wide + box("B", 100, 150) + arrow("100,80 100,129"))
    assert problem.kind is LayoutKind.TEXT_OUTSIDE


@pytest.mark.parametrize("text", ["bubble_sort(arr)", "input_array = [64]", "交换相邻的两个元素"])
def test_a_text_that_may_fit_in_some_font_passes(text: str) -> None:
    assert problems(box(text, 100, 50) + box("B", 100, 150) + arrow("100,70 100,129")) == []


def test_a_text_below_its_box() -> None:
    tall = rect(40, 30, 120, 40) + "".join(middle(f"line {k}", 100, 40 + 19 * k) for k in range(3))
    (problem,) = problems(tall + box("B", 100, 150) + arrow("160,50 200,50 200,150 161,150"))
    assert problem.words.startswith("'line 2' stands out of its box")
    assert problem.words.endswith("above or below")


def test_an_arrow_through_another_box() -> None:
    (problem,) = problems(TWO + box("C", 100, 250) + arrow("100,70 100,129") + arrow("40,50 20,50 20,150 100,150 100,229"))
    assert problem.kind is LayoutKind.THROUGH
    assert problem.words.startswith("the arrow from 'A' to 'C' runs through 'B'")


def test_an_arrow_along_a_border_passes() -> None:
    assert problems(TWO + box("C", 100, 250) + arrow("100,70 100,129") + arrow("160,50 162,50 162,250 161,250")) == []


def test_an_arrow_that_ends_in_the_air() -> None:
    (problem,) = problems(TWO + arrow("100,70 100,129") + arrow("160,50 300,50"))
    assert problem.kind is LayoutKind.IN_THE_AIR
    assert problem.words == "an arrow that ends in the air"


def test_an_arrow_that_stops_short() -> None:
    (problem,) = problems(TWO + arrow("100,70 100,105"))
    assert problem.words == "the arrow from 'A' to 'B' ends in the air, 1.7 em from its box"
    assert problems(TWO + arrow("100,74 100,121")) == []


@pytest.mark.parametrize(
    ("body", "name"),
    [
        (box("B", 570, 150) + arrow("100,70 100,150 509,150"), "'B'"),
        (box("B", 100, 150) + arrow("40,50 -30,50 -30,150 39,150"), "the arrow from 'A' to 'B'"),
        (
            box("B", 100, 150) + arrow("100,70 100,129") + '<text x="560" y="300">a remark</text>',
            "the text 'a remark'",
        ),
    ],
)
def test_what_lies_outside_the_view(body: str, name: str) -> None:
    found = problems(box("A", 100, 50) + body)
    assert {one.kind for one in found} == {LayoutKind.OUTSIDE_VIEW}
    assert any(one.words.startswith(f"{name} stands out of the viewBox by") for one in found)


def test_without_a_view_nothing_is_outside() -> None:
    read = read_drawing(f'<svg xmlns="http://www.w3.org/2000/svg">{MARKER}{TWO}{arrow("100,70 100,129")}</svg>')
    assert layout_problems(read, read_chart(read)) == []


def test_tolerances_have_names() -> None:
    body = TWO + arrow("100,74 100,121")
    assert problems(body) == []
    assert [one.kind for one in problems(body, air_em=0.2)] == [LayoutKind.IN_THE_AIR] * 2
