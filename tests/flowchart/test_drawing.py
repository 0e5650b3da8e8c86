"""From bytes to drawings: what is safe, what is mended, what is beyond a drawing's limits, and what a drawing shows."""

from __future__ import annotations

import random
import resource
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from sandbox.errors import DrawingError
from sandbox.flowchart.assemble import read_charts
from sandbox.flowchart.drawing import Drawing, Repair
from sandbox.flowchart.layout import layout_problems
from sandbox.flowchart.reading import read_drawing
from tests.flowchart.sorting import DRAWINGS

SPACES = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
OPEN = f'<svg {SPACES} viewBox="0 0 200 100" font-size="14">'
CPU_S, MEMORY_MIB = 2.0, 256


def drawing(body: str) -> Drawing:
    return read_drawing(f"{OPEN}{body}</svg>")


def texts(body: str) -> list[str]:
    return [line.text for line in drawing(body).texts]


class TestSafety:
    @pytest.mark.parametrize(
        ("body", "what"),
        [
            ("<script>alert(1)</script>", "active or embedding element: <script>"),
            ('<rect onclick="alert(1)" width="1" height="1"/>', "event handler: onclick"),
            ('<a href="javascript:alert(1)"><text>x</text></a>', "a script in an address: <a href>"),
            ('<a href=" java&#10;script:alert(1)"><text>x</text></a>', "a script in an address: <a href>"),
            ('<image href="http://example.org/x.png" width="1" height="1"/>', 'from elsewhere: <image href="http://example.org/x.png">'),
            ('<image xlink:href="/etc/passwd" width="1" height="1"/>', 'from elsewhere: <image href="/etc/passwd">'),
            ('<use href="other.svg#a"/>', 'from elsewhere: <use href="other.svg#a">'),
            ('<use href="data:image/x;base64,AAAA#a"/>', "data that is no picture: <use href>"),
            ("<style>@import url(http://example.org/x.css);</style>", "a style sheet from elsewhere: @import url(http://example.org/x.css)"),
            (r"<style>@\69mport 'x.css';</style>", "a style sheet from elsewhere: @import 'x.css'"),
            ("<style>rect{fill:url(http://example.org/#a)}</style>", "from elsewhere: url(http://example.org/#a)"),
            ('<rect style="fill:url(//example.org/#a)" width="1" height="1"/>', "from elsewhere: url(//example.org/#a)"),
            ('<animate attributeName="href" values="javascript:alert(1)"/>', "an animation of href"),
            ('<set attributeName="onclick" to="alert(1)"/>', "an animation of onclick"),
            ('<foreignObject><iframe src="http://example.org"/></foreignObject>', "active or embedding element: <iframe>"),
        ],
    )  # fmt: skip
    def test_what_is_active_or_from_elsewhere_is_named(self, body: str, what: str) -> None:
        assert what in drawing(body).unsafe

    def test_links_fragments_and_pictures_inside_are_safe(self) -> None:
        link = '<a href="https://example.org/"><use href="#r"/></a>'
        picture = '<image href="data:image/png;base64,AAAA"/>'
        assert drawing(link + picture + '<rect fill="url(#g)"/>').unsafe == ()

    def test_entities_are_named_and_never_expanded(self) -> None:
        read = read_drawing(f'<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]>{OPEN}<text>&x;</text></svg>')
        assert read.unsafe == ("entities are defined in the document type",)
        assert [line.text for line in read.texts] == ["&x;"]

    def test_a_style_sheet_instruction_is_named(self) -> None:
        read = read_drawing(f'<?xml-stylesheet href="x.css"?>{OPEN}</svg>')
        assert read.unsafe == ("a style sheet from elsewhere: <?xml-stylesheet …?>",)

    @pytest.mark.parametrize("path", DRAWINGS, ids=[path.stem for path in DRAWINGS])
    def test_the_charts_of_all_tools_are_safe(self, path: Path) -> None:
        assert read_drawing(path.read_bytes()).unsafe == ()


def tag(name: str) -> Repair:
    return Repair(f'"<{name}" in a text is a tag to a browser: read as characters', 1, shown=False)


SIGN = Repair('"<" in a text: read as a character', 1)
AMPERSAND = Repair('"&" that begins no reference of XML: read as in a page', 1)
HIDING = Repair("<rect> is not closed: a browser would hide what follows, closed at once", 1, shown=False)
HTML = '<foreignObject width="90" height="40"><div xmlns="http://www.w3.org/1999/xhtml">'
SYMBOL = '<symbol id="s" viewBox="0 0 10 10"><rect width="10" height="10"/></symbol>'


class TestMending:
    @pytest.mark.parametrize(
        ("source", "shown", "repair"),
        [
            ("<text>i < n</text>", "i < n", SIGN),
            ("<text>i <= n && j >= 0</text>", "i <= n && j >= 0", SIGN),
            ("<text>i<n</text>", "i<n", tag("n")),
            ("<text>x<b and i<s</text>", "x<b and i<s", tag("b")),
            ("<text>R&D</text>", "R&D", AMPERSAND),
            ("<text>a&nbsp;&le;&nbsp;b</text>", "a ≤ b", AMPERSAND),
            ("<text x=5>a</text>", "a", Repair("attribute x is not quoted: quoted", 1)),
            ('<text x="5" x="6">a</text>', "a", Repair("attribute x is there twice: the first one counts", 1)),
            ("<g><text>a</text>", "a", Repair("<g> is not closed: closed at </svg>", 1)),
            ("<text>a</tspan></text>", "a", Repair("</tspan> closes nothing: left out", 1)),
            ('<rect width="5" height="5"><text>a</text>', "a", HIDING),
            ("<text>a\x0bb</text>", "ab", Repair("a character that XML forbids: left out", 1)),
            ("<text xl:href='#a'>a</text>", "a", Repair("a name's prefix is not declared: declared", 1)),
        ],
    )  # fmt: skip
    def test_malformed_xml_is_mended_as_a_browser_does_and_said(self, source: str, shown: str, repair: Repair) -> None:
        read = drawing(source)
        assert [line.text for line in read.texts] == [shown]
        assert repair in read.repairs

    def test_a_missing_namespace_is_said(self) -> None:
        read = read_drawing("<svg><text>a</text></svg>")
        assert read.repairs[0].what.startswith("the SVG's namespace is not declared")
        assert [line.text for line in read.texts] == ["a"]

    @pytest.mark.parametrize("path", DRAWINGS, ids=[path.stem for path in DRAWINGS])
    def test_well_formed_charts_need_no_repair(self, path: Path) -> None:
        assert bool(read_drawing(path.read_bytes()).repairs) == (path.stem == "raw_less_than")

    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
    def test_every_declared_encoding_is_read(self, encoding: str) -> None:
        declared = f'<?xml version="1.0" encoding="{encoding.removesuffix("-sig")}"?>'
        read = read_drawing(f"{declared}{OPEN}<text>开始</text></svg>".encode(encoding))
        assert [line.text for line in read.texts] == ["开始"]
        assert read.repairs == ()


def nested(shape: str, tag: str, times: int) -> str:
    return tag * times + shape + "</g>" * times


def bombs() -> Iterator[tuple[str, str]]:
    entities = "".join(f'<!ENTITY {chr(98 + k)} "{f"&{chr(97 + k)};" * 10}">' for k in range(9))
    yield "entities", f'<!DOCTYPE svg [<!ENTITY a "aaaaaaaaaa">{entities}]>{OPEN}<text>&j;</text></svg>'
    groups = "".join(f'<g id="a{k + 1}">' + f'<use href="#a{k}"/>' * 10 + "</g>" for k in range(10))
    yield "nested-use", f'{OPEN}<g id="a0"><rect width="1" height="1"/></g>{groups}<use href="#a10"/></svg>'
    yield "use-circle", f'{OPEN}<g id="a"><use href="#b"/></g><g id="b"><use href="#a"/><use href="#a"/></g></svg>'
    yield "elements", OPEN + "<g/>" * 990_000 + "</svg>"
    yield "bytes", OPEN + " " * 5_000_000 + "</svg>"
    yield "deep", OPEN + nested("", "<g>", 20_000) + "</svg>"
    yield "deep-unclosed", OPEN + "<g>" * 30_000 + "<rect"
    yield "long-path", OPEN + '<path stroke="red" d="M0 0' + "l1 1" * 600_000 + '"/></svg>'
    yield "huge-numbers", OPEN + f'<path stroke="red" d="M0 0L1e999 {"9" * 100_000}"/></svg>'
    yield "huge-arcs", OPEN + '<path stroke="red" d="M0 0' + "a1e300 1e-300 1e300 1 1 1e-300 1" * 10_000 + '"/></svg>'
    yield "huge-scale", OPEN + nested('<rect width="1" height="1"/>', '<g transform="scale(1e9)">', 60) + "</svg>"
    yield "view-box", OPEN.replace("0 0 200 100", "0 0 1e-30 1e300") + '<rect width="1" height="1"/><text>a</text></svg>'
    yield "selectors", f"{OPEN}<style>{'rect{fill:red}' * 10_000}</style></svg>"
    yield (
        "descendants",
        OPEN + "<style>" + "x * * * * * rect{}" * 100 + "</style>" + nested("<rect/>" * 5000, "<g>", 80) + "</svg>",
    )
    yield "css-brackets", OPEN + "<style>a{fill:" + "(" * 100_000 + "</style></svg>"
    variables = "*{--a:var(--b) var(--b);--b:var(--a) var(--a);fill:var(--a)}"
    yield "variables", f"{OPEN}<style>{variables}</style>{'<rect/>' * 5000}</svg>"
    yield "attributes", "<svg " + " ".join(f'a{k}=""' for k in range(100_000)) + "/>"
    yield "characters", OPEN + "<text>" + "&amp;" * 700_000 + "</text></svg>"
    boxes = (f'<rect x="{k}" y="{k}" width="{9000 - 2 * k}" height="9"/><text x="{k}" y="{k}">a</text>' for k in range(3900))
    yield "boxes-in-boxes", OPEN + "".join(boxes).replace('height="9"', 'height="9000"') + "</svg>"
    lines = (f'<path stroke="red" d="M{k % 100} {k // 100}L{k * 7 % 100} {k * 13 % 100}"/>' for k in range(1990))
    yield "tangled-lines", OPEN + "".join(lines) + '<text>a</text><rect width="10" height="10"/></svg>'
    legs = "".join(f'<path stroke="red" d="M50 50L{50 + k % 7} 53"/>' for k in range(6000))
    yield "legs", OPEN + legs + '<path d="M0 0L50 50" stroke="red"/></svg>'


BOMBS = dict(bombs())


@pytest.mark.parametrize("svg", BOMBS.values(), ids=BOMBS.keys())
def test_a_bomb_ends_in_two_seconds_and_256_mib(svg: str) -> None:
    """In a small drawing, or in a DrawingError that says what is too much."""
    before, started = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.process_time()
    try:
        read = read_drawing(svg)
        layout_problems(read, read_charts(read)[0])
    except DrawingError as error:
        assert str(error)
    # Processor time and not wall time: a busy machine does not count.
    assert time.process_time() - started < CPU_S
    assert (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024 < MEMORY_MIB


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("nested-use", "with every <use> expanded there are more than 40,000 elements"),
        ("elements", "elements, a drawing has at most 40,000"),
        ("deep", "nested"),
        ("long-path", "a path has"),
        ("huge-numbers", "coordinates beyond"),
        ("huge-scale", "a transform moves the drawing beyond all bounds"),
        ("characters", "the texts have more than 200,000 characters"),
    ],
)
def test_a_bomb_is_told_by_what_is_too_much(name: str, message: str) -> None:
    with pytest.raises(DrawingError, match=message):
        read_drawing(BOMBS[name])


@pytest.mark.parametrize("svg", ["", "hello", "<html><body/></html>", b"\x89PNG\r\n\x1a\n", b"\xff\xfe<\x00"])
def test_what_is_no_svg_is_said(svg: str | bytes) -> None:
    with pytest.raises(DrawingError, match="there is no <svg> element"):
        read_drawing(svg)


@pytest.mark.parametrize("path", DRAWINGS, ids=[path.stem for path in DRAWINGS])
def test_fuzzed_bytes_never_crash(path: Path) -> None:
    """A few bytes are changed, cut out, doubled or moved; what is left is read, or refused with a reason."""
    whole = path.read_bytes()
    for seed in range(25):
        rng = random.Random(seed)
        data = bytearray(whole)
        for _ in range(rng.choice((1, 3, 20))):
            at, size = rng.randrange(len(data)), rng.randrange(1, 60)
            change = rng.randrange(5)
            if change == 0:
                data[at : at + size] = rng.randbytes(size)
            elif change == 1:
                del data[at : at + size]
            elif change == 2:
                data[at:at] = data[at : at + 10 * size]
            elif change == 3:
                data[at] = rng.choice(b"<>&\"'/=0-9{}();")
            else:
                to = rng.randrange(len(data))
                data[to:to] = data[at : at + size]
        try:
            read = read_drawing(bytes(data))
            layout_problems(read, read_charts(read)[0])
        except DrawingError as error:
            assert str(error), f"seed {seed}"


class TestResolving:
    """What a drawing shows, in its own units: the font size is 14."""

    @pytest.mark.parametrize(
        ("body", "box"),
        [
            ('<rect x="10" y="20" width="30" height="40"/>', (10, 20, 40, 60)),
            ('<rect x="5%" y="10%" width="10%" height="50%"/>', (10, 10, 30, 60)),
            ('<g transform="translate(5,5) scale(2)"><rect width="10" height="10"/></g>', (5, 5, 25, 25)),
            ('<rect width="10" height="10" style="transform: translate(3px, 4px)"/>', (3, 4, 13, 14)),
            ('<rect x="10" y="10" width="20" height="10" transform="rotate(90 20 15)"/>', (15, 5, 25, 25)),
            ('<defs><rect id="r" width="10" height="10"/></defs><use href="#r" x="7" y="8"/>', (7, 8, 17, 18)),
            (SYMBOL + '<use xlink:href="#s" width="20" height="20"/>', (0, 0, 20, 20)),
            ('<svg x="9" width="50" height="50" viewBox="0 0 20 20"><rect width="20" height="10"/></svg>', (9, 0, 59, 25)),
            ('<style>.b{x:3px;y:4px;width:10px;height:10px}</style><rect class="a b"/>', (3, 4, 13, 14)),
            ('<circle cx="10" cy="10" r="5"/>', (5, 5, 15, 15)),
            ('<path d="M0 0 h10 v10 h-10 z"/>', (0, 0, 10, 10)),
            ('<path d="m10 10 10 0 0 10z"/>', (10, 10, 20, 20)),
        ],
    )  # fmt: skip
    def test_shapes_are_where_a_browser_draws_them(self, body: str, box: tuple[float, ...]) -> None:
        (outline,) = drawing(body + "<text>a</text>").outlines
        assert outline.box == pytest.approx(box, abs=0.01)

    @pytest.mark.parametrize(
        "body",
        [
            '<rect width="9" height="9" display="none"/>',
            '<g style="display:none"><rect width="9" height="9"/></g>',
            '<rect width="9" height="9" visibility="hidden"/>',
            '<rect width="9" height="9" opacity="0"/>',
            '<rect width="9" height="9" fill="none"/>',
            '<rect width="9" height="9" fill="#0000"/>',
            '<rect width="9" height="9" fill="rgba(0, 0, 0, 0)"/>',
            '<style>g>.x:not(i){display:none!important}</style><g><rect class="x" style="display:a" width="9" height="9"/></g>',
            '<rect width="0" height="9"/>',
            '<clipPath id="c"><rect width="9" height="9"/></clipPath>',
            "<style>@media (prefers-color-scheme: light) { rect { display: none } }</style><rect width='9' height='9'/>",
        ],
    )
    def test_what_does_not_show_is_not_there(self, body: str) -> None:
        assert drawing(body).outlines == ()

    @pytest.mark.parametrize(
        "body",
        [
            '<rect width="9" height="9" fill="rgb(0, 0, 0)"/>',
            '<g visibility="hidden"><rect width="9" height="9" visibility="visible"/></g>',
            '<style>rect{opacity:0;animation:show 1s forwards}</style><rect width="9" height="9"/>',
            '<rect width="9" height="9" opacity="0"><animate attributeName="opacity" to="1"/></rect>',
            "<style>@media print { rect { display: none } }</style><rect width='9' height='9'/>",
            "<style>:root{--c:red} rect{fill:var(--d, var(--c))}</style><rect width='9' height='9'/>",
            '<switch><rect systemLanguage="xx" width="9" height="9"/><rect width="9" height="9"/></switch>',
        ],
    )
    def test_what_shows_is_there(self, body: str) -> None:
        assert len(drawing(body).outlines) == 1

    @pytest.mark.parametrize(
        ("body", "lines"),
        [
            ("<text>n = <tspan font-weight='bold'>len</tspan>(arr)</text>", ["n = len(arr)"]),
            ('<text><tspan x="5" dy="1.2em">a</tspan><tspan x="5" dy="1.2em">b</tspan></text>', ["a", "b"]),
            ('<text x="5">a<tspan x="5" y="20">b</tspan></text>', ["a", "b"]),
            ("<text>  a \n  b  </text>", ["a b"]),
            ("<text>a&#160;b</text>", ["a b"]),
            ('<text>x<tspan baseline-shift="sub" font-size="9">i</tspan></text>', ["xi"]),
            (HTML + "a<br/>b <b>c</b></div></foreignObject>", ["a", "b c"]),
            (HTML + "<p>a</p><p>b</p></div></foreignObject>", ["a", "b"]),
            ("<text>a<title>tip</title></text>", ["a"]),
            ("<text><![CDATA[i < n]]></text>", ["i < n"]),
        ],
    )  # fmt: skip
    def test_texts_are_lines_as_a_person_reads_them(self, body: str, lines: list[str]) -> None:
        assert texts(body) == lines

    @pytest.mark.parametrize(
        ("attributes", "centre"),
        [
            ('x="100" y="50"', (110.5, 45.8)),
            ('x="100" y="50" text-anchor="middle"', (100, 45.8)),
            ('x="100" y="50" text-anchor="end"', (89.5, 45.8)),
            ('x="100" y="50" style="text-anchor:middle;dominant-baseline:central"', (100, 50)),
            ('x="100" y="50" text-anchor="middle" dy="0.35em"', (100, 50.7)),
            ('transform="translate(100 50)" text-anchor="middle" dominant-baseline="middle"', (100, 50)),
        ],
    )
    def test_texts_stand_where_their_anchor_says(self, attributes: str, centre: tuple[float, float]) -> None:
        (line,) = drawing(f"<text {attributes}>冒i</text>").texts
        assert line.centre == pytest.approx(centre, abs=1.5)

    @pytest.mark.parametrize(
        ("marker", "head"),
        [
            ('refX="10" refY="5"><path d="M0 0L10 5L0 10z"/>', (0.0, True)),
            ('refX="0" refY="5"><path d="M0 0L10 5L0 10z"/>', (10.0, True)),
            ('refX="0" refY="5" viewBox="0 0 20 20"><path d="M0 0L10 5L0 10z"/>', (5.0, True)),
            ('refX="5" refY="5" markerUnits="userSpaceOnUse"><polyline points="0,0 10,5 0,10" fill="none"/>', (2.5, True)),
            ('refX="5" refY="5"><circle cx="5" cy="5" r="5"/>', (5.0, None)),
            ('refX="10" refY="5"><path d="M10 0L0 5L10 10z"/>', (0.0, False)),
        ],
        ids=["tip-at-the-end", "tip-beyond", "view-box", "user-space", "dot", "backwards"],
    )
    def test_a_marker_is_an_arrowhead_by_its_shape(self, marker: str, head: tuple[float, bool | None]) -> None:
        body = f'<marker id="m" markerWidth="10" markerHeight="10" {marker}</marker>'
        (stroke,) = drawing(body + '<line x2="50" stroke="#000" stroke-width="1" marker-end="url(#m)"/>').strokes
        assert stroke.end is not None
        assert (stroke.end.forward, stroke.end.reach) == (head[1], pytest.approx(head[0], abs=3.0))

    def test_a_missing_marker_is_no_head_and_is_known(self) -> None:
        (stroke,) = drawing('<line x2="50" stroke="#000" marker-end="url(#nowhere)"/>').strokes
        assert stroke.end is None
        assert stroke.missing == {"end"}

    def test_all_lengths_are_scaled_to_a_median_font_size_of_14(self) -> None:
        body = '<text font-size="28">a</text><text font-size="28">b</text><text font-size="50">c</text>'
        read = drawing(body + '<rect width="100" height="50"/>')
        assert read.scale == 0.5
        assert read.outlines[0].box == (0, 0, 50, 25)
        assert read.view == (0, 0, 100, 50)
