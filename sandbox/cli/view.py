"""`sandbox view`."""

from __future__ import annotations

import sys
from argparse import Namespace

__all__ = ["command"]


def command(arguments: Namespace) -> int:
    """Serves the store's leaderboard until Ctrl-C; prints its address on stdout, and news of the store on stderr."""
    from sandbox.board.html_serve import follow, served
    from sandbox.errors import UsageError
    from sandbox.store import Store
    from sandbox.text import one_line

    if arguments.port > 65535:
        raise UsageError(f"port {arguments.port}: there are 65535")
    with Store(arguments.store, create=False) as store:
        folder = store.folder / "site"
        print(f"sandbox: writing the pages of {one_line(str(store.folder), 4096)}", file=sys.stderr, flush=True)
        with served(folder, arguments.port) as address:
            shown = False

            def written(runs: int) -> None:
                nonlocal shown
                if not shown:
                    print(f"{address}  (Ctrl-C ends it)", flush=True)
                shown = True
                print(f"sandbox: {runs:,} runs", file=sys.stderr, flush=True)

            try:
                follow(store, folder, written)
            except KeyboardInterrupt:
                return 0
    return 0
