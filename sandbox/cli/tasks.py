"""`sandbox verify --tasks`."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.console import Console

    from sandbox.tasks import Summary, TaskResult

__all__ = ["command"]

REASON = 100  # characters of one reason in the table


def command(arguments: Namespace) -> int:
    """Judges samples (the tasks' own solutions where none are given), and tells verdicts a task, and pass@k."""
    from sandbox.cli.terminal import console, counted_progress
    from sandbox.errors import UsageError
    from sandbox.report import check_folder, dumps
    from sandbox.report.folder import replaced_folder
    from sandbox.tasks import judge, own_solutions, read_samples, read_tasks, summary

    if arguments.seconds is not None:
        raise UsageError("--seconds is for challenges that have a clock, not for tasks")
    if arguments.submission is not None:
        raise UsageError("with --tasks the samples are given by --samples FILE, not as a submission")
    tasks = read_tasks(Path(arguments.tasks))
    given = arguments.samples
    samples = own_solutions(tasks) if given is None else read_samples(Path(given), tasks)
    out = Path(arguments.out or Path("out", f"tasks-{Path(given or arguments.tasks).name.partition('.')[0]}"))
    check_folder(out)
    with counted_progress("judging", len(samples), quiet=arguments.json) as step:
        results = judge(
            tasks,
            samples,
            runner=arguments.runner,
            trust_program=arguments.trust_program,
            workers=arguments.workers,
            on_result=lambda result: step(),
        )
    told = summary(results, arguments.k)
    data = {"tasks": str(arguments.tasks), "samples": given, **told.data}
    with replaced_folder(out) as work:
        lines = "".join(dumps(result.data, indent=None) + "\n" for result in results)
        (work / "results.jsonl").write_text(lines, encoding="utf-8")
        (work / "report.json").write_text(dumps(data) + "\n", encoding="utf-8")
    if arguments.json:
        print(dumps({**data, "results": [result.data for result in results]}))
    else:
        _print(results, told, console())
        print(out / "results.jsonl")
    return told.verdict.exit_code


def _print(results: list[TaskResult], told: Summary, where: Console) -> None:
    from rich.table import Table
    from rich.text import Text

    from sandbox.cli.terminal import COLOURS
    from sandbox.finding import Status, VerdictKind
    from sandbox.text import one_line

    table = Table.grid(padding=(0, 1), pad_edge=False)
    for task_id, mine in told.by_task(results).items():
        passed = sum(r.verdict is VerdictKind.PASSED for r in mine)
        first = next((r for r in mine if r.verdict is not VerdictKind.PASSED), None)
        status = Status.PASS if passed == len(mine) else Status.FAIL
        if first is not None and all(r.verdict in (VerdictKind.PASSED, VerdictKind.UNDECIDED) for r in mine):
            status = Status.UNDECIDED
        reason = "" if first is None else one_line(first.reason, REASON)
        words = (status.mark, one_line(task_id, 40), f"{passed}/{len(mine)}", reason)
        table.add_row(*(Text(word, COLOURS[status] if n < 2 else "") for n, word in enumerate(words)))
    where.print(table)
    where.print()
    for k, value in told.pass_at.items():
        where.print(Text(f"pass@{k:<4} {value:.1%}", "bold"))
    where.print(Text(told.words))
