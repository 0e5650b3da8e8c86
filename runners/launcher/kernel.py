"""The calls that Python has no name for."""

from __future__ import annotations

import ctypes
import os

TYPE_CHECKING = False
if TYPE_CHECKING:
    import signal
else:
    import _signal as signal  # what `signal` adds to it is enum, which takes milliseconds of each start

__all__ = ["checked", "libc", "prctl", "signal"]

libc = ctypes.CDLL(None, use_errno=True)


def checked(result: int, what: str) -> int:
    if result < 0:
        raise OSError(ctypes.get_errno(), f"{what}: {os.strerror(ctypes.get_errno())}")
    return result


def prctl(option: int, value: int, what: str = "prctl") -> None:
    checked(libc.prctl(option, ctypes.c_ulong(value), 0, 0, 0), what)
