"""`sandbox ask`."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from sandbox.finding import VerdictKind
from sandbox.models import Answer, AnswerEnding
from sandbox.text import one_line

if TYPE_CHECKING:
    from rich.console import Console
    from rich.progress import Progress, TaskID

    from sandbox.challenge import Challenge
    from sandbox.models.asking import Asking
    from sandbox.models.many import Question
    from sandbox.models.spec import Model
    from sandbox.report.model import Report

__all__ = ["command"]

WORDS = 300  # characters of a line under an answer
MODES = {True: "thinking", False: "no thinking", None: "as it is"}
WORST_FIRST = (4, 1, 3)
ENDING_CODES = {AnswerEnding.COMPLETE: 0, AnswerEnding.INCOMPLETE: 3, AnswerEnding.FAILED: 4}


@dataclass(frozen=True, slots=True)
class _Row:
    """An answer with what became of it. `verdict` is None where it was not judged."""

    answer: Answer
    folder: Path | None
    verdict: VerdictKind | None = None
    score: float | None = None
    reason: str = ""
    report: Report | None = None

    @property
    def code(self) -> int:
        return ENDING_CODES[self.answer.ending] or (0 if self.verdict is None else self.verdict.exit_code)

    @property
    def word(self) -> str:
        if self.verdict is not None:
            return self.verdict.value
        return "no answer" if self.answer.ending is AnswerEnding.FAILED else self.answer.ending.value

    @property
    def data(self) -> dict[str, object]:
        from sandbox.models import answer_data

        judged = None if self.verdict is None else {"verdict": self.verdict.value, "score": self.score, "reason": self.reason}
        report = None if self.report is None else str(self.report.artifacts.get("report", ""))
        return {**answer_data(self.answer), "folder": self.folder and str(self.folder), "judged": judged, "report": report}


def command(arguments: Namespace) -> int:
    """Asks, keeps and judges; the worst that happened is the exit code. Ctrl-C leaves what is finished in its folders."""
    from sandbox.challenge import find
    from sandbox.cli.terminal import console
    from sandbox.models.asking import AskOptions, prompt_of
    from sandbox.models.catalogue import read_models
    from sandbox.models.keeping import keep
    from sandbox.models.many import asking
    from sandbox.report import dumps

    model = read_models(arguments.models and Path(arguments.models)).model(arguments.model)
    challenge = find(arguments.challenge)
    prompt_of(challenge, arguments.lang)
    if arguments.verify:
        _check_runner(arguments)
    how = AskOptions(max_tokens=arguments.max_tokens, context_tokens=arguments.context)
    if arguments.patience is not None:
        how = replace(how, first_token_s=arguments.patience)
    root = Path(arguments.out)
    questions = list(_questions(arguments, model, challenge, root))
    rows: dict[Question, _Row] = {}

    def on_answer(question: Question, answer: Answer) -> None:
        folder = None
        if answer.ending is not AnswerEnding.FAILED or answer.text or answer.reasoning:
            answer, folder = keep(answer, root)
        rows[question] = _Row(answer, folder)

    try:
        with (
            _shown(len(questions), quiet=arguments.json) as shown,
            asking(
                questions,
                concurrency=arguments.concurrency,
                options=how,
                on_progress=None if shown is None else shown.asking,
                on_answer=on_answer,
            ) as done,
        ):
            for question in done:
                if arguments.verify:
                    rows[question] = _judged(rows[question], challenge, arguments, shown)
    finally:
        ordered = [rows[question] for question in questions if question in rows]
        if not arguments.json:
            _print(ordered, model.spec, challenge, console())
    if arguments.json:
        print(dumps({"model": model.spec, "challenge": challenge.slug, "answers": [row.data for row in ordered]}))
    return next((code for code in WORST_FIRST if any(row.code == code for row in ordered)), 0)


def _questions(arguments: Namespace, model: Model, challenge: Challenge, root: Path) -> Iterator[Question]:
    """Each mode's samples get the numbers after those that are kept already."""
    from sandbox.models.keeping import next_sample
    from sandbox.models.many import Question

    modes = model.modes(arguments.thinking)
    first = {mode: next_sample(root, model.spec, challenge.slug, arguments.lang, mode) for mode in modes}
    for n in range(arguments.samples):
        for mode in modes:
            seed = None if arguments.seed is None else arguments.seed + n
            yield Question(model, challenge, mode, arguments.lang, first[mode] + n, seed)


def _check_runner(arguments: Namespace) -> None:
    """Raises what judging would raise, before hours of asking."""
    from sandbox.errors import BackendUnavailable
    from sandbox.isolation import backend

    readiness = backend(arguments.runner, trust_program=arguments.trust_program).probe()
    if not readiness.ready:
        raise BackendUnavailable(f"{arguments.runner}: {readiness.detail}; {readiness.advice}")


def _judged(row: _Row, challenge: Challenge, arguments: Namespace, shown: _Shown | None) -> _Row:
    """The row with its verdict, where the answer is a whole one."""
    from sandbox.errors import SubmissionError
    from sandbox.finding import Status
    from sandbox.verify import verify

    if row.folder is None or row.answer.ending is not AnswerEnding.COMPLETE:
        return row
    if shown is not None:
        shown.judging(row.answer)
    try:
        report = verify(
            challenge.folder,
            row.answer.text,
            runner=arguments.runner,
            trust_program=arguments.trust_program,
            out=row.folder / "report",
            video=not arguments.no_video,
            name=f"{row.answer.model} {_named(row.answer)}",
        )
    except SubmissionError as error:  # the model answered, and there is nothing in it to be judged
        return replace(row, verdict=VerdictKind.FAILED, score=0.0, reason=str(error))
    finally:
        if shown is not None:
            shown.judging(None)
    said = (f for s in (Status.FAIL, Status.UNDECIDED) for f in report.findings if f.status is s)
    reason = report.error or next((f"{f.id}: {f.actual}" for f in said), "")
    return replace(row, verdict=report.verdict.kind, score=report.score, reason=reason, report=report)


class _Shown:
    """A line for every question that is being asked, with its tokens and seconds; called from the asking thread too."""

    def __init__(self, lines: Progress, total: int) -> None:
        self._lines = lines
        self._total = total
        self._over = 0
        self._judging = ""
        self._whole = lines.add_task("answers", total=None, facts="")
        self._of: dict[Question, TaskID] = {}
        self._count()

    def asking(self, question: Question, told: Asking | None) -> None:
        if told is None:
            self._over += 1
            self._count()
            if question in self._of:
                self._lines.remove_task(self._of.pop(question))
            return
        if question not in self._of:
            self._of[question] = self._lines.add_task(f"  {_named(question)}", total=None, facts="")
        self._lines.update(self._of[question], facts=_facts(told))

    def judging(self, answer: Answer | None) -> None:
        self._judging = "" if answer is None else f", judging {_named(answer)}"
        self._count()

    def _count(self) -> None:
        self._lines.update(self._whole, facts=f"{self._over} of {self._total}{self._judging}")


@contextmanager
def _shown(total: int, *, quiet: bool) -> Iterator[_Shown | None]:
    """None where nobody would see it. The lines are gone when the block ends."""
    import sys

    if quiet or not sys.stderr.isatty() or not sys.stdout.isatty():
        yield None
        return
    from rich.progress import Progress, SpinnerColumn, TextColumn

    from sandbox.cli.terminal import console

    words, facts = (TextColumn(name, markup=False) for name in ("{task.description}", "{task.fields[facts]}"))
    with Progress(SpinnerColumn(), words, facts, console=console(stderr=True), transient=True) as lines:
        yield _Shown(lines, total)


def _named(of: Question | Answer) -> str:
    return f"{MODES[of.thinking]} {of.sample}"


def _facts(told: Asking) -> str:
    if told.note:
        return one_line(told.note, 100)
    speed = f"  {told.tokens / told.seconds:.0f} a second" if told.tokens and told.seconds > 1 else ""
    count = f"  {told.tokens:,} tokens" if told.tokens else ""
    return f"{told.stage}{count}  {told.seconds:.0f} s{speed}"


def _print(rows: list[_Row], model: str, challenge: Challenge, where: Console) -> None:
    """An answer a line, with what is to be said of it below; of a single one that was judged, its checks."""
    from rich.table import Table
    from rich.text import Text

    from sandbox.cli.terminal import VERDICT_COLOURS, print_report

    if not rows:
        return
    where.print(Text.assemble((one_line(model, 120), "bold"), f"  {one_line(challenge.title, 120)}"))
    table = Table.grid(padding=(0, 2), pad_edge=False)
    for row in rows:
        answer = row.answer
        colour = VERDICT_COLOURS[VerdictKind.ERROR] if answer.ending is AnswerEnding.FAILED else ""
        colour = VERDICT_COLOURS[row.verdict] if row.verdict else colour
        score = "" if row.score is None else f" {row.score:g}"
        tokens = "" if answer.tokens.completion is None else f"{answer.tokens.completion:,} tokens"
        table.add_row(
            Text(str(answer.sample), justify="right"), MODES[answer.thinking], Text(f"{row.word}{score}", colour),
            Text(tokens, justify="right"), Text(f"{answer.seconds:.1f} s", justify="right"),
        )  # fmt: skip
    where.print(table)
    said: dict[str, list[str]] = {}
    for row in rows:
        for line in filter(None, (row.answer.problem, row.reason, *row.answer.notes)):
            said.setdefault(one_line(line, WORDS), []).append(_named(row.answer))
    for line, names in said.items():
        about = "all" if len(names) == len(rows) > 1 else ", ".join(names)
        where.print(Text.assemble((f"{about}: ", "dim"), line))
    if len(rows) == 1 and rows[0].report is not None:
        where.print()
        print_report(rows[0].report, where)
    for row in rows:
        if row.folder is not None:
            where.print(Text(one_line(str(row.folder), 4096)), soft_wrap=True)
