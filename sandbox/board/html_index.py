"""The first page: the board and its runs as data for the page's own script, and a short table where scripts do not run."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sandbox.board.data import row_words
from sandbox.board.html_page import data_block, own_files, policy, rendered
from sandbox.board.html_run import standing
from sandbox.board.html_words import LANGUAGES, WORDS
from sandbox.board.model import Board, Row
from sandbox.html import trusted
from sandbox.scoring import Estimate
from sandbox.store import Run
from sandbox.text import one_line

__all__ = ["RunFacts", "index_data", "index_page"]

# What is told of a run beside the store's record of it: "picture" and "film", names in files/ or empty; "checks", a line with
# the name of each, and "statuses", a letter for each.
RunFacts = Mapping[str, Any]

SCRIPTS = ("base.js", "parts.js", "ranking.js", "checks.js", "gallery.js", "runs.js", "index.js")
STANDINGS = ("passed", "failed", "undecided", "error", "incomplete", "unanswered", "waiting")
NAME = 120  # characters of a model's name
SHORT_TABLE = 100  # rows of the table without scripts


def index_page(board: Board, facts: Mapping[int, RunFacts], *, live: bool = False) -> str:
    """The whole document. `facts` by the answer's id; a `live` page asks its server for news."""
    style, head, script = own_files("site.css", "index.css"), own_files("head.js"), own_files(*SCRIPTS)
    names, table = row_words((board.totals if len(board.challenges) > 1 else board.rows)[:SHORT_TABLE])
    return rendered(
        "index.html.j2",
        live=live,
        style=trusted(style),
        head=trusted(head),
        script=trusted(script),
        policy=policy(style, (head, script), live=live),
        words=data_block({language: {key: text[n] for key, text in WORDS.items()} for n, language in enumerate(LANGUAGES)}),
        data=data_block(index_data(board, facts)),
        names=names,
        table=table,
    )


class _Numbers(dict[Any, int]):
    """Each new value gets the next number."""

    def __missing__(self, value: object) -> int:
        self[value] = len(self)
        return self[value]


def index_data(board: Board, facts: Mapping[int, RunFacts]) -> dict[str, object]:
    """What base.js reads. Runs are columns, as there may be ten thousand; numbers stand for models, challenges, languages and
    lists of checks, and a letter for the status of each check. Rates are 0…1, scores 0…100, times seconds.

    A row's `tied` are [first, count] of the rows of its challenge, as they stand here, that it cannot be told apart from.
    """
    models, languages, lists = _Numbers(), _Numbers(), _Numbers()
    slugs = {challenge.slug: number for number, challenge in enumerate(board.challenges)}
    runs = [_run(run, facts.get(run.answer, {}), models, slugs, languages, lists) for run in board.runs]
    groups: list[tuple[int, Sequence[Row]]] = [(-1, board.totals)]
    groups += [(slugs[c.slug], [row for row in board.rows if row.challenge == c.slug]) for c in board.challenges]
    return {
        "made": board.made,
        "measure": board.measure.value,
        "rows": [row | {"challenge": number} for number, rows in groups for row in _rows(rows, models, languages)],
        "runs": {name: [run[name] for run in runs] for name in (runs[0] if runs else ())},
        "challenges": [[one_line(c.slug, NAME), one_line(c.title, 300)] for c in board.challenges],
        "models": [one_line(model, NAME) for model in models],
        "languages": [one_line(language, 20) for language in languages],
        "lists": [checks.split("\n") if checks else [] for checks in lists],
    }


def _run(
    run: Run, facts: RunFacts, models: _Numbers, slugs: Mapping[str, int], languages: _Numbers, lists: _Numbers
) -> dict[str, object]:
    stands = standing(run)
    return {
        "id": run.answer,
        "model": models[run.model],
        "challenge": slugs[run.challenge],
        "mode": _mode(run.thinking),
        "language": languages[run.language],
        "sample": run.sample,
        "standing": STANDINGS.index(stands),
        "score": _short(run.score) if stands in ("passed", "failed", "undecided") else None,
        "seconds": _short(run.seconds) if run.seconds > 0 else None,
        "tokens": run.completion_tokens,
        "picture": facts.get("picture", ""),
        "film": facts.get("film", ""),
        "list": lists[facts.get("checks", "")],
        "statuses": facts.get("statuses", ""),
    }


def _rows(rows: Sequence[Row], models: _Numbers, languages: _Numbers) -> Iterator[dict[str, object]]:
    at = {row.contestant: number for number, row in enumerate(rows)}
    for row in rows:
        place = row.place
        yield {
            "model": models[row.model],
            "mode": _mode(row.thinking),
            "language": languages[row.language],
            "rank": None if place is None else place.rank,
            "tied": [] if place is None else _spans(at[other] for other in place.tied),
            "pass": _estimate(row.pass_rate),
            "score": _estimate(row.score),
            "at": {k: _short(value, 4) for k, value in row.pass_at.items()},
            "bounds": None if row.bounds is None else [_short(value, 4) for value in row.bounds],
            "counts": [
                row.passed, row.failed, row.undecided, row.errors, row.incomplete, row.unanswered, row.waiting
            ],
            "seconds": _short(row.seconds),
            "tokens": _short(row.tokens),
            "judge_s": _short(row.judge_s),
        }  # fmt: skip


def _spans(numbers: Iterator[int]) -> list[list[int]]:
    """Runs of consecutive numbers, [first, count] each: whoever is tied mostly stands together."""
    spans: list[list[int]] = []
    for number in sorted(numbers):
        if spans and number == sum(spans[-1]):
            spans[-1][1] += 1
        else:
            spans.append([number, 1])
    return spans


def _estimate(estimate: Estimate | None) -> list[float | None] | None:
    return None if estimate is None else [_short(value, 4) for value in (estimate.value, estimate.low, estimate.high)]


def _short(value: float | None, digits: int = 1) -> float | None:
    return None if value is None else round(value, digits)


def _mode(thinking: bool | None) -> int:
    return -1 if thinking is None else int(thinking)
