"""Which part of a submission is the program."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sandbox.errors import SubmissionError
from sandbox.submission import read_submission

CODE = "import math\nprint(math.pi)\n"


def answer(code: str = CODE, fence: str = "```", info: str = "python") -> str:
    return f"# Answer\n\nHere it is.\n\n{fence}{info}\n{code}{fence}\n\nThat was it.\n"


ANSWERS = {
    "fenced": answer(),
    "tildes": answer(fence="~~~"),
    "four ticks": answer(fence="````"),
    "no language": answer(info=""),
    "crlf": answer().replace("\n", "\r\n"),
    "never closed": f"# Answer\n\n```python\n{CODE}",
    "a shorter block first": "```python\nx = 1\n```\n" + answer(),
    "a shell block after": answer() + "```bash\npip install pygame\npython a.py\ncd b\n```\n",
    "thought before": "<think>\n```python\nimport os\nx = 1\ny = 2\nz = 3\n```\n</think>\n" + answer(),
    "an unclosed thought after": answer() + "<think>\n```python\nimport os\nx = 1\ny = 2\nz = 3\n```\n",
}


@pytest.mark.parametrize("text", ANSWERS.values(), ids=ANSWERS)
def test_an_answers_program_is_taken(text: str) -> None:
    taken = read_submission(text)
    assert (taken.kind, taken.source.strip()) == ("answer", CODE.strip())


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_program_is_itself_in_every_encoding(codec: str) -> None:
    taken = read_submission(CODE.encode(codec))
    assert (taken.kind, taken.source) == ("program", CODE)


def test_markdown_inside_a_programs_string_does_not_make_it_an_answer() -> None:
    text = 'import sys\nHELP = """\n# Title\n  ```python\n  x = 1\n  ```\n"""\nprint(HELP)\n'
    assert read_submission(text).kind == "program"


def test_an_answer_without_a_program_says_so() -> None:
    taken = read_submission("# Sorry\n\nI cannot do that.\n")
    assert taken.source == "" and taken.taken.startswith("no Python program found in the answer")


REFUSED = {
    "empty": (b" \n", "is empty"),
    "binary": (b"import x\0", "binary"),
    "not utf-8": (b"\x89PNG\r\n", "not text in UTF-8"),
    "5 MiB": (b"#" * (5 << 20), "larger than 4 MiB"),
    "prose": (b"I like apples, and pears too.", "neither a Python program nor an answer"),
}


@pytest.mark.parametrize(("data", "words"), REFUSED.values(), ids=REFUSED)
def test_refused_in_one_line(data: bytes, words: str) -> None:
    with pytest.raises(SubmissionError, match=words) as caught:
        read_submission(data)
    assert "\n" not in str(caught.value)


def test_a_missing_file_and_a_folder_are_refused(tmp_path: Path) -> None:
    with pytest.raises(SubmissionError, match="no such file"):
        read_submission(tmp_path / "none.py")
    with pytest.raises(SubmissionError, match="is a folder"):
        read_submission(tmp_path)


PIECES = st.sampled_from(["```", "~~~", "```python\n", "````", "\n", "<think>", "</think>", "# x\n", CODE, "def f(:\n", "\r\n"])


@settings(max_examples=200, deadline=None)
@given(st.lists(PIECES | st.text(max_size=8), max_size=14).map("".join))
def test_any_markdown_gives_a_submission_or_a_submission_error(text: str) -> None:
    try:
        read_submission(text)
    except SubmissionError as error:
        assert str(error)
