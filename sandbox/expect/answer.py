"""Assertions about the prose of a whole answer: comments in the program, and text around it."""

from __future__ import annotations

import io
import tokenize
from collections.abc import Mapping, Sequence

from sandbox.expect.result import Result
from sandbox.submission import Submission, prose_of

__all__ = ["expect_explained", "expect_prose"]


def expect_explained(
    submission: Submission,
    *,
    words: Mapping[str, Sequence[str]],
    mechanisms: Mapping[str, Sequence[str]],
    comment_share: float,
    characters: int,
) -> Result:
    """Comments in at least `comment_share` of the code's lines, prose of at least `characters` letters twice over outside the
    code, for all but a third of the topics of `words` one of its words in that prose, and likewise for two of `mechanisms`.

    Undecided where there are fewer comments, or one mechanism alone. A topic without any mechanism is a description, not an
    explanation. Any language, matched without case; a Chinese
    character says about as much as four Latin letters, and counts as four.
    """
    comments, code = _comments(submission.source)
    share = comments / max(1, code)
    prose = prose_of(submission.answer).lower()
    letters, missing = _letters(prose), _missing(prose, words)
    told = [name for name, known in mechanisms.items() if any(w.lower() in prose for w in known)]
    expected = f"comments in ≥ {comment_share:.0%} of the lines, description, explanation of {', '.join(words)}"
    parts = [f"comments in {share:.0%} of {code} lines", f"{letters} letters of prose"]
    parts.append(f"it explains {', '.join(told)}" if told else "nothing on how it works")
    if missing:
        parts.append(f"nothing on {', '.join(missing)}")
    enough = comments > 0 and letters >= 2 * characters and len(missing) <= len(words) // 3 and bool(told)
    good = enough and (True if share >= comment_share and len(told) >= 2 else None)
    met = [share >= comment_share, letters >= characters, letters >= 2 * characters, not missing, len(told) >= 2]
    return Result.judged(good, expected, ", ".join(parts), score=sum(met) / len(met) * 0.8)


def expect_prose(submission: Submission, *, words: Mapping[str, Sequence[str]], characters: int) -> Result:
    """Prose of at least `characters` letters beside what was asked for, with words for all but a third of the topics."""
    prose = prose_of(submission.answer.replace(submission.source, "") if submission.source else submission.answer).lower()
    letters, missing = _letters(prose), _missing(prose, words)
    expected = f"≥ {characters} letters that explain {', '.join(words)}"
    actual = f"{letters} letters of prose" + (f", nothing on {', '.join(missing)}" if missing else "")
    met = [letters >= characters, len(missing) <= len(words) // 3]
    return Result.judged(all(met), expected, actual, score=sum(met) / len(met) * 0.8)


def _letters(prose: str) -> int:
    """A Chinese character says about as much as four Latin letters, and counts as four."""
    return sum(4 if "\u3400" <= c <= "\u9fff" else 1 for c in prose if c.isalnum())


def _missing(prose: str, words: Mapping[str, Sequence[str]]) -> list[str]:
    """The topics of which the prose, in lower case, has no word."""
    return [topic for topic, known in words.items() if not any(w.lower() in prose for w in known)]


def _comments(source: str) -> tuple[int, int]:
    """(lines with a comment or docstring, lines that are not blank)."""
    lines = sum(1 for line in source.split("\n") if line.strip())
    commented: set[int] = set()
    try:
        previous = tokenize.NEWLINE
        for token in tokenize.generate_tokens(io.StringIO(source).readline):
            if token.type == tokenize.COMMENT:
                commented.add(token.start[0])
            elif token.type == tokenize.STRING and previous in (tokenize.NEWLINE, tokenize.INDENT, tokenize.NL):
                commented.update(range(token.start[0], token.end[0] + 1))
            previous = token.type
    except (tokenize.TokenError, SyntaxError, ValueError):
        commented.update(i for i, line in enumerate(source.split("\n")) if line.lstrip().startswith("#"))
    return len(commented), lines
