"""Submission: what a model answered, and the one program or drawing in it that is judged.

The way of a text, whatever the challenge:

    given.py      bytes become text, within bounds
    thought.py    the model's thought is left out
    markdown.py   an answer's fenced blocks are found
    python.py     one of them is the program, or svg.py: one of its drawings is the drawing

A file that is Python, or SVG, as it stands is taken whole. `Submission.taken` says which rule applied.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from sandbox.errors import SubmissionError
from sandbox.submission.given import MAX_SUBMISSION_BYTES, text_of
from sandbox.submission.markdown import is_fence, prose_of
from sandbox.submission.python import program_of
from sandbox.submission.svg import drawing_of, is_drawing
from sandbox.submission.syntax import facts_of, looks_like_python
from sandbox.submission.thought import has_thought, without_thought

__all__ = ["MAX_SUBMISSION_BYTES", "Submission", "Wants", "prose_of", "read_submission"]

Wants = Literal["python", "svg"]
_ASKED = {"python": "a Python program or a model's answer", "svg": "an SVG or a model's answer"}
_HELD = {"python": "a Python program", "svg": "an SVG"}
ANSWERS = (".md", ".markdown")  # files that are answers by their name
_MARKDOWN = re.compile(r"^#{1,6} ", re.MULTILINE)
_KEYWORDS = "import|from|def|class|while|for|if|elif|else|try|except|with|print|return"
_CODE_LINE = re.compile(rf"[ \t#@)\]}}]|(?:{_KEYWORDS})\b|[\w.]+\s*[-+*/]?=|[\w.]+\(")
# Of the lines that are not blank: from here on a text that does not parse was meant as a program …
CODE_SHARE = 0.4
PROGRAM_SHARE = 0.6  # … unless so many of them are one that does


@dataclass(frozen=True, slots=True)
class Submission:
    """name    for messages: the file's name or "<text>"
    kind    "program" or "svg" (a file that is it) or "answer" (a whole answer: prose, and a program or drawing)
    source  the program or drawing; empty where an answer holds none
    answer  the whole text without the model's thought; equals `source` for a file that is it
    taken   which part was taken and by which rule
    """

    name: str
    kind: str
    source: str
    answer: str
    taken: str


def read_submission(given: str | bytes | Path, *, name: str = "", wants: Wants = "python") -> Submission:
    """A path is read; str and bytes are the text itself. `wants` is what an answer is searched for.

    Raises SubmissionError, one line that says what to do, where it is missing, empty, binary, too large, or neither what is
    wanted nor an answer.
    """
    if isinstance(given, Path):
        name = name or given.name
    name = name or "<text>"
    text = text_of(given, name, _ASKED[wants])
    bare = _bare_drawing(name, text) if wants == "svg" else _bare_program(name, text)
    if bare is not None:
        return bare
    answer, note = without_thought(text)
    source, taken = drawing_of(answer) if wants == "svg" else program_of(answer)
    if not source and not note and not name.endswith(ANSWERS) and not _looks_like_answer(text):
        raise SubmissionError(f"{name}: neither {_HELD[wants]} nor an answer that holds one")
    return Submission(name, "answer", source, answer, f"{taken}, {note}" if note else taken)


def _bare_drawing(name: str, text: str) -> Submission | None:
    if not is_drawing(text):
        return None
    return Submission(name, "svg", text, text, "the whole file, an SVG")


def _bare_program(name: str, text: str) -> Submission | None:
    first = next((line for line in text.split("\n") if line.strip()), "")
    called_python = name.endswith(".py") and not is_fence(first) and not has_thought(first)
    # A fence of backticks or a tag would be no Python unless it stands in a string; tildes may be operators.
    if facts_of(text).parses and (called_python or not any(line.startswith("~~~") for line in text.split("\n"))):
        if called_python or looks_like_python(text):
            return Submission(name, "program", text, text, "the whole file, a Python program")
        return None
    if called_python or (looks_like_python(text) and not _looks_like_answer(text) and _is_mostly_code(text)):
        return Submission(name, "program", text, text, "the whole file, although it does not parse as Python")
    return None


def _looks_like_answer(text: str) -> bool:
    return has_thought(text) or _MARKDOWN.search(text) is not None or any(is_fence(line) for line in text.split("\n"))


def _is_mostly_code(text: str) -> bool:
    """A program that does not parse, rather than a program with a few words of prose around it."""
    lines = [line for line in text.split("\n") if line.strip()]
    if sum(1 for line in lines if _CODE_LINE.match(line)) < CODE_SHARE * len(lines):
        return False
    inside = sum(1 for line in program_of(text)[0].split("\n") if line.strip())
    return inside < PROGRAM_SHARE * len(lines)
