"""Lines drawn as several pieces, with heads of their own, that do not quite meet: what is one line, and what is none."""

from __future__ import annotations

import pytest

from sandbox.flowchart.chart import Chart
from tests.flowchart.test_chart import TWO, arrow, box, chart, middle, ways

THREE = TWO + box("C", 300, 150)
ON = arrow("100,70 100,129")


def piece(*points: str) -> str:
    return "".join(arrow(line, "") for line in points)


def said(read: Chart) -> list[str]:
    return [part.what for part in read.unread]


@pytest.mark.parametrize(
    "wire",
    [
        piece("100,72 100,96") + arrow("104,104 104,128"),
        piece("100,72 100,104") + arrow("105,97 105,128"),
        piece("162,50 204,50", "210,56 210,96", "204,104 104,104") + arrow("100,108 100,128"),
        piece("96,68 96,118") + '<polygon points="99,124 109,124 104,134"/>',
        piece("100,72 100,130", "88,121 94,130", "114,119 108,128"),
        piece("100,72 100,130") + '<polyline points="102,116 108,125 114,116" fill="none" stroke="#000"/>',
        piece("100,72 100,126") + '<polyline points="94,131 100,137 106,131" fill="none" stroke="#000"/>',
    ],
    ids=["gap", "overlap", "corners", "head-beside", "legs-apart", "chevron-beside", "chevron-inside-the-box"],
)
def test_pieces_that_four_px_moved_apart_are_one_arrow(wire: str) -> None:
    read = chart(wire + TWO)
    assert ways(read) == ["A -> B"]
    assert said(read) == []
    assert not any(edge.inferred for edge in read.edges)


@pytest.mark.parametrize(
    "wire",
    [
        piece("160,50 230,50") + arrow("250,50 300,50 300,129"),
        piece("160,50 230,50") + arrow("230,66 300,66 300,129"),
    ],
    ids=["20-px-wide", "16-px-beside"],
)
def test_a_gap_in_a_way_stays_a_gap(wire: str) -> None:
    assert "A -> C" not in ways(chart(ON + THREE + wire))


def test_a_stem_and_two_branches_are_a_fork() -> None:
    boxes = TWO + box("C", 300, 20) + box("D", 300, 80)
    wires = piece("160,50 205,50") + arrow("210,46 210,20 239,20") + arrow("210,54 210,80 239,80")
    assert ways(chart(ON + boxes + wires)) == ["A -> B", "A -> C", "A -> D"]


def test_corners_12_px_apart_keep_to_themselves() -> None:
    boxes = box("A", 100, 50) + box("B", 300, 50) + box("C", 500, 150) + box("D", 500, 250)
    first = piece("100,72 100,154", "104,150 400,150") + arrow("404,151 439,151")
    second = piece("300,70 300,140", "304,138 404,138", "412,142 412,246") + arrow("408,250 439,250")
    assert ways(chart(boxes + first + second)) == ["A -> C", "B -> D"]


def test_an_arrow_that_ends_in_the_air_beside_a_line_is_still_told() -> None:
    read = chart(ON + THREE + arrow("160,50 240,50") + piece("255,60 300,60"))
    assert said(read) == ["an arrow that ends in the air"]
    assert ways(read) == ["A -> B"]


def test_one_head_does_for_one_of_two_lines() -> None:
    read = chart(TWO + piece("90,72 90,122", "112,72 112,128") + '<polygon points="85,120 95,120 90,130"/>')
    assert sorted(edge.inferred for edge in read.edges) == [False, True]


def test_two_heads_side_by_side_go_to_two_lines() -> None:
    boxes = TWO + box("C", 100, 250)
    one = '<polygon points="155,131 155,141 165,136" transform="rotate(180 160 136)"/>'
    two = '<polygon points="155,147 155,157 165,152" transform="rotate(180 160 152)"/>'
    wires = piece("160,50 220,50 220,136 168,136", "160,250 220,250 220,152 168,152") + one + two
    assert ways(chart(boxes + wires)) == ["A -> B", "C -> B"]


def test_arrows_to_and_from_one_corner_of_a_box_do_not_join() -> None:
    boxes = '<polygon points="300,20 380,60 300,100 220,60" fill="#fff" stroke="#000"/>' + middle("i &lt; n", 300, 65)
    boxes += box("B", 60, 160) + box("C", 60, 240)
    wires = arrow("218,58 60,110 60,139") + arrow("120,240 190,180 222,70")
    assert ways(chart(boxes + wires)) == ["C -> i < n", "i < n -> B"]


def test_a_way_that_merges_just_below_a_box_does_not_lead_to_it() -> None:
    boxes = TWO + box("C", 300, 250)
    head = '<polygon points="110,74 110,84 101,79"/>'
    assert ways(chart(boxes + ON + arrow("240,250 200,250 200,84 105,84", "") + head)) == ["A -> B", "C -> B"]


def test_an_arrow_between_boxes_that_almost_touch_has_both() -> None:
    assert ways(chart(box("A", 100, 50) + box("B", 100, 98) + arrow("100,66 100,74"))) == ["A -> B"]


def test_a_first_piece_that_lies_half_in_its_box_belongs_to_the_way() -> None:
    read = chart(THREE + ON + piece("80,62 80,73", "84,80 10,80", "12,84 12,200", "10,204 300,204") + arrow("300,206 300,171"))
    assert ways(read) == ["A -> B", "A -> C"]


def test_hatching_over_a_box_is_no_line() -> None:
    lines = " ".join(f"M{x} 172 L{x + 44} 128" for x in range(42, 120, 6))
    read = chart(TWO + ON + f'<path d="{lines}" fill="none" stroke="#ccc"/>')
    assert ways(read) == ["A -> B"]
    assert said(read) == []


def test_pieces_that_a_pen_draws_twice_do_not_branch_where_a_line_crosses() -> None:
    boxes = box("A", 100, 50) + box("B", 100, 250) + box("C", 300, 50) + box("D", 300, 250)
    pen = "M100 70L100.6 149 M100.3 69.6L99.6 149.4 M100.4 149.2L100 229 M99.8 149.5L100.5 228.6"
    crossing = arrow("240,60 100,151 40,180 20,330 300,330 300,271")
    read = chart(f'{boxes}{crossing}<path d="{pen}" fill="none" stroke="#000" marker-end="url(#a)"/>')
    assert ways(read) == ["A -> B", "C -> D"]
    assert said(read) == []
