"""From drawings to charts: by tool and manner, then one idiom at a time."""

from __future__ import annotations

from pathlib import Path

import pytest

from sandbox.flowchart.assemble import read_chart, read_charts
from sandbox.flowchart.chart import Chart, NodeShape
from sandbox.flowchart.drawing import Drawing
from sandbox.flowchart.reading import read_drawing
from tests.flowchart.sketch import sketch
from tests.flowchart.sorting import CORE, DRAWINGS, core, dead_ends

by_name = pytest.mark.parametrize("path", DRAWINGS, ids=[path.stem for path in DRAWINGS])
SIZE = 'viewBox="0 0 10 10" refX="9" refY="5" markerWidth="7" markerHeight="7"'
MARKER = f'<marker id="a" {SIZE} orient="auto"><path d="M0 0L10 5L0 10z"/></marker>'
TURNED = f'<marker id="b" {SIZE} orient="auto-start-reverse"><path d="M0 0L10 5L0 10z"/></marker>'
BACKWARDS = f'<marker id="b" {SIZE.replace("9", "1", 1)} orient="auto"><path d="M10 0L0 5L10 10z"/></marker>'


def chart(body: str) -> Chart:
    return read_chart(drawing(body))


def drawing(body: str) -> Drawing:
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 600 600" font-size="14">{MARKER}'
    return read_drawing(f"{head}{body}</svg>")


def middle(text: str, x: float, y: float, rest: str = "") -> str:
    return f'<text x="{x}" y="{y}" text-anchor="middle" {rest}>{text}</text>'


def rect(x: float, y: float, width: float, height: float, rest: str = "") -> str:
    return f'<rect x="{x}" y="{y}" width="{width}" height="{height}" fill="#fff" stroke="#000" {rest}/>'


def box(text: str, x: float, y: float, rest: str = "") -> str:
    """A box 120 × 40 around (x, y)."""
    return rect(x - 60, y - 20, 120, 40, rest) + middle(text, x, y + 5)


def dot(x: float, y: float, r: float, fill: str = "#000") -> str:
    return f'<circle cx="{x}" cy="{y}" r="{r}" fill="{fill}" stroke="#000"/>'


def arrow(points: str, rest: str = 'marker-end="url(#a)"') -> str:
    return f'<polyline points="{points}" fill="none" stroke="#000" {rest}/>'


TWO = box("A", 100, 50) + box("B", 100, 150)


def ways(read: Chart) -> list[str]:
    """ "A -Yes-> B" of each edge, sorted."""
    texts = {node.id: " ".join(node.text.split()) for node in read.nodes}
    return sorted(
        f"{texts[edge.source]} -{edge.label + '-' if edge.label else ''}> {texts[edge.target]}" for edge in read.edges
    )


@by_name
def test_a_chart_of_every_manner_is_read_whole(path: Path) -> None:
    read = read_chart(read_drawing(path.read_bytes()))
    assert core(read) == CORE
    assert read.unread == ()
    assert len(dead_ends(read)) == 2, "one start, one end"


@pytest.mark.parametrize(
    ("outline", "shape"),
    [
        ('<rect x="40" y="30" width="120" height="40" rx="20"/>', NodeShape.TERMINATOR),
        ('<rect x="40" y="30" width="120" height="40" rx="6"/>', NodeShape.PROCESS),
        ('<ellipse cx="100" cy="50" rx="60" ry="20"/>', NodeShape.TERMINATOR),
        ('<path d="M60 30 H140 A20 20 0 0 1 140 70 H60 A20 20 0 0 1 60 30 Z"/>', NodeShape.TERMINATOR),
        ('<path d="M60 30 H140 C165 30 165 70 140 70 H60 C35 70 35 30 60 30 Z"/>', NodeShape.TERMINATOR),
        ('<path d="M46 30 H154 Q160 30 160 36 V64 Q160 70 154 70 H46 Q40 70 40 64 V36 Q40 30 46 30 Z"/>', NodeShape.PROCESS),
        ('<polygon points="100,20 170,50 100,80 30,50"/>', NodeShape.DECISION),
        ('<path d="M100 20 L170 50 L100 80 L30 50 Z"/>', NodeShape.DECISION),
        ('<path d="M100 20 l70 30 l-70 30 l-70 -30"/>', NodeShape.DECISION),
        ('<rect x="70" y="20" width="60" height="60" transform="rotate(45 100 50)"/>', NodeShape.DECISION),
        ('<polygon points="55,30 165,30 145,70 35,70"/>', NodeShape.DATA),
        ('<polygon points="35,30 145,30 165,70 55,70"/>', NodeShape.DATA),
        ('<rect x="40" y="30" width="120" height="40" transform="skewX(-15) translate(13 0)"/>', NodeShape.DATA),
        ('<rect x="40" y="30" width="120" height="40"/><path d="M50 30V70M150 30V70"/>', NodeShape.SUBROUTINE),
        ('<polygon points="50,30 150,30 170,50 150,70 50,70 30,50"/>', NodeShape.OTHER),
    ],
)
def test_an_outline_says_what_its_node_is(outline: str, shape: NodeShape) -> None:
    first = f'<g fill="#fff" stroke="#000">{outline}</g><text x="100" y="55" text-anchor="middle">step one</text>'
    read = chart(first + box("B", 100, 150) + arrow("100,82 100,129"))
    assert [(node.text, node.shape) for node in read.nodes] == [("step one", shape), ("B", NodeShape.PROCESS)]
    assert ways(read) == ["step one -> B"]


def test_a_small_circle_with_a_letter_is_a_connector() -> None:
    circle = dot(100, 150, 15, "#fff") + middle("A", 100, 155)
    read = chart(box("x = 1", 100, 50) + circle + arrow("100,70 100,134"))
    assert read.nodes[1].shape is NodeShape.CONNECTOR


def test_connectors_of_one_name_are_joined() -> None:
    circles = "".join(dot(x, y, 15, "#fff") + middle("A", x, y + 5) for x, y in ((100, 150), (300, 50)))
    boxes = box("x = 1", 100, 50) + box("y = 2", 300, 150)
    read = chart(boxes + circles + arrow("100,70 100,134") + arrow("300,66 300,129"))
    assert ways(read) == ["A -> A", "A -> y = 2", "x = 1 -> A"]


@pytest.mark.parametrize(
    "wire",
    [
        arrow("100,70 100,129"),
        '<line x1="100" y1="70" x2="100" y2="129" stroke="#000" style="marker-end:url(#a)"/>',
        '<path d="M100 70 C 140 90 60 110 100 129" fill="none" stroke="#000" marker-end="url(#a)"/>',
        arrow("100,129 100,70", 'marker-start="url(#b)"') + TURNED,
        arrow("100,129 100,70", 'marker-start="url(#b)"') + BACKWARDS,
        arrow("100,70 100,122", "") + '<polygon points="95,120 105,120 100,130"/>',
        arrow("100,70 100,130", "") + '<path d="M94 121 L100 130 L106 121" fill="none" stroke="#000"/>',
        arrow("100,70 100,130", "") + '<path d="M94 121 L100 130 M106 121 L100 130" fill="none" stroke="#000"/>',
        '<path d="M100 70 L100 130 M94 121 L100 130 L106 121" fill="none" stroke="#000"/>',
        '<path d="M100 70 L100 130 M94 121 L100 130 L106 121 Z" stroke="#000"/>',
        arrow("100,70 100,122", "") + '<path d="M95 120 h10 l-5 10 z"/>',
        arrow("100,70 100,126", "") + '<path d="M100 130 L95 118 L100 121 L105 118 Z"/>',
        arrow("100,70 100,116", "") + middle("▼", 100, 128),
        '<rect x="99" y="70" width="2" height="52"/><polygon points="95,120 105,120 100,130"/>',
        arrow("100,70 100,100", "") + arrow("100,100 100,129"),
        arrow("100,50 100,150"),
        '<path d="M96 70 h8 v40 h8 l-12 20 l-12 -20 h8 z" fill="#555"/>',
    ],
    ids=[
        "marker", "marker-by-style", "curve", "start-reverse", "drawn-backwards", "triangle", "chevron", "two-legs", "one-path",
        "one-path-closed", "path-triangle", "notched", "glyph", "thin-rect", "two-pieces", "under-the-boxes", "block-arrow",
    ],
)  # fmt: skip
def test_an_arrow_in_any_manner_leads_from_a_to_b(wire: str) -> None:
    read = chart(wire + TWO)
    assert ways(read) == ["A -> B"]
    assert read.unread == ()


@pytest.mark.parametrize(
    ("wire", "way"),
    [
        (arrow("100,70 100,130", ""), "A -> B"),
        (arrow("100,130 100,70", ""), "B -> A"),
        (arrow("100,70 100,130", 'marker-end="url(#nowhere)"'), "A -> B"),
    ],
    ids=["drawn-down", "drawn-up", "marker-missing"],
)
def test_a_line_without_a_head_leads_the_way_it_was_drawn(wire: str, way: str) -> None:
    assert ways(chart(TWO + wire)) == [way]


def test_a_line_drawn_backwards_does_not_give_a_box_a_second_exit() -> None:
    wires = arrow("100,70 100,130") + arrow("100,230 100,170", "") + arrow("160,250 300,250")
    assert ways(chart(TWO + box("C", 100, 250) + box("D", 360, 250) + wires)) == ["A -> B", "B -> C", "C -> D"]


def test_ways_merge_into_a_line_and_at_a_dot() -> None:
    boxes = box("A", 100, 50) + box("B", 300, 50) + box("C", 500, 50) + box("D", 100, 250)
    wires = arrow("100,70 100,229") + arrow("300,70 300,120 101,120") + arrow("500,70 500,160 100,160", "")
    assert ways(chart(boxes + wires + dot(100, 160, 3))) == ["A -> D", "B -> D", "C -> D"]


def test_crossing_lines_do_not_merge() -> None:
    boxes = box("A", 100, 100) + box("B", 400, 100) + box("C", 250, 30) + box("D", 250, 200)
    assert ways(chart(boxes + arrow("160,100 339,100") + arrow("250,50 250,179"))) == ["A -> B", "C -> D"]


DECISION = '<polygon points="300,20 380,60 300,100 220,60" fill="#fff" stroke="#000"/>' + middle("i &lt; n ?", 300, 65)
TARGETS = box("yes it is", 300, 200) + box("it is not", 500, 200)
FORK = DECISION + TARGETS + arrow("300,100 300,179") + arrow("380,60 500,60 500,179")


@pytest.mark.parametrize(
    ("labels", "yes", "no"),
    [
        ('<text x="306" y="125">Yes</text><text x="385" y="52">No</text>', "Yes", "No"),
        ('<text x="280" y="125">是</text><text x="440" y="52">否</text>', "是", "否"),
        ('<text x="306" y="150">T</text><text x="508" y="120">F</text>', "T", "F"),
        ('<text x="306" y="115">True</text><text x="388" y="76">False</text>', "True", "False"),
        ('<text x="310" y="140">Yes (i &lt; n)</text><text x="400" y="52">No (done)</text>', "Yes (i < n)", "No (done)"),
        (
            rect(285, 125, 30, 18, 'rx="9"') + middle("Y", 300, 138) + rect(425, 51, 30, 18, 'rx="9"') + middle("N", 440, 64),
            "Y",
            "N",
        ),
        (middle("是", 300, 96, 'font-size="10"') + middle("否", 366, 64, 'font-size="10"'), "是", "否"),
    ],
    ids=["beside", "chinese", "letters", "touching", "long", "pills", "inside-the-corners"],
)
def test_exit_labels_go_to_their_exits(labels: str, yes: str, no: str) -> None:
    assert ways(chart(FORK + labels)) == [f"i < n ? -{no}-> it is not", f"i < n ? -{yes}-> yes it is"]


def test_a_fork_after_a_common_stem_is_labelled_behind_the_fork() -> None:
    boxes = DECISION + box("one", 200, 250) + box("two", 400, 250)
    wires = arrow("300,100 300,150 200,150 200,229") + arrow("300,100 300,150 400,150 400,229")
    labels = '<text x="230" y="145">否</text><text x="360" y="145">是</text>'
    assert ways(chart(boxes + wires + labels)) == ["i < n ? -否-> one", "i < n ? -是-> two"]


def test_what_is_no_step_is_an_aside() -> None:
    title = rect(20, 2, 560, 26) + middle("Bubble sort", 300, 20, 'font-size="18"')
    note = '<path d="M400 300 h140 l20 20 v60 h-160 z" fill="#ffc" stroke="#cc0"/><text x="410" y="340">sorted in place</text>'
    step = rect(400, 430, 60, 24) + '<text x="470" y="446">a step</text>'
    question = '<polygon points="430,460 460,475 430,490 400,475"/><text x="470" y="480">Yes / No</text>'
    legend = rect(380, 400, 200, 120) + '<text x="390" y="416">Legend</text>' + step + question
    read = chart(title + box("A", 100, 90) + box("B", 100, 190) + arrow("100,110 100,169") + note + legend)
    assert [node.text for node in read.nodes] == ["A", "B"]
    assert {"Bubble sort", "sorted in place", "Legend", "a step"} <= set(read.asides)
    assert read.unread == ()


def test_a_card_with_a_shadow_a_badge_and_a_second_border_is_one_node() -> None:
    shadow = '<rect x="44" y="34" width="120" height="40" fill="rgba(0,0,0,.2)"/>'
    badge = dot(40, 30, 10, "#06c") + middle("1", 40, 35, 'fill="#fff"')
    card = shadow + rect(40, 30, 120, 40) + rect(44, 34, 112, 32) + badge + middle("n = len(arr)", 100, 55)
    read = chart(card + box("B", 100, 150) + arrow("100,70 100,129"))
    assert [node.text for node in read.nodes] == ["n = len(arr)", "B"]
    assert ways(read) == ["n = len(arr) -> B"]


def test_panels_and_swimlanes_are_no_nodes() -> None:
    titles = '<text x="20" y="26">main program</text><text x="200" y="26">bubble_sort</text>'
    lanes = rect(10, 10, 180, 400) + rect(190, 10, 300, 400) + titles + arrow("10,32 490,32", "")
    read = chart(lanes + TWO + box("C", 340, 150) + arrow("100,70 100,129") + arrow("160,150 279,150"))
    assert ways(read) == ["A -> B", "B -> C"]
    assert read.asides == ("main program", "bubble_sort")
    assert read.unread == ()


def test_a_note_on_a_dashed_line_is_no_step() -> None:
    note = box("O(n²)", 350, 50, 'stroke-dasharray="4"') + arrow("160,50 290,50", 'stroke-dasharray="3"')
    read = chart(TWO + arrow("100,70 100,129") + note)
    assert ways(read) == ["A -> B"]
    assert read.asides == ("O(n²)",)


def test_a_text_with_arrows_and_no_box_is_a_node() -> None:
    read = chart(middle("Start here", 100, 50) + arrow("100,58 100,129") + box("B", 100, 150))
    assert ways(read) == ["Start here -> B"]


def test_a_start_dot_and_a_ringed_end_are_terminators_without_a_text() -> None:
    dots = dot(100, 20, 10) + dot(100, 250, 11, "#fff") + dot(100, 250, 6)
    read = chart(dots + box("A", 100, 100) + arrow("100,30 100,79") + arrow("100,120 100,238"))
    assert [(node.shape, node.text) for node in read.nodes] == [
        (NodeShape.TERMINATOR, ""),
        (NodeShape.PROCESS, "A"),
        (NodeShape.TERMINATOR, ""),
    ]
    assert ways(read) == [" -> A", "A -> "]


def test_a_node_that_nothing_leads_to_is_a_node_still() -> None:
    read = chart(TWO + arrow("100,70 100,129") + box("j = 0", 300, 150))
    assert [node.text for node in read.nodes] == ["A", "B", "j = 0"]


@pytest.mark.parametrize(
    ("body", "what"),
    [
        (arrow("160,50 400,50"), "an arrow that ends in the air"),
        ('<text x="400" y="300">Yes</text>', "the label 'Yes' stands at no edge"),
        ('<image x="300" y="300" width="50" height="50" href="data:image/png;base64,AAAA"/>', "an embedded picture"),
        (arrow("160,50 400,50", ""), "a line whose direction or end is not plain"),
    ],
)
def test_what_cannot_be_read_is_said_and_not_guessed(body: str, what: str) -> None:
    read = chart(TWO + arrow("100,70 100,129") + body)
    assert [part.what for part in read.unread] == [what]
    assert ways(read) == ["A -> B"]


def test_an_arrow_that_stops_short_of_its_box_still_leads_to_it() -> None:
    assert ways(chart(TWO + arrow("100,85 100,112"))) == ["A -> B"]


@pytest.mark.parametrize("scale", [0.1, 0.5, 3.0, 10.0])
def test_scale_changes_nothing(scale: float) -> None:
    body = FORK + '<text x="306" y="125">Yes</text><text x="385" y="52">No</text>'
    marker = MARKER.replace('markerWidth="7"', 'markerWidth="7" markerUnits="strokeWidth"')
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" font-size="14">{marker}<g transform="scale({scale})">{body}</g></svg>'
    assert ways(read_chart(read_drawing(svg))) == ways(chart(body))


def test_nothing_vague_has_one_reading() -> None:
    assert len(read_charts(drawing(FORK + '<text x="306" y="125">Yes</text><text x="385" y="52">No</text>'))) == 1


def test_both_exits_may_say_the_same() -> None:
    assert ways(chart(FORK + '<text x="306" y="125">Yes</text><text x="385" y="52">Yes</text>')) == [
        "i < n ? -Yes-> it is not",
        "i < n ? -Yes-> yes it is",
    ]


def test_words_between_two_exits_have_two_readings() -> None:
    boxes = DECISION + box("one", 240, 250) + box("two", 360, 250)
    wires = arrow("290,95 290,229") + arrow("310,95 310,229")
    readings = read_charts(
        drawing(boxes + wires + middle("Yes", 300, 150, 'font-size="8"') + middle("No", 300, 180, 'font-size="8"'))
    )
    assert len(readings) == 2
    assert {edge.label for edge in readings[0].edges} == {"Yes", "No"}
    assert ways(readings[0]) != ways(readings[1])


def test_a_line_without_a_head_has_a_second_reading_the_other_way() -> None:
    readings = read_charts(drawing(TWO + box("C", 100, 250) + arrow("100,70 100,129") + arrow("100,170 100,230", "")))
    assert [ways(one) for one in readings] == [["A -> B", "B -> C"], ["A -> B", "C -> B"]]


def test_arrows_that_are_only_characters_lead_on() -> None:
    assert ways(chart(box("A", 100, 50) + middle("↓", 100, 106) + box("B", 100, 160))) == ["A -> B"]


def test_a_box_turned_by_css_is_a_decision() -> None:
    style = "<style>.d{transform:rotate(45deg);transform-box:fill-box;transform-origin:center;fill:#fff;stroke:#000}</style>"
    diamond = '<rect class="d" x="70" y="20" width="60" height="60"/>' + middle("i &lt; n", 100, 55)
    read = chart(style + diamond + box("B", 100, 200) + arrow("100,93 100,179"))
    assert read.nodes[0].shape is NodeShape.DECISION
    assert ways(read) == ["i < n -> B"]


@pytest.mark.parametrize("jitter", [0.0, 4.0])
@pytest.mark.parametrize("seed", range(24))
def test_a_correct_chart_of_any_manner_and_scale_reads_the_same(seed: int, jitter: float) -> None:
    read = read_chart(read_drawing(sketch(seed, jitter=jitter, scale=(0.1, 0.5, 1.0, 3.0, 10.0)[seed % 5])))
    assert core(read) == CORE
    assert read.unread == ()
    assert len(dead_ends(read)) == 2


def test_boxes_made_of_single_lines_are_boxes() -> None:
    def lines(x: float, y: float) -> str:
        return "".join(
            arrow(points, "")
            for points in (
                f"{x - 60},{y - 20} {x + 60},{y - 21}",
                f"{x + 60},{y - 20} {x + 61},{y + 20}",
                f"{x + 60},{y + 20} {x - 60},{y + 20}",
                f"{x - 60},{y + 20} {x - 60},{y - 20}",
            )
        )

    boxes = "".join(lines(100, y) + middle(text, 100, y + 5) for text, y in (("A", 50), ("B", 150), ("C", 250)))
    read = chart(boxes + arrow("100,70 100,129") + arrow("100,170 100,229"))
    assert ways(read) == ["A -> B", "B -> C"]
    assert [node.shape for node in read.nodes] == [NodeShape.PROCESS] * 3
    assert read.unread == ()


def test_a_line_drawn_twice_is_one() -> None:
    halo = '<path d="M100 70V129" stroke="#00f" stroke-opacity=".1" stroke-width="12" fill="none"/>'
    assert ways(chart(TWO + halo + arrow("100,70 100,129"))) == ["A -> B"]


def test_only_the_last_piece_of_a_path_has_its_end_marker() -> None:
    path = '<path d="M100 70V129 M160 50H200V150H161" fill="none" stroke="#000" marker-end="url(#a)"/>'
    (stroke, other) = drawing(TWO + path).strokes
    assert (stroke.end, other.end is None) == (None, False)
