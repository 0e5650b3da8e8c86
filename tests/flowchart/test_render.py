"""Pictures: drawn from harmless copies, with evidence in them, and measured."""

from __future__ import annotations

import io
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from sandbox.flowchart.fonts import font_files, without_font
from sandbox.flowchart.reading import read_drawing
from sandbox.flowchart.render import Mark, MarkKind, measure_picture, render
from sandbox.flowchart.sanitise import sanitised
from tests.flowchart.sorting import DRAWINGS

SPACES = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
OPEN = f'<svg {SPACES} viewBox="0 0 200 100" font-size="14">'


def pixels(png: bytes) -> np.ndarray:
    with Image.open(io.BytesIO(png)) as image:
        return np.asarray(image.convert("RGB")).astype(int)


def written(body: str) -> str:
    from lxml import etree

    return etree.tostring(sanitised(read_drawing(f"{OPEN}{body}</svg>")), encoding="unicode")


@pytest.mark.parametrize("path", DRAWINGS, ids=[path.stem for path in DRAWINGS])
def test_every_chart_has_ink_and_readable_texts(path: Path) -> None:
    measures = measure_picture(read_drawing(path.read_bytes()))
    assert 0.01 < measures.ink < 0.5
    assert measures.smallest_text_px >= 11
    assert measures.hidden == ()


@pytest.mark.parametrize(
    "body",
    [
        "<script>alert(1)</script>",
        '<image href="/etc/passwd" width="9" height="9"/>',
        '<image href="http://example.org/" width="9" height="9"/>',
        '<use href="http://example.org/a.svg#a"/>',
        '<rect onload="alert(1)" width="9" height="9"/>',
        "<style>@import url(http://example.org/)</style>",
        '<filter id="f"><feImage href="http://example.org/"/></filter><rect filter="url(#f)" width="9" height="9"/>',
        '<foreignObject width="9" height="9"><iframe xmlns="http://www.w3.org/1999/xhtml" src="http://example.org/"/></foreignObject>',
    ],
)
def test_nothing_that_runs_or_loads_reaches_the_renderer(body: str) -> None:
    copy = written(body)
    for word in ("script", "alert", "example.org", "passwd", "image", "filter", "iframe", "style"):
        assert word not in copy


def test_styles_are_written_onto_the_elements() -> None:
    copy = written("<style>.a{fill:var(--c, red)} .b{display:none}</style><rect class='a' width='9' height='9'/><g class='b'/>")
    assert 'fill="red"' in copy
    assert 'display="none"' in copy


def test_characters_that_xml_cannot_hold_are_left_out_of_styles() -> None:
    for value in (r'"\1"', r"\1 red", r'url("\1")'):
        assert "<rect" in written(f"<rect style='fill:{value}' width='9' height='9'/>")


def test_html_texts_are_drawn() -> None:
    html = '<foreignObject width="200" height="100"><div xmlns="http://www.w3.org/1999/xhtml">i &lt; n</div></foreignObject>'
    assert measure_picture(read_drawing(f"{OPEN}{html}</svg>")).ink > 0.002


def test_a_missing_font_family_is_replaced() -> None:
    text = '<text x="20" y="50" font-family="No Such Font">text</text>'
    assert measure_picture(read_drawing(f"{OPEN}{text}</svg>")).hidden == ()


@pytest.mark.skipif(not font_files(), reason="this machine has no font that pictures know")
def test_chinese_is_drawn_or_its_missing_font_is_said() -> None:
    drawn = measure_picture(read_drawing(f'{OPEN}<text x="20" y="50">冒泡排序</text></svg>')).hidden == ()
    assert drawn or "no Chinese font is installed" in (without_font("冒泡排序") or "")
    assert without_font("bubble sort") is None


def test_texts_that_do_not_show_are_named() -> None:
    covered = '<text x="20" y="30">under</text><rect width="200" height="50" fill="#fff"/>'
    read = read_drawing(f'{OPEN}{covered}<text x="20" y="80" fill="#fff">white</text><text x="120" y="80">seen</text></svg>')
    assert measure_picture(read).hidden == ("under", "white")


def test_an_empty_drawing_has_no_ink() -> None:
    measures = measure_picture(read_drawing(f"{OPEN}</svg>"))
    assert (measures.ink, measures.smallest_text_px, measures.hidden) == (0.0, 0.0, ())


def test_text_sizes_are_those_of_a_chart_shown_at_800_to_1200_px() -> None:
    small = read_drawing(f'<svg {SPACES} viewBox="0 0 4000 100"><text y="50" font-size="14">a</text></svg>')
    assert measure_picture(small).smallest_text_px == pytest.approx(14 * 1200 / 4000)
    large = read_drawing(f'<svg {SPACES} viewBox="0 0 20 10"><text y="5" font-size="1">a</text></svg>')
    assert measure_picture(large).smallest_text_px == pytest.approx(800 / 20)


@pytest.mark.parametrize("kind", MarkKind)
def test_evidence_is_drawn_where_it_is(kind: MarkKind) -> None:
    read = read_drawing(f'{OPEN}<text x="20" y="50">text</text></svg>')
    marks = [Mark(kind, ((100, 60), (180, 60), (180, 90)), "why")]
    plain, marked = pixels(render(read)), pixels(render(read, evidence=marks))
    changed = np.argwhere(np.abs(plain - marked).sum(axis=2) > 60) / 5  # the picture is 1000 px wide
    assert len(changed) > 1000
    assert changed[:, 0].min() > 40
    assert changed[:, 1].min() > 85


def test_the_picture_has_the_size_asked_for_and_the_views_shape() -> None:
    assert pixels(render(read_drawing(f"{OPEN}<text>a</text></svg>"), width_px=640)).shape == (320, 640, 3)


def test_a_very_tall_view_stays_within_bounds() -> None:
    tall = read_drawing(f'<svg {SPACES} viewBox="0 0 1 1e6"><text>a</text></svg>')
    assert pixels(render(tall)).shape[0] <= 4000


def test_dashes_and_heads_without_number_are_left_out() -> None:
    copy = written('<path d="M0 0H200" stroke="red" stroke-dasharray="1e-9"/>')
    assert "dasharray" not in copy


def test_a_drawing_that_keeps_the_renderer_busy_is_refused() -> None:
    path = "M0 0" + "L1 1L900 900" * 8000
    marker = '<marker id="m" markerWidth="900" markerHeight="900"><rect width="900" height="900" opacity=".1"/></marker>'
    heavy = read_drawing(f'{OPEN}{marker}<path stroke="red" marker-mid="url(#m)" d="{path}"/></svg>')
    with pytest.raises(ValueError, match="more processor time or memory"):
        render(heavy)
