"""From the runs of a store to a board."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from statistics import median
from typing import TYPE_CHECKING

from sandbox.board.model import Board, ChallengeFacts, Measure, Row
from sandbox.finding import VerdictKind
from sandbox.models.answer import AnswerEnding
from sandbox.scoring import Estimate, Place, mean_over_tasks, mean_pass_at_k, ranking, rate
from sandbox.store import Run

if TYPE_CHECKING:
    from sandbox.store import Store

__all__ = ["KS", "board", "board_of"]

KS = (1, 5, 10)
TOP = 100.0  # the highest score
_UNJUDGED = {AnswerEnding.INCOMPLETE: "incomplete", AnswerEnding.FAILED: "unanswered", AnswerEnding.COMPLETE: "waiting"}
_JUDGED = {
    VerdictKind.PASSED: "passed", VerdictKind.FAILED: "failed", VerdictKind.UNDECIDED: "undecided", VerdictKind.ERROR: "errors"
}  # fmt: skip

_Key = tuple[str, bool | None, str]  # model, thinking, language


@dataclass(slots=True)
class _Task:
    """What one contestant's samples of one challenge gave."""

    counts: Counter[str] = field(default_factory=Counter)
    passes: list[float] = field(default_factory=list)
    scores: list[float] = field(default_factory=list)
    seconds: list[float] = field(default_factory=list)
    tokens: list[int] = field(default_factory=list)
    judge_s: list[float] = field(default_factory=list)

    def add(self, run: Run) -> None:
        verdict = run.verdict if run.ending is AnswerEnding.COMPLETE else None
        self.counts[_UNJUDGED[run.ending] if verdict is None else _JUDGED[verdict]] += 1
        if verdict in (VerdictKind.PASSED, VerdictKind.FAILED):
            self.passes.append(float(verdict is VerdictKind.PASSED))
            self.scores.append(run.score or 0.0)
        if verdict is not None:
            self.judge_s.append(run.judge_s)
        if run.ending is AnswerEnding.COMPLETE and run.seconds > 0:
            self.seconds.append(run.seconds)
        if run.ending is AnswerEnding.COMPLETE and run.completion_tokens is not None:
            self.tokens.append(run.completion_tokens)


def board(
    store: Store,
    *,
    challenges: Collection[str] = (),
    measure: Measure | str = Measure.PASS,
    ks: Sequence[int] = KS,
) -> Board:
    """Of what the store has at this moment; `challenges` are slugs, none for all."""
    return board_of(store.runs(), challenges=challenges, measure=measure, ks=ks)


def board_of(
    runs: Iterable[Run], *, challenges: Collection[str] = (), measure: Measure | str = Measure.PASS, ks: Sequence[int] = KS
) -> Board:
    counted = tuple(run for run in runs if not challenges or run.challenge in challenges)
    titles: dict[str, str] = {}
    tasks: dict[str, dict[_Key, _Task]] = {}
    for run in counted:
        titles[run.challenge] = run.title or titles.get(run.challenge, "")
        by_key = tasks.setdefault(run.challenge, {})
        key = (run.model, run.thinking, run.language)
        if key not in by_key:
            by_key[key] = _Task()
        by_key[key].add(run)
    how = Measure(measure)
    slugs = sorted(tasks)
    rows = [row for slug in slugs for row in _placed({key: {slug: task} for key, task in tasks[slug].items()}, slug, how, ks)]
    keys = dict.fromkeys(key for slug in slugs for key in tasks[slug])
    whole = {key: {slug: tasks[slug][key] for slug in slugs if key in tasks[slug]} for key in keys}
    return Board(
        measure=how,
        ks=tuple(ks),
        challenges=tuple(ChallengeFacts(slug, titles[slug] or slug) for slug in slugs),
        rows=tuple(rows),
        totals=tuple(_placed(whole, "", how, ks)),
        runs=counted,
        made=datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z"),
    )


def _placed(whole: Mapping[_Key, Mapping[str, _Task]], slug: str, measure: Measure, ks: Sequence[int]) -> list[Row]:
    """A row for each contestant, in the order of the ranking."""
    rows = {row.contestant: row for row in (_row(key, tasks, slug, ks) for key, tasks in whole.items())}
    values = {
        row.contestant: {name: task.passes if measure is Measure.PASS else task.scores for name, task in tasks.items()}
        for row, tasks in zip(rows.values(), whole.values(), strict=True)
    }
    places: dict[str, Place] = {place.name: place for place in ranking(values)}
    placed = [replace(rows[name], place=place) for name, place in places.items()]
    return placed + [rows[name] for name in sorted(rows.keys() - places.keys())]


def _row(key: _Key, tasks: Mapping[str, _Task], slug: str, ks: Sequence[int]) -> Row:
    counts: Counter[str] = sum((task.counts for task in tasks.values()), Counter())
    decided = {name: task for name, task in tasks.items() if task.passes}
    passed = [(len(task.passes), int(sum(task.passes))) for task in decided.values()]
    if len(decided) == 1:
        pass_rate: Estimate | None = rate(counts["passed"], counts["passed"] + counts["failed"])
    else:
        pass_rate = mean_over_tasks({name: task.passes for name, task in decided.items()})
    return Row(
        *key,
        challenge=slug,
        challenges=len(decided),
        answers=counts.total(),
        passed=counts["passed"],
        failed=counts["failed"],
        undecided=counts["undecided"],
        errors=counts["errors"],
        incomplete=counts["incomplete"],
        unanswered=counts["unanswered"],
        waiting=counts["waiting"],
        pass_rate=pass_rate,
        pass_at={k: value for k in ks if (value := mean_pass_at_k(passed, k)) is not None},
        score=mean_over_tasks({name: task.scores for name, task in decided.items()}, top=TOP),
        seconds=_median(task.seconds for task in tasks.values()),
        tokens=_median(task.tokens for task in tasks.values()),
        judge_s=_median(task.judge_s for task in tasks.values()),
    )


def _median(parts: Iterable[Sequence[float]]) -> float | None:
    values = [value for part in parts for value in part]
    return median(values) if values else None
