"""Which drawing of an answer is taken where an SVG is asked for."""

from __future__ import annotations

import pytest

from sandbox.errors import SubmissionError
from sandbox.submission import read_submission

CHART = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 200">
  <!-- </svg> in a comment ends nothing -->
  <rect x="10" y="10" width="80" height="30"/><text x="50" y="30">start</text>
  <svg x="0"><path d="M50 40V80"/></svg>
  <rect x="10" y="80" width="80" height="30"/><text x="50" y="100">end</text>
</svg>"""
ARROW = '<svg><path d="M0 0L9 9"/></svg>'
DECLARED = f'<?xml version="1.0"?>\n<!DOCTYPE svg [<!ENTITY a "b">]>\n{CHART}'
DRAFT = CHART.replace("start", "draft")
PAGE = f"<html><body><h1>Chart</h1>{CHART}<p>Done</p></body></html>"

ANSWERS = {
    "fenced as svg": (f"Here:\n\n```svg\n{CHART}\n```\n", "the only SVG (line 4): it is whole"),
    "fenced as xml": (f"Here:\n\n```xml\n{CHART}\n```\n", "the only SVG"),
    "unnamed fence, never closed": (f"```\n{CHART}\n", "the only SVG"),
    "no fence, prose around": (f"Here it is: {CHART}\n\nThat was it.", "the only SVG"),
    "a page": (f"```html\n{PAGE}\n```", "the only SVG"),
    "a small example before and after": (f"{ARROW}\n\n{CHART}\n\nAn arrow alone: {ARROW}\n", "SVG 2 of 3 (line 3): the last"),
    "a draft before": (f"```svg\n{DRAFT}\n```\nCorrected:\n```svg\n{CHART}\n```\n", "SVG 2 of 2 (line 11): the last"),
    "a draft in the thought": (f"<think>{DRAFT}</think>\n{CHART}", "the thinking part left out"),
    "an element spoken of": (f"I use one `<svg>` and end it with `</svg>`.\n\n{CHART}\n", "the only SVG"),
    "a truncated one before": (f"```svg\n<svg><rect/>\n```\nAgain:\n```svg\n{CHART}\n```\n", "the only SVG"),
    "escaped": (f"<pre>{CHART.replace('<', '&lt;').replace('>', '&gt;')}</pre>\n", "with its tags unescaped"),
}  # fmt: skip


@pytest.mark.parametrize(("text", "why"), ANSWERS.values(), ids=ANSWERS)
def test_the_drawing_is_taken(text: str, why: str) -> None:
    taken = read_submission(text, wants="svg")
    assert (taken.kind, taken.source.strip()) == ("answer", CHART)
    assert why in taken.taken


@pytest.mark.parametrize("text", [CHART, DECLARED, f"<!-- made by hand -->\n{CHART}\n", f"\ufeff{CHART}"])
def test_a_file_that_is_svg_is_taken_whole(text: str) -> None:
    taken = read_submission(text.encode(), wants="svg")
    assert (taken.kind, taken.source) == ("svg", text.removeprefix("\ufeff"))
    assert taken.taken == "the whole file, an SVG"


def test_a_drawing_with_prose_behind_it_is_an_answer() -> None:
    taken = read_submission(f"{CHART}\n\nThis chart has two steps.\n", wants="svg")
    assert (taken.kind, taken.source.strip()) == ("answer", CHART)


def test_declarations_before_the_drawing_belong_to_it() -> None:
    assert read_submission(f"Here:\n```xml\n{DECLARED}\n```\n", wants="svg").source.strip() == DECLARED


def test_one_that_never_closes_is_taken_up_to_its_block_and_said_so() -> None:
    taken = read_submission(f"Here:\n```svg\n{CHART[:200]}\n```\nSorry.\n", wants="svg")
    assert taken.source.strip() == CHART[:200].strip()
    assert taken.taken == "the only SVG (line 3): although it never closes"


def test_an_answer_without_a_drawing_says_so() -> None:
    taken = read_submission("# Sorry\n\n```mermaid\ngraph TD\n```\n", wants="svg")
    assert (taken.source, taken.taken) == ("", "no SVG found in the answer")
    with pytest.raises(SubmissionError, match="neither an SVG nor an answer that holds one"):
        read_submission("I like apples.", wants="svg")


def test_the_style_sheet_of_the_page_goes_with_the_drawing() -> None:
    page = "<html><head><style>.box { fill: none }</style></head><body><svg viewBox='0 0 1 1'><rect/></svg></body></html>"
    taken = read_submission(f"```html\n{page}\n```", wants="svg")
    assert taken.source == "<svg viewBox='0 0 1 1'><style><![CDATA[.box { fill: none }]]></style><rect/></svg>\n"
    assert taken.taken.endswith("with the style sheet of its page")
