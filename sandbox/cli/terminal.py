"""What the terminal shows: progress while a program runs, then the table of checks. All guest text passes `sandbox.text`."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from sandbox.finding import Finding, Status, VerdictKind
from sandbox.progress import OnProgress, Progress
from sandbox.report.model import Report
from sandbox.text import one_line

if TYPE_CHECKING:
    from rich.console import Console, RenderableType

__all__ = ["console", "counted_progress", "findings_table", "print_report", "progress_shown"]

WIDE = 110  # columns from which a table has expected and actual side by side
ROOMY = 72  # columns from which progress tells frames and speed
COLOURS = {Status.PASS: "green", Status.FAIL: "red", Status.UNDECIDED: "yellow", Status.SKIPPED: "dim"}
VERDICT_COLOURS = {
    VerdictKind.PASSED: "bold green", VerdictKind.FAILED: "bold red",
    VerdictKind.UNDECIDED: "bold yellow", VerdictKind.ERROR: "bold magenta",
}  # fmt: skip
STAGES = {
    "run": "running", "judge": "judging", "pixels": "looking at pixels", "pictures": "taking pictures",
    "report": "writing the report",
}  # fmt: skip
WORDS = 240  # characters of one cell


def console(*, stderr: bool = False) -> Console:
    """Rich's console without its guesses: no markup, no emoji, no highlighting of words."""
    from rich.console import Console

    return Console(stderr=stderr, markup=False, emoji=False, highlight=False, soft_wrap=False)


@contextmanager
def progress_shown(*, quiet: bool) -> Iterator[OnProgress | None]:
    """Something to call with the progress; None where nobody would see it. The line is gone when the block ends."""
    if quiet or not sys.stderr.isatty() or not sys.stdout.isatty():
        yield None
        return
    from rich.progress import BarColumn, TextColumn
    from rich.progress import Progress as Bar

    where = console(stderr=True)
    columns = (TextColumn("{task.description}", markup=False), BarColumn(bar_width=None), TextColumn("{task.fields[facts]}"))
    with Bar(*columns, console=where, transient=True, expand=True) as bar:
        task = bar.add_task("starting", total=None, facts="")

        def show(told: Progress) -> None:
            facts = f"{told.time_s:.1f} / {told.target_s:g} s"
            if where.width >= ROOMY:
                facts += f"  {told.frames} frames  {told.speed:.1f} × real time" if told.speed else f"  {told.frames} frames"
            bar.update(
                task,
                description=STAGES.get(told.stage, told.stage),
                total=told.target_s or None,
                completed=told.time_s,
                facts=facts,
            )

        yield show


@contextmanager
def counted_progress(words: str, total: int, *, quiet: bool) -> Iterator[Callable[[], None]]:
    """Something to call for each of `total` things that is done. The line is gone when the block ends."""
    if quiet or not sys.stderr.isatty() or not sys.stdout.isatty():
        yield lambda: None
        return
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as Bar

    columns = (TextColumn("{task.description}"), BarColumn(bar_width=None), MofNCompleteColumn(), TimeRemainingColumn())
    with Bar(*columns, console=console(stderr=True), transient=True, expand=True) as bar:
        task = bar.add_task(words, total=total)
        yield lambda: bar.advance(task)


def print_report(report: Report, where: Console) -> None:
    """What was judged, the checks, verdict and score, and where the report lies, last."""
    from rich.text import Text

    kind = report.verdict.kind
    name = f"{one_line(report.challenge, 60)} / {one_line(report.submission.name, 80)}"
    where.print(Text.assemble((name, "bold"), f"  {one_line(report.title, 120)}"))
    if report.findings and kind is not VerdictKind.ERROR:
        where.print()
        where.print(findings_table(report.findings, where.width))
        where.print()
    score = "" if report.score is None else f" {report.score:g} of 100"
    where.print(Text.assemble((kind.value + score, VERDICT_COLOURS[kind]), f"  {_counted(report)}"))
    if report.run.frames:
        run = report.run
        by = report.outcome.backend if report.outcome else "?"
        where.print(Text(f"{run.seconds:g} s simulated, {run.frames} frames, {run.speed:g} × real time, {by}", style="dim"))
    page = report.artifacts.get("page", report.artifacts.get("report"))
    if page is not None:
        where.print(Text(one_line(str(page), 4096)), soft_wrap=True)


def _counted(report: Report) -> str:
    if report.verdict.kind is VerdictKind.ERROR:
        return one_line(report.error)
    asked = [f for f in report.findings if f.status is not Status.SKIPPED]
    counts = {word: sum(f.status is s for f in asked) for s, word in ((Status.FAIL, "failed"), (Status.UNDECIDED, "undecided"))}
    passed = f"{sum(f.status is Status.PASS for f in asked)} of {len(asked)} checks passed"
    return ", ".join([passed, *(f"{count} {word}" for word, count in counts.items() if count)])


def findings_table(findings: tuple[Finding, ...], width: int) -> RenderableType:
    """✓ ✗ ? –, check, expected, actual, when. Where the terminal is not wide, what was expected stands under what was seen,
    and only where the two differ."""
    return _wide_table(findings) if width >= WIDE else _compact_table(findings)


def _compact_table(findings: tuple[Finding, ...]) -> RenderableType:
    from rich.table import Table
    from rich.text import Text

    table = Table.grid(padding=(0, 1), pad_edge=False, expand=True)
    table.add_column(no_wrap=True)
    table.add_column(overflow="fold", max_width=20)
    table.add_column(ratio=1, overflow="fold")
    table.add_column(justify="right", no_wrap=True)
    for f in findings:
        colour = COLOURS[f.status]
        words = Text(one_line(f.actual, WORDS), "dim" if f.status is Status.SKIPPED else "")
        if f.status in (Status.FAIL, Status.UNDECIDED):
            words.append(f"\nexpected: {one_line(f.expected, WORDS)}", "dim")
        table.add_row(Text(f.status.mark, colour), Text(one_line(f.id, 60), colour), words, _when(f))
    return table


def _wide_table(findings: tuple[Finding, ...]) -> RenderableType:
    from rich.box import SIMPLE_HEAD
    from rich.table import Table
    from rich.text import Text

    table = Table(box=SIMPLE_HEAD, pad_edge=False, expand=True, padding=(0, 1))
    table.add_column("", no_wrap=True)
    table.add_column("check", overflow="fold", max_width=24)
    table.add_column("expected", ratio=1, overflow="fold", style="dim")
    table.add_column("actual", ratio=1, overflow="fold")
    table.add_column("when", justify="right", no_wrap=True)
    for f in findings:
        colour = COLOURS[f.status]
        expected, actual = Text(one_line(f.expected, WORDS)), Text(one_line(f.actual, WORDS))
        table.add_row(Text(f.status.mark, colour), Text(one_line(f.id, 60), colour), expected, actual, _when(f))
    return table


def _when(finding: Finding) -> str:
    return "" if finding.time_s is None else f"{finding.time_s:.2f} s"
