"""Assertions about the run as a whole."""

from __future__ import annotations

from sandbox.case import AnimationCase
from sandbox.expect.result import Result
from sandbox.outcome import Ending

__all__ = ["expect_whole_run"]

END_SLACK_S = 0.5


def expect_whole_run(case: AnimationCase, *, freeze_s: float) -> Result:
    """The program goes on for the simulated time asked for: no exception, no exit, no `freeze_s` seconds without a frame.

    A program that still shows frames when a limit of real time ends it is too slow to be judged to the end, and one of more
    than the judge can read cannot be either: undecided.
    """
    import numpy as np

    end, outcome, reached = case.reception.end, case.outcome, case.reception.time_s
    expected = f"runs for {case.seconds:g} simulated seconds without exception, freeze or exit"
    share = min(1.0, reached / case.seconds)
    if case.unseen:
        return Result.undecided(expected, case.unseen)
    if end is not None and end.reason == "exception":
        lines = [line for line in end.traceback.strip().split("\n") if line.strip()]
        last = lines[-1] if lines else "an exception"
        at = end.time_ns / 1e9
        return Result.judged(False, expected, f"{last[:200]} at {at:.2f} s", score=0.5 * share, time_s=at)
    times = case.scene.times_s
    whole = end is not None and end.reason == "time"
    if whole:
        edges = np.concatenate([times, [case.seconds]])
        gaps = np.diff(edges)
        if len(gaps) and float(gaps.max()) > freeze_s:
            at = float(edges[int(np.argmax(gaps))])
            return Result.judged(
                False, expected, f"no new frame for {float(gaps.max()):.1f} s", score=0.5 * at / case.seconds, time_s=at
            )
        return Result.judged(True, expected, f"ran for {case.seconds:g} s, {case.scene.frames} frames")
    if end is not None:
        what = "waits for events that never come" if end.reason == "quit-loop" else "ended by itself"
        code = f" with exit code {end.exit_code}" if end.exit_code else ""
        return Result.judged(False, expected, f"{what}{code} at {reached:.2f} s", score=0.5 * share, time_s=reached)
    if outcome.ending in (Ending.WALL, Ending.CPU):
        return Result.undecided(
            expected, f"too slow: it {outcome.ending.phrase} after {reached:.1f} of {case.seconds:g} simulated seconds"
        )
    if outcome.ending is Ending.UNREAD:
        words = f"it {outcome.ending.phrase} after {reached:.1f} of {case.seconds:g} simulated seconds"
        return Result.undecided(expected, f"{words} ({outcome.reason})")
    if outcome.ending is Ending.EXITED:
        text = f"ended with exit code {outcome.exit_code} at {reached:.2f} s, without the recorder's last word"
    else:
        signal = f" ({outcome.signal})" if outcome.signal else ""
        text = f"{outcome.ending.phrase}{signal} at {reached:.2f} s"
        text += f": {outcome.reason}" if outcome.reason else ""
    return Result.judged(False, expected, text, score=0.5 * share, time_s=reached)
