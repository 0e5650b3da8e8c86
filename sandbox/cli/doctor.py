"""`sandbox doctor`."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Mapping
from dataclasses import asdict

from sandbox.isolation.backend import Readiness

__all__ = ["command"]

NAME_WIDTH = 21  # of the longest name of a limit or protection


def command(arguments: Namespace) -> int:
    """Shows what each back end can enforce here; 0 where one that isolates is ready, else 4."""
    from sandbox.doctor import build_image, examine

    if arguments.build_image:
        name = build_image(lambda line: print(line, file=sys.stderr))
        print(f"built {name}", file=sys.stderr)
    found: Mapping[str, Readiness] = examine()
    if arguments.json:
        from sandbox.report import dumps

        print(dumps({"backends": {name: asdict(readiness) for name, readiness in found.items()}}))
    else:
        _show(found)
    return 0 if any(r.ready for name, r in found.items() if name != "process") else 4


def _show(found: Mapping[str, Readiness]) -> None:
    from rich.table import Table
    from rich.text import Text

    from sandbox.cli.terminal import console

    where = console()
    for name, readiness in found.items():
        mark, colour = ("✓", "green") if readiness.ready else ("✗", "red")
        rows = [(Text(mark, colour), Text(name, f"bold {colour}"), Text(readiness.detail))]
        rows += [(Text(""), Text(limit), Text(words, "dim")) for limit, words in readiness.enforces.items()]
        rows += [(Text("!", "yellow"), Text(limit, "yellow"), Text(words, "yellow")) for limit, words in readiness.gaps.items()]
        if readiness.advice:
            rows.append((Text("→"), Text("to do"), Text(readiness.advice)))
        table = Table.grid(padding=(0, 2, 0, 0))
        table.add_column(width=1)
        table.add_column(width=NAME_WIDTH)
        table.add_column(overflow="fold")
        for row in rows:
            table.add_row(*row)
        where.print(table)
    where.print(Text("✓ ready  ✗ not ready  ! not enforced, or not wholly", "dim"))
