"""`sandbox doctor`."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Mapping
from dataclasses import asdict

from sandbox.isolation.backend import Readiness

__all__ = ["command"]


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
    from rich.padding import Padding
    from rich.text import Text

    from sandbox.cli.terminal import console

    where = console()
    for name, readiness in found.items():
        mark, colour = ("✓", "green") if readiness.ready else ("✗", "red")
        where.print(Text.assemble((f"{mark} {name}", colour), f"  {readiness.detail}"))
        for limit, mechanism in readiness.enforces.items():
            where.print(Padding(Text(f"{limit}: {mechanism}", style="dim"), (0, 0, 0, 4)))
        for limit, why in readiness.gaps.items():
            where.print(Padding(Text(f"not {limit}: {why}", style="yellow"), (0, 0, 0, 4)))
        if readiness.advice:
            where.print(Padding(Text(f"→ {readiness.advice}"), (0, 0, 0, 4)))
