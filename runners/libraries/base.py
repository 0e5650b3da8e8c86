"""The interface of a library's recorder."""

from __future__ import annotations

from typing import Protocol

from runners.session import Session

__all__ = ["Library"]


class Library(Protocol):
    """Records what programs draw with one graphics library.

    name  the module that programs import ("pygame")
    """

    name: str

    def install(self, session: Session) -> None:
        """Imports the library and puts the recorder into it; called once, before the program has seen the library."""
