"""`sandbox bench`."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.console import Console

    from sandbox.bench import Judging, Tally
    from sandbox.bench.run import OnTally
    from sandbox.store import Store

__all__ = ["command", "finished", "judging_of", "tally_shown"]

SHOWN = 5  # problems


def command(arguments: Namespace) -> int:
    """Asks and judges what the store lacks, and shows the ranking; 0 where nothing is left to be done."""
    from sandbox.bench import Bench, executor, plan
    from sandbox.challenge import find
    from sandbox.models import AskOptions
    from sandbox.models.catalogue import read_models
    from sandbox.store import Store

    catalogue = read_models(arguments.models and Path(arguments.models))
    questions = plan(
        [catalogue.model(spec) for spec in arguments.model],
        [find(challenge) for challenge in arguments.challenge],
        thinking=arguments.thinking,
        languages=arguments.lang or ("en",),
        samples=arguments.samples,
        seed=arguments.seed,
    )
    judging = judging_of(arguments)
    with Store(arguments.store) as store:
        with tally_shown(quiet=arguments.json) as on_tally:
            bench = Bench(
                store,
                executor(arguments.executor, jobs=arguments.judge_jobs, address=arguments.address),
                judging=judging,
                ask_jobs=arguments.ask_jobs,
                ask_options=AskOptions(max_tokens=arguments.max_tokens),
                on_tally=on_tally,
            )
            bench.ask(questions, resume=arguments.resume)
            tally = bench.run()
        return finished(store, tally, arguments)


def judging_of(arguments: Namespace) -> Judging:
    """How answers are judged. Raises what judging would raise, before hours of asking; Ray's machines have their own."""
    from sandbox.bench import Artifacts, Judging
    from sandbox.errors import BackendUnavailable
    from sandbox.isolation import backend

    runner = arguments.runner
    if arguments.executor == "local":
        chosen = backend(runner, trust_program=arguments.trust_program)
        readiness = chosen.probe()
        chosen.close()
        if not readiness.ready:
            raise BackendUnavailable(f"{runner}: {readiness.detail}; {readiness.advice}")
        runner = chosen.name
    kept = Artifacts.NONE if arguments.data_only else Artifacts.NO_VIDEO if arguments.no_video else Artifacts.ALL
    return Judging(runner, arguments.trust_program, kept)


def finished(store: Store, tally: Tally, arguments: Namespace) -> int:
    """Prints what became of it; the exit code says whether all was asked and judged."""
    from sandbox.board import board
    from sandbox.board.data import board_data
    from sandbox.cli.leaderboard import print_board
    from sandbox.cli.terminal import console
    from sandbox.finding import VerdictKind
    from sandbox.report import dumps

    left = tally.unanswered + tally.verdicts[VerdictKind.ERROR]
    if arguments.json:
        print(dumps({"store": str(arguments.store), **_data(tally), "board": board_data(board(store))}))
    else:
        where = console()
        print_board(board(store), where)
        _print(tally, where, arguments.store)
    return 4 if left else 0


def _data(tally: Tally) -> dict[str, object]:
    return {
        "asked": tally.asked, "reused_answers": tally.reused, "incomplete": tally.incomplete, "unanswered": tally.unanswered,
        "judged": tally.judged - tally.kept, "kept_judgements": tally.kept,
        "verdicts": {kind.value: count for kind, count in tally.verdicts.items()}, "problems": list(tally.problems),
    }  # fmt: skip


def _print(tally: Tally, where: Console, store: str) -> None:
    from rich.text import Text

    from sandbox.text import one_line

    where.print()
    judged = f"{tally.judged - tally.kept} judged, {tally.kept} judgements were there"
    where.print(Text(f"{tally.asked} asked, {tally.reused} answers were there; {judged}", "dim"))
    for problem in list(tally.problems)[-SHOWN:]:
        where.print(Text(one_line(problem, 300), "magenta"))
    if len(tally.problems) > SHOWN:
        where.print(Text(f"and {len(tally.problems) - SHOWN} more problems", "magenta"))
    where.print(Text(one_line(store, 4096)), soft_wrap=True)


@contextmanager
def tally_shown(*, quiet: bool) -> Iterator[OnTally | None]:
    """Two bars, for asking and judging, with what came out so far; gone when the block ends."""
    if quiet or not sys.stderr.isatty() or not sys.stdout.isatty():
        yield None
        return
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    from sandbox.cli.terminal import console

    columns = (
        TextColumn("{task.description}"), BarColumn(bar_width=None), MofNCompleteColumn(), TimeRemainingColumn(),
        TextColumn("{task.fields[facts]}", markup=False),
    )  # fmt: skip
    with Progress(*columns, console=console(stderr=True), transient=True, expand=True) as bars:
        asking = bars.add_task("asking ", total=None, facts="")
        judging = bars.add_task("judging", total=None, facts="")

        def show(tally: Tally) -> None:
            bars.update(asking, total=tally.to_ask, completed=tally.asked, visible=tally.to_ask > 0, facts=_asking(tally))
            bars.update(judging, total=tally.to_judge, completed=tally.judged, facts=_judging(tally))

        yield show


def _asking(tally: Tally) -> str:
    words = [f"{tally.asking} under way, {tally.tokens:,} tokens"] if tally.asking else []
    words += [f"{count} {word}" for count, word in ((tally.incomplete, "incomplete"), (tally.unanswered, "failed")) if count]
    return ", ".join(words)


def _judging(tally: Tally) -> str:
    words = [f"{count} {kind.value}" for kind, count in tally.verdicts.items()]
    words += [f"{tally.elsewhere} elsewhere"] if tally.elsewhere else []
    return ", ".join(words)
