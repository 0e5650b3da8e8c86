"""Over generated Markdown: the program that was put in comes out, and nothing else is ever raised."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sandbox.errors import SubmissionError
from sandbox.submission import Wants, prose_of, read_submission
from tests.submission.markdown import answers

PIECES = st.sampled_from(
    ["```", "~~~", "````markdown\n", "```python\n", "\n", "<think>", "</think>", "# x\n", "def f(:\n", "> ", "- ", "\t", "\r\n",
     "import x\n", "print(1)\n", "<svg>", "</svg>", "<svg/>", "<!--", "<?xml", "<!DOCTYPE svg [", "<pre>", "</pre>", "`",
     '"""\n']
)  # fmt: skip


@settings(max_examples=400, deadline=None)
@given(answers())
def test_the_program_comes_back_exactly(answer: tuple[str, str]) -> None:
    text, program = answer
    taken = read_submission(text)
    assert taken.source == program, taken.taken


@settings(max_examples=300, deadline=None)
@given(
    st.lists(PIECES | st.text(max_size=8), max_size=30).map("".join) | st.binary(max_size=40),
    st.sampled_from(["python", "svg"]),
)
def test_any_text_gives_a_submission_or_a_submission_error(given_text: str | bytes, wants: Wants) -> None:
    try:
        taken = read_submission(given_text, wants=wants)
    except SubmissionError as error:
        assert str(error) and "\n" not in str(error)
    else:
        assert taken.taken and prose_of(taken.answer).count("\n") == taken.answer.count("\n")


HOSTILE = {
    "backticks": "`" * (1 << 20),
    "fences": "```\n" * (1 << 18),
    "opening fences": "```python\n" * (1 << 16),
    "alternating fences": "```python\nx = (\n~~~md\n" * (1 << 15),
    "tildes": "~" * (1 << 20),
    "quotes": "> " * (1 << 19),
    "list markers": "- " * (1 << 19),
    "blanks behind a marker": "1." + " " * (1 << 20) + "x",
    "thoughts": "<think>" * (1 << 17),
    "ends of thoughts": "</think>x" * (1 << 16),
    "pairs of thoughts": "<think></think>" * (1 << 16),
    "blocks": "```python\nimport x\nprint(x)\n```\n" * (1 << 15),
    "brackets": "import x\n" + "(" * (1 << 20),
    "a sum": "# x\nx = 1" + "+1" * (1 << 19) + "\n```\n",
    "drawings": "<svg>" * (1 << 17),
    "ends of drawings": "<svg></svg>" * (1 << 16),
    "tags never closed": "<svg " * (1 << 17),
    "comments": "<svg>" + "<!--" * (1 << 18),
    "declarations": "<?xml <!DOCTYPE svg " * (1 << 15) + "<svg>",
    "one declaration after the other": "<?xml a>" * (1 << 16) + "<svg/>",
    "HTML": "<pre>" * (1 << 17) + "</pre>",
    "starts of code": "import x\n???\n" * (1 << 16),
    "indented starts": "# x\n" + "    import x\n    ???\nprose\n" * (1 << 15),
    "markers of Python in one line": "x=" * (1 << 19),
    "words": "a " * (1 << 19) + "```python",
    "dots": "# x\nfrom " + "." * (1 << 20) + "\n```",
}


@pytest.mark.timeout(60)
@pytest.mark.parametrize("wants", ["python", "svg"])
@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_a_megabyte_of_hostile_text_is_read_in_time(text: str, wants: Wants) -> None:
    try:
        prose_of(read_submission(text, wants=wants).answer)
    except SubmissionError as error:
        assert "\n" not in str(error)
