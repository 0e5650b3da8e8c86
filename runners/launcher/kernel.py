"""The calls that Python has no name for."""

from __future__ import annotations

import ctypes
import os

__all__ = ["checked", "libc", "prctl"]

libc = ctypes.CDLL(None, use_errno=True)


def checked(result: int, what: str) -> int:
    if result < 0:
        raise OSError(ctypes.get_errno(), f"{what}: {os.strerror(ctypes.get_errno())}")
    return result


def prctl(option: int, value: int, what: str = "prctl") -> None:
    checked(libc.prctl(option, ctypes.c_ulong(value), 0, 0, 0), what)
