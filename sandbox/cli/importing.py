"""`sandbox import`."""

from __future__ import annotations

import sys
from argparse import Namespace
from pathlib import Path

__all__ = ["command"]


def command(arguments: Namespace) -> int:
    """Keeps the answers in the store, judges those that it has not judged, and shows the ranking."""
    from sandbox.bench import Bench, executor
    from sandbox.bench.importing import read_answers
    from sandbox.challenge import all_challenges, find
    from sandbox.cli.bench import finished, judging_of, tally_shown
    from sandbox.models import AnswerEnding
    from sandbox.store import Store
    from sandbox.text import one_line

    challenges = {challenge.slug: challenge for challenge in (*all_challenges(), *map(find, arguments.challenge))}
    answers, strange = read_answers(Path(arguments.source), challenges)
    if strange:
        more = f" and {len(strange) - 1} more" if len(strange) > 1 else ""
        print(f"sandbox: left out, as they name no challenge: {one_line(str(strange[0]))}{more}", file=sys.stderr)
    judging = judging_of(arguments)
    with Store(arguments.store) as store:
        with store.together():
            numbers = [store.add_answer(answer) for answer in answers]
        with tally_shown(quiet=arguments.json) as on_tally:
            bench = Bench(
                store,
                executor(arguments.executor, jobs=arguments.judge_jobs, address=arguments.address),
                judging=judging,
                on_tally=on_tally,
            )
            for number, answer in zip(numbers, answers, strict=True):
                if answer.ending is AnswerEnding.COMPLETE:
                    bench.judge(number, challenges[answer.challenge])
            tally = bench.run()
        return finished(store, tally, arguments)
