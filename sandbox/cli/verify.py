"""`sandbox verify`."""

from __future__ import annotations

import re
import sys
from argparse import Namespace
from pathlib import Path

from sandbox.errors import UsageError

__all__ = ["command"]


def command(arguments: Namespace) -> int:
    """Judges one submission, or samples of tasks, and writes the report; the exit code is the verdict's."""
    if arguments.tasks is not None:
        from sandbox.cli.tasks import command as of_tasks

        return of_tasks(arguments)
    if arguments.samples is not None or arguments.workers is not None:
        raise UsageError("--samples and --workers are for tasks: give --tasks FILE instead of --challenge")
    from sandbox.challenge import find
    from sandbox.cli.terminal import console, print_report, progress_shown
    from sandbox.report import check_folder, dumps, report_data
    from sandbox.submission import MAX_SUBMISSION_BYTES
    from sandbox.verify import verify

    slug = find(arguments.challenge).slug
    given: Path | bytes | None = None
    name = "reference"
    if arguments.submission == "-":
        given, name = sys.stdin.buffer.read(MAX_SUBMISSION_BYTES + 1), "stdin"
    elif arguments.submission is not None:
        given = Path(arguments.submission)
        name = given.stem
    out = Path(arguments.out) if arguments.out else Path("out", _plain(f"{slug}-{name}"))
    check_folder(out)
    with progress_shown(quiet=arguments.json) as on_progress:
        report = verify(
            arguments.challenge,
            given,
            runner=arguments.runner,
            trust_program=arguments.trust_program,
            seconds=arguments.seconds,
            out=out,
            video=not arguments.no_video,
            on_progress=on_progress,
            name="stdin" if arguments.submission == "-" else "",
        )
    if arguments.json:
        print(dumps(report_data(report)))
    else:
        print_report(report, console())
    return report.verdict.kind.exit_code


def _plain(name: str) -> str:
    """A folder's name made of the submission's."""
    return re.sub(r"[^A-Za-z0-9._-]+", "-", name).strip("-.")[:80] or "report"
