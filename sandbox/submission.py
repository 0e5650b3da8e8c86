"""Submission: what a model answered, and the one program in it that is judged.

Which part of an answer is the program follows these rules, and `taken` says which one applied:
1. A file that is Python as it stands is the program.
2. In an answer, everything up to the last `</think>` is the model's thought; an unclosed `<think>` hides the rest.
3. Of the fenced blocks that parse as Python (or are marked as Python), the longest is the program; of equals, the last.
4. An answer without fences whose tail parses as Python from its first import on is taken from there.
"""

from __future__ import annotations

import ast
import re
import warnings
from dataclasses import dataclass
from pathlib import Path

from sandbox.errors import SubmissionError
from sandbox.limits import MIB

__all__ = ["MAX_SUBMISSION_BYTES", "Submission", "prose_of", "read_submission"]

MAX_SUBMISSION_BYTES = 4 * MIB
_PYTHON_NAMES = {"python", "py", "python3", "py3", "pygame", "python-repl"}
CLOSING_INDENT = 4  # spaces more than the opening fence's, with which a fence is part of the code
_FENCE = re.compile(r"^(?P<indent>[ ]*)(?P<fence>`{3,}|~{3,})[ \t]*(?P<info>[^\n`]*)$")
_LOOKS_LIKE_PYTHON = re.compile(
    r"^\s*(import \w|from [\w.]+ import |def \w+\s*\(|class \w+[(:]|while .+:|for \w+.* in .+:"
    r"|if __name__|print\s*\(|@\w|\w+\s*=\s*\S)",
    re.MULTILINE,
)
_LOOKS_LIKE_ANSWER = re.compile(r"^(#{1,6} |[ ]{0,3}(```|~~~))|</?think>", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Submission:
    """name    for messages: the file's name or "<text>"
    kind    "program" (a file that is the program) or "answer" (a whole answer: prose and program)
    source  the program; empty where an answer holds none
    answer  the whole text without the model's thought; equals `source` for a program
    taken   which part was taken and by which rule
    """

    name: str
    kind: str
    source: str
    answer: str
    taken: str


def read_submission(given: str | bytes | Path, *, name: str = "") -> Submission:
    """A path is read; str and bytes are the text itself.

    Raises SubmissionError, one line that says what to do, where it is missing, empty, binary, too large, or neither a Python
    program nor an answer.
    """
    if isinstance(given, Path):
        name = name or given.name
        given = _read_file(given)
    elif isinstance(given, str):
        given = given.encode("utf-8", "surrogatepass")
    name = name or "<text>"
    if len(given) > MAX_SUBMISSION_BYTES:
        raise SubmissionError(f"{name}: larger than {MAX_SUBMISSION_BYTES // MIB} MiB; give one program or one answer")
    text = _decode(given, name)
    if not text.strip():
        raise SubmissionError(f"{name}: the submission is empty; give a Python program or a model's answer")
    if _parses(text) and not _LOOKS_LIKE_ANSWER.search(_without_strings(text)):
        if not _LOOKS_LIKE_PYTHON.search(text):
            raise SubmissionError(f"{name}: neither a Python program nor an answer that holds one")
        return Submission(name, "program", text, text, "the whole file, a Python program")
    if _LOOKS_LIKE_ANSWER.search(text) and not name.endswith(".py"):
        return _answer(name, text)
    if _LOOKS_LIKE_PYTHON.search(text) and (name.endswith(".py") or not _mostly_prose(text)):
        return Submission(name, "program", text, text, "the whole file, although it does not parse as Python")
    answer = _answer(name, text)
    if not answer.source:
        raise SubmissionError(f"{name}: neither a Python program nor an answer that holds one")
    return answer


def _read_file(path: Path) -> bytes:
    try:
        if not path.is_file():
            what = "is a folder" if path.is_dir() else "no such file"
            raise SubmissionError(f"{path}: {what}; give a Python program or a model's answer")
        if path.stat().st_size > MAX_SUBMISSION_BYTES:
            raise SubmissionError(f"{path}: larger than {MAX_SUBMISSION_BYTES // MIB} MiB; give one program or one answer")
        return path.read_bytes()
    except OSError as error:
        raise SubmissionError(f"{path}: cannot be read ({error.strerror or error})") from error


def _decode(data: bytes, name: str) -> str:
    marks = {b"\xef\xbb\xbf": "utf-8-sig", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
    codec = next((codec for mark, codec in marks.items() if data.startswith(mark)), "utf-8")
    try:
        text = data.decode(codec)
    except UnicodeDecodeError as error:
        raise SubmissionError(f"{name}: not text in UTF-8 (byte {error.start}); give a Python program or an answer") from error
    if "\0" in text:
        raise SubmissionError(f"{name}: a binary file; give a Python program or a model's answer")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _parses(text: str) -> bool:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            ast.parse(text)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return False
    return True


def _without_strings(text: str) -> str:
    """A program's comments and strings may hold Markdown; they do not make it an answer."""
    return "\n".join(line for line in text.split("\n") if line.startswith(("```", "~~~", "</think", "<think")))


def _mostly_prose(text: str) -> bool:
    lines = [line for line in text.split("\n") if line.strip()]
    code = sum(1 for line in lines if _LOOKS_LIKE_PYTHON.match(line) or line.startswith((" ", "\t", "#")))
    return code < 0.4 * len(lines)


@dataclass(frozen=True, slots=True)
class _Block:
    info: str
    text: str
    line: int


def _blocks(text: str) -> list[_Block]:
    """Fenced blocks as CommonMark finds them, in lists of any depth; one that is never closed ends with the text."""
    blocks: list[_Block] = []
    fence, info, start, indent = "", "", 0, 0
    lines: list[str] = []
    for number, line in enumerate(text.split("\n"), 1):
        match = _FENCE.match(line)
        if not fence:
            if match and not (match["fence"][0] == "`" and "`" in match["info"]):
                words = match["info"].split()
                indent = len(match["indent"])
                fence, info, start, lines = match["fence"], words[0].lower() if words else "", number, []
        elif (
            match
            and match["fence"].startswith(fence)
            and not match["info"].strip()
            and len(match["indent"]) < indent + CLOSING_INDENT
        ):
            blocks.append(_Block(info, "\n".join(lines) + "\n", start))
            fence = ""
        else:  # a fence inside a list item is indented, and its content with it
            spaces = len(line) - len(line.lstrip(" "))
            lines.append(line[min(indent, spaces) :])
    if fence and lines:
        blocks.append(_Block(info, "\n".join(lines) + "\n", start))
    return blocks


def prose_of(answer: str) -> str:
    """What an answer says outside its fenced blocks."""
    lines = answer.split("\n")
    for block in _blocks(answer):
        end = block.line + block.text.count("\n")
        lines[block.line - 1 : end + 1] = [""] * len(lines[block.line - 1 : end + 1])
    return "\n".join(lines)


def _answer(name: str, text: str) -> Submission:
    thought = ""
    if "</think>" in text:
        text = text[text.rindex("</think>") + len("</think>") :]
        thought = ", the thinking part left out"
    elif "<think>" in text:
        text = text[: text.index("<think>")]
        thought = ", the unclosed thinking part left out"
    blocks = _blocks(text)
    python = [b for b in blocks if (b.info in _PYTHON_NAMES or not b.info) and _parses(b.text) and b.text.strip()]
    rule = "the longest block that is Python"
    if not python:
        python = [b for b in blocks if b.info in _PYTHON_NAMES and b.text.strip()]
        rule = "the longest block marked as Python, although it does not parse"
    if python:
        chosen = max(python, key=lambda b: (len(b.text.strip().split("\n")), b.line))
        count = f"block {blocks.index(chosen) + 1} of {len(blocks)}" if len(blocks) > 1 else "the only block"
        return Submission(name, "answer", chosen.text, text, f"{count} (line {chosen.line}): {rule}{thought}")
    lines = text.split("\n")
    for number, line in enumerate(lines):
        if re.match(r"(import|from) \w", line) and not blocks:
            for end in range(len(lines), number, -1):
                part = "\n".join(lines[number:end])
                if _parses(part):
                    return Submission(name, "answer", part + "\n", text, f"unfenced code from line {number + 1}{thought}")
                if len(lines) - end > 60:
                    break
            break
    return Submission(name, "answer", "", text, f"no Python program found in the answer{thought}")
