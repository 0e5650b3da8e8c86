"""The thought in what a server sends as the answer: between tags, before a lone closing tag, or after one that never closes."""

from __future__ import annotations

from dataclasses import dataclass

from sandbox.submission.thought import tags

__all__ = ["Split", "split"]

_FENCES = ("```", "~~~")


@dataclass(frozen=True, slots=True)
class Split:
    """`closed` is False where the thought never ended: what stands in `reasoning` is then all that came."""

    text: str
    reasoning: str = ""
    closed: bool = True


def split(content: str, *, expected: bool) -> Split:
    """A thought stands at the start: chat templates put its opening tag into the prompt, or leave it to the model.

    expected  whether the model was to think. Where it was not, a closing tag inside a block of code is part of the code.

    >>> split("<think>\\nWhy?\\n</think>\\n\\nBecause.", expected=True)
    Split(text='Because.', reasoning='Why?', closed=True)
    """
    found = tags(content)
    opened = next((end for start, end, closes in found if not closes and not content[:start].strip()), None)
    ending = next(((start, end) for start, end, closes in found if closes), None)
    if ending is None:
        return Split(content) if opened is None else Split("", content[opened:].strip(), closed=False)
    start, end = ending
    if opened is None and not expected and _in_code(content[:start]):
        return Split(content)
    return Split(content[end:].lstrip("\r\n"), content[opened or 0 : start].strip())


def _in_code(text: str) -> bool:
    return sum(line.lstrip().startswith(_FENCES) for line in text.splitlines()) % 2 == 1
