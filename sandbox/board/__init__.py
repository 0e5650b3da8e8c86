"""Board: what the runs of a store say together, as data. Writers turn it into tables and pages.

model.py   Board, Row: what is told
build.py   board(store) -> Board
data.py    as JSON, CSV and Markdown
"""

from __future__ import annotations

from sandbox.board.build import board
from sandbox.board.model import Board, ChallengeFacts, Measure, Row

__all__ = ["Board", "ChallengeFacts", "Measure", "Row", "board"]
