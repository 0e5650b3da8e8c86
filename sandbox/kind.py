"""Kind: what a challenge asks for. One owner of this closed list."""

from __future__ import annotations

from enum import StrEnum
from typing import Literal

__all__ = ["Kind"]


class Kind(StrEnum):
    """What a submission is, and so how it is judged; sandbox/judging/ has a module for each."""

    ANIMATION = "animation"  # a program that shows frames
    PROGRAM = "program"  # a program that reads and prints
    DRAWING = "drawing"  # an SVG

    @property
    def wants(self) -> Literal["python", "svg"]:
        """What is taken out of an answer."""
        return "svg" if self is Kind.DRAWING else "python"
