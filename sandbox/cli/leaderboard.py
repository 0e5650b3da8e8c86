"""`sandbox leaderboard`."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.console import Console

    from sandbox.board import Board, Row

__all__ = ["command", "print_board"]


def command(arguments: Namespace) -> int:
    """Prints the ranking, or writes pages; 0 also where the store has no runs yet."""
    from sandbox.board import board
    from sandbox.board.data import board_csv, board_data, board_markdown
    from sandbox.cli.terminal import console
    from sandbox.errors import UsageError
    from sandbox.report import dumps
    from sandbox.store import Store

    with Store(arguments.store, create=False) as store:
        found = board(store, challenges=arguments.challenge or (), measure=arguments.by, ks=arguments.k)
        missing = sorted(set(arguments.challenge or ()) - {challenge.slug for challenge in found.challenges})
        if missing:
            raise UsageError(f"{arguments.store}: no answers to {missing[0]}")
        if arguments.html is not None:
            from sandbox.board.html import write_site

            print(write_site(found, store, Path(arguments.html)))
            return 0
    if arguments.json:
        print(dumps(board_data(found)))
    elif arguments.csv:
        sys.stdout.write(board_csv(found))
    elif arguments.markdown:
        sys.stdout.write(board_markdown(found))
    else:
        print_board(found, console())
    return 0


def print_board(board: Board, where: Console) -> None:
    """A table a challenge, one of totals first where there are several, and what the signs mean."""
    from rich.text import Text

    from sandbox.text import one_line

    if not board.rows:
        where.print("no answers yet")
        return
    if len(board.challenges) > 1:
        _table("all challenges", board.totals, where)
    for challenge in board.challenges:
        title = f"{one_line(challenge.slug, 60)}  {one_line(challenge.title, 120)}"
        _table(title, [row for row in board.rows if row.challenge == challenge.slug], where)
    what = "pass@1" if board.measure.value == "pass" else "score"
    where.print(
        Text(f"by {what}; intervals of 95 %; = shares its place with others: the samples do not tell them apart", "dim")
    )


def _table(title: str, rows: Sequence[Row], where: Console) -> None:
    from rich.box import SIMPLE_HEAD
    from rich.table import Table
    from rich.text import Text

    from sandbox.board.data import row_words
    from sandbox.text import one_line

    names, told = row_words(rows)
    where.print(Text(title, "bold"))
    table = Table(box=SIMPLE_HEAD, pad_edge=False, padding=(0, 1))
    for name in names:
        number = name not in ("model", "mode", "lang")
        table.add_column(name, justify="right" if number else "left", overflow="fold", no_wrap=number)
    for words in told:
        table.add_row(*(Text(one_line(word, 120)) for word in words))
    where.print(table)
