"""The board as JSON, comma-separated values, and Markdown."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

from sandbox.board.model import MODES, Board, Row
from sandbox.scoring import Estimate
from sandbox.text import one_line

__all__ = ["board_csv", "board_data", "board_markdown", "row_data", "row_words"]

COUNTS = ("answers", "passed", "failed", "undecided", "errors", "incomplete", "unanswered", "waiting")


def board_data(board: Board) -> dict[str, object]:
    """`rows` and `totals` of `row_data`; of the runs their number."""
    return {
        "measure": board.measure.value,
        "made": board.made,
        "challenges": [{"slug": challenge.slug, "title": challenge.title} for challenge in board.challenges],
        "rows": [row_data(row) for row in board.rows],
        "totals": [row_data(row) for row in board.totals],
        "runs": len(board.runs),
    }


def row_data(row: Row) -> dict[str, object]:
    """As JSON has it; rates are 0…1, scores 0…100, intervals [low, high]."""
    place = row.place
    return {
        "model": row.model,
        "thinking": row.thinking,
        "language": row.language,
        "challenge": row.challenge or None,
        "challenges": row.challenges,
        "rank": None if place is None else place.rank,
        "tied_with": [] if place is None else list(place.tied),
        **{name: getattr(row, name) for name in COUNTS},
        "pass_rate": _estimate(row.pass_rate),
        "pass_bounds": row.bounds,
        "pass_at": {str(k): value for k, value in row.pass_at.items()},
        "score": _estimate(row.score),
        "seconds": row.seconds,
        "tokens": row.tokens,
        "judge_s": row.judge_s,
    }


def _estimate(estimate: Estimate | None) -> dict[str, object] | None:
    if estimate is None:
        return None
    return {"value": estimate.value, "interval": [estimate.low, estimate.high], "n": estimate.n}


def board_csv(board: Board) -> str:
    """One line a row; "all" is the challenge of totals, which come first."""
    out = io.StringIO()
    ks = sorted({k for row in board.rows for k in row.pass_at})
    names = ["challenge", "rank", "model", "mode", "language", *COUNTS, "pass_rate", "pass_low", "pass_high"]
    names += [f"pass@{k}" for k in ks] + ["score", "score_low", "score_high", "seconds", "tokens", "judge_s", "tied_with"]
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(names)
    for row in (*board.totals, *board.rows):
        place = row.place
        values: list[object] = [
            row.challenge or "all",
            place and place.rank,
            _plain(row.model),
            MODES[row.thinking],
            row.language,
        ]
        values += [getattr(row, name) for name in COUNTS]
        values += _three(row.pass_rate) + [row.pass_at.get(k) for k in ks] + _three(row.score)
        values += [row.seconds, row.tokens, row.judge_s, _plain("; ".join(place.tied if place else ()))]
        writer.writerow(["" if value is None else value for value in values])
    return out.getvalue()


def _three(estimate: Estimate | None) -> list[object]:
    return [None] * 3 if estimate is None else [round(x, 6) for x in (estimate.value, estimate.low, estimate.high)]


def _plain(text: str) -> str:
    """A name of a model is somebody else's text: in a spreadsheet it must not become a formula."""
    line = one_line(text, 1000)
    return f"'{line}" if line[:1] in ("=", "+", "-", "@") else line


def board_markdown(board: Board) -> str:
    """A table a challenge, and one of totals first where there are several."""
    parts: list[tuple[str, Sequence[Row]]] = []
    if len(board.challenges) > 1:
        parts.append(("All challenges", board.totals))
    parts += [(c.title, [row for row in board.rows if row.challenge == c.slug]) for c in board.challenges]
    return "\n".join(_markdown(title, rows) for title, rows in parts)


def _markdown(title: str, rows: Sequence[Row]) -> str:
    names, told = row_words(rows)
    lines = [f"## {_cell(title)}", "", _line(names), _line(["---"] * 2 + ["---:"] * (len(names) - 2))]
    return "\n".join(lines + [_line([_cell(word) for word in words]) for words in told]) + "\n"


def _line(words: Sequence[str]) -> str:
    return f"| {' | '.join(words)} |"


def _cell(text: str) -> str:
    line = one_line(text, 300)
    for sign in "\\|<>*_`[]":
        line = line.replace(sign, f"\\{sign}")
    return line


def row_words(rows: Sequence[Row]) -> tuple[list[str], list[list[str]]]:
    """Column names, and a table's words. Columns that say nothing of any row are left out."""
    ks = sorted({k for row in rows for k in row.pass_at if k > 1})
    told = [
        {
            "rank": "" if row.place is None else f"{row.place.rank}{'=' if row.place.tied else ''}",
            "model": row.model,
            "mode": MODES[row.thinking],
            "lang": row.language,
            "pass@1": _interval(row.pass_rate, 100.0, "%"),
            **{f"pass@{k}": f"{row.pass_at[k]:.0%}" if k in row.pass_at else "" for k in ks},
            "score": _interval(row.score, 1.0, ""),
            "passed": f"{row.passed}/{row.decided}",
            **{name: str(getattr(row, name) or "") for name in COUNTS[3:]},
            "s": "" if row.seconds is None else f"{row.seconds:.1f}",
            "tokens": "" if row.tokens is None else f"{row.tokens:,.0f}",
        }
        for row in rows
    ]
    names = [name for name in (told[0] if told else ()) if name in ("rank", "model") or any(words[name] for words in told)]
    if len({row.language for row in rows}) < 2 and "lang" in names:
        names.remove("lang")
    return names, [[words[name] for name in names] for words in told]


def _interval(estimate: Estimate | None, factor: float, sign: str) -> str:
    if estimate is None:
        return ""
    low, high = estimate.low * factor, estimate.high * factor
    return f"{estimate.value * factor:.0f}{sign} ({low:.0f}–{high:.0f})"
