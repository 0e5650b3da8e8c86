"""What the terminal shows: progress while a program runs, then the table of checks. All guest text passes `sandbox.text`."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from sandbox.finding import Finding, Status, VerdictKind
from sandbox.progress import OnProgress, Progress
from sandbox.report.model import Report
from sandbox.text import one_line

if TYPE_CHECKING:
    from rich.console import Console, RenderableType

__all__ = ["console", "findings_table", "print_report", "progress_shown"]

NARROW = 72  # columns below which the table becomes a list
COLOURS = {Status.PASS: "green", Status.FAIL: "red", Status.UNDECIDED: "yellow", Status.SKIPPED: "dim"}
VERDICT_COLOURS = {
    VerdictKind.PASSED: "bold green", VerdictKind.FAILED: "bold red",
    VerdictKind.UNDECIDED: "bold yellow", VerdictKind.ERROR: "bold magenta",
}  # fmt: skip
STAGES = {"run": "running", "judge": "judging", "report": "writing the report"}
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
            if where.width >= NARROW:
                facts += f"  {told.frames} frames  {told.speed:.1f} × real time" if told.speed else f"  {told.frames} frames"
            bar.update(
                task,
                description=STAGES.get(told.stage, told.stage),
                total=told.target_s or None,
                completed=told.time_s,
                facts=facts,
            )

        yield show


def print_report(report: Report, where: Console) -> None:
    """Verdict and score, the checks, and where the report lies, last."""
    from rich.text import Text

    if report.findings and report.verdict.kind is not VerdictKind.ERROR:
        where.print(findings_table(report.findings, where.width))
    kind = report.verdict.kind
    line = Text.assemble((kind.value, VERDICT_COLOURS[kind]), "  ", one_line(report.title, 120))
    if report.score is not None:
        line = Text.assemble((f"{kind.value} {report.score:g}", VERDICT_COLOURS[kind]), "  ", one_line(report.title, 120))
    where.print(line)
    if report.error:
        where.print(Text(one_line(report.error)))
    if report.run.frames:
        run = report.run
        by = report.outcome.backend if report.outcome else "?"
        where.print(Text(f"{run.seconds:g} s simulated, {run.frames} frames, {run.speed:g} × real time, {by}", style="dim"))
    page = report.artifacts.get("page", report.artifacts.get("report"))
    if page is not None:
        where.print(Text(str(page)), soft_wrap=True)


def findings_table(findings: tuple[Finding, ...], width: int) -> RenderableType:
    """✓ ✗ ? –, expected, actual, when; a list where the terminal is narrow."""
    from rich.console import Group
    from rich.padding import Padding
    from rich.table import Table
    from rich.text import Text

    if width < NARROW:
        rows: list[RenderableType] = []
        for f in findings:
            rows.append(Text.assemble((f"{f.status.mark} {one_line(f.id, 60)}", COLOURS[f.status]), f"  {_when(f)}"))
            if f.status is not Status.PASS:
                rows.append(Padding(Text(f"expected {one_line(f.expected, WORDS)}", style="dim"), (0, 0, 0, 2)))
            rows.append(Padding(Text(one_line(f.actual, WORDS)), (0, 0, 0, 2)))
        return Group(*rows)
    from rich.box import SIMPLE_HEAD

    table = Table(box=SIMPLE_HEAD, pad_edge=False, expand=False, padding=(0, 1))
    table.add_column("", no_wrap=True)
    table.add_column("check", overflow="fold", min_width=8)
    table.add_column("expected", ratio=1, overflow="fold", style="dim")
    table.add_column("actual", ratio=1, overflow="fold")
    table.add_column("when", justify="right", no_wrap=True)
    for f in findings:
        colour = COLOURS[f.status]
        table.add_row(
            Text(f.status.mark, colour),
            Text(one_line(f.id, 60), colour),
            Text(one_line(f.expected, WORDS)),
            Text(one_line(f.actual, WORDS)),
            Text(_when(f)),
        )
    return table


def _when(finding: Finding) -> str:
    return "" if finding.time_s is None else f"{finding.time_s:.2f} s"
