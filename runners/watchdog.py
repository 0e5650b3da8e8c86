"""A thread that looks after the recording while the program is busy with something else, or hangs."""

from __future__ import annotations

import _thread
from time import sleep as really_sleep

from runners.session import Session

__all__ = ["start_watchdog"]

PERIOD_S = 0.25
QUIET_S = 3.0
"""Real time without a frame after which the program hangs: so long that a busy machine alone does not make it so."""


def start_watchdog(session: Session) -> None:
    """What was displayed gets out although the program hangs, and memory stays bounded although it never displays.

    It does nothing while frames come: two runs of a program write the same bytes. The thread is none of `threading`'s.
    """
    _thread.start_new_thread(_watch, (session,))


def _watch(session: Session) -> None:
    frames, channel = session.frames, session.channel
    before, quiet = -1, 0
    while True:
        really_sleep(PERIOD_S)
        frames.trim()
        quiet = quiet + 1 if frames.count == before else 0
        if quiet * PERIOD_S >= QUIET_S:
            frames.emit()
            if channel.waiting_bytes:
                channel.flush()
        before = frames.count
