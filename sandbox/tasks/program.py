"""From a completion to the program that is tested.

In order: one that holds the whole function (in an answer, the program is taken out of it first), under the prompt, whose
imports and helpers it may use; one that continues the prompt; a body that lost its indent, or whose first line did. What
runs on after the function is cut where the text stops being Python. A text that is too long for a function is not parsed, which
would cost the host what only the sandbox has limits for: a program that says so takes its place, and fails.
"""

from __future__ import annotations

import ast
import textwrap
import warnings

from sandbox.errors import SubmissionError
from sandbox.limits import KIB, MIB
from sandbox.submission import read_submission
from sandbox.tasks.read import Task

__all__ = ["program_of"]

MAX_ANSWER, MAX_PROGRAM = 4 * MIB, 256 * KIB  # characters
MARKS = ("```", "~~~", "<think>", "</think>")


def program_of(task: Task, completion: str) -> str:
    """A program that should define the task's function; where none can be made, prompt and completion as they are."""
    text = completion.replace("\r\n", "\n")
    if len(text) <= MAX_ANSWER and any(mark in text for mark in MARKS):
        try:
            text = read_submission(text).source or text
        except SubmissionError:
            text = completion
    if len(text) > MAX_PROGRAM:
        return f"raise ValueError('the completion has {len(text)} characters, more than {MAX_PROGRAM}')\n"
    plain = task.prompt + text
    whole = task.prompt.rstrip() + "\n    pass\n\n\n" + text
    if _defines(text, task.entry_point):
        return whole if _parses(whole) else text
    if _parses(plain):
        return plain
    indented = task.prompt.rstrip() + "\n" + textwrap.indent(textwrap.dedent(_first_indented(text)), "    ")
    if text.strip() and _parses(indented):
        return indented
    return _cut(task, text) or plain


def _parses(text: str) -> bool:
    """Compiled, not only parsed: a `return` outside of a function is found by the compiler alone."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            compile(text, "completion", "exec", dont_inherit=True)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return False
    return True


def _tree(text: str) -> ast.Module | None:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return ast.parse(text)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None


def _defines(text: str, name: str) -> bool:
    tree = _tree(text)
    if tree is None:
        return False
    for node in tree.body:
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)) and node.name == name:
            return True
        if isinstance(node, ast.Assign) and any(isinstance(t, ast.Name) and t.id == name for t in node.targets):
            return True
    return False


def _first_indented(text: str) -> str:
    """The first line with the indent of the next one, where it alone has lost it."""
    first, _, rest = text.strip("\n").partition("\n")
    following = next((line for line in rest.split("\n") if line.strip()), "")
    indent = following[: len(following) - len(following.lstrip())]
    if first and not first[0].isspace() and indent and not first.rstrip().endswith(":"):
        return f"{indent}{first}\n{rest}"
    return f"{first}\n{rest}"


def _cut(task: Task, text: str) -> str:
    """The prompt with the longest part of the completion, cut at the left margin, with which it is Python; empty for none."""
    lines = text.split("\n")
    ends = [n for n, line in enumerate(lines) if n and line.strip() and not line[0].isspace()]
    for end in reversed(ends[:200]):
        shorter = task.prompt + "\n".join(lines[:end]) + "\n"
        if _parses(shorter):
            return shorter
    return ""
