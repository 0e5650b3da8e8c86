"""`sandbox flowchart`."""

from __future__ import annotations

import sys
from argparse import Namespace
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sandbox.flowchart import Study

__all__ = ["command"]


def command(arguments: Namespace) -> int:
    """Prints the graph of a drawing; with a listing, also what differs, and how the chart runs. 0 where it is read."""
    from sandbox.errors import UsageError
    from sandbox.flowchart.assemble import read_chart
    from sandbox.flowchart.export import as_graphviz, as_mermaid, as_table
    from sandbox.flowchart.reading import read_drawing
    from sandbox.flowchart.study import Study
    from sandbox.submission import MAX_SUBMISSION_BYTES, read_submission

    name = "stdin" if arguments.drawing == "-" else ""
    given = sys.stdin.buffer.read(MAX_SUBMISSION_BYTES + 1) if name else Path(arguments.drawing)
    submission = read_submission(given, name=name, wants="svg")
    if not submission.source:
        raise UsageError(f"{submission.name}: the answer holds no SVG")
    study: Study | None = None
    if arguments.code is None:
        chart = read_chart(read_drawing(submission.source))
    else:
        study = Study(submission.source, _listing(Path(arguments.code)))
        if study.error:
            raise UsageError(f"{submission.name}: {study.error}")
        chart = study.chart
    written = {"table": as_table, "mermaid": as_mermaid, "graphviz": as_graphviz}[arguments.format](chart)
    print(written.rstrip("\n"))
    if study is not None:
        _compared(study, arguments)
    return 0


def _listing(path: Path) -> str:
    from sandbox.errors import UsageError

    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"{path}: cannot be read ({getattr(error, 'strerror', None) or error})") from error


def _compared(study: Study, arguments: Namespace) -> None:
    from sandbox.flowchart.compare import Status
    from sandbox.flowchart.export import trace_text
    from sandbox.text import visible

    flow = study.flow
    print("\nBeside the listing")
    differences = [found.said for found in study.comparison.steps if found.status is not Status.FOUND]
    differences += [way.said for way in study.comparison.ways.values() if way.status is not Status.FOUND]
    for said in dict.fromkeys(said for said in differences if said):
        print(f"  {visible(said)}")
    if not differences:
        print(f"  all {len(study.comparison.steps)} steps and {len(study.comparison.ways)} edges of {flow.body.name or 'it'}")
    print("\nCarried out")
    done = study.execution(arguments.runner, trust_program=arguments.trust_program)
    print(visible(trace_text(done)).rstrip("\n"))
