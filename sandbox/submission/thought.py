"""A model's thought in its answer: what stands between its tags is no part of the answer.

Everything up to the last closing tag is thought, since chat templates often leave the opening tag out; where nothing follows
that tag, only closed pairs are. An opening tag that is never closed hides all that comes after it: the model was cut off while
it thought. A tag that is quoted, as in a program that looks for tags itself, is none.
"""

from __future__ import annotations

import re

__all__ = ["has_thought", "tags", "without_thought"]

_NAMES = "think|thinking|thought|reasoning|seed:think"
# A quote, a bracket or a lone backtick right after it: the tag is spoken of.
_NOT_QUOTED = r"(?![\"')\\]|`(?!``))"
_TAG = re.compile(
    rf"(?:(?<![\"'`])<(?:{_NAMES})>|<(?P<close>/)(?:{_NAMES})>|◁(?P<close_2>/?)think▷|<\|channel\|>(?:analysis|(?P<close_3>final))<\|message\|>){_NOT_QUOTED}",
    re.IGNORECASE,
)


def has_thought(text: str) -> bool:
    return _TAG.search(text) is not None


def tags(text: str) -> list[tuple[int, int, bool]]:
    """(start, end, whether it closes) of every tag that is not quoted."""
    return [(m.start(), m.end(), bool(m["close"] or m["close_2"] or m["close_3"])) for m in _TAG.finditer(text)]


def without_thought(text: str) -> tuple[str, str]:
    """(the answer, what was left out in words; "" where there was no thought)."""
    found = tags(text)
    if not found:
        return text, ""
    note = ""
    last = max((i for i, tag in enumerate(found) if tag[2]), default=-1)
    if last >= 0:
        after = text[found[last][1] :]
        rest = found[last + 1 :]
        note = "the thinking part left out"
        if (after[: rest[0][0] - found[last][1]] if rest else after).strip():
            text = after
            found = [(start - found[last][1], end - found[last][1], False) for start, end, _ in rest]
        else:
            return _outside_pairs(text, found), note
    if found:  # opening tags alone
        text = text[: found[0][0]]
        note = "the unclosed thinking part left out"
    return text, note


def _outside_pairs(text: str, tags: list[tuple[int, int, bool]]) -> str:
    """What stands in no pair; a closing tag without an opening one closes a pair that began with the text."""
    kept: list[str] = []
    position = 0
    thinking = False
    for start, end, closes in tags:
        if closes:
            if not thinking:
                kept.clear()
            thinking, position = False, end
        elif not thinking:
            kept.append(text[position:start])
            thinking = True
    if not thinking:
        kept.append(text[position:])
    return "".join(kept)
