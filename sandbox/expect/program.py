"""Assertions about a program that reads and prints: how it ended, what it used, what it printed."""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor

from sandbox.case import NotReachable, ProgramCase, Trial
from sandbox.expect.result import Result
from sandbox.limits import MIB, Limits
from sandbox.outcome import Ending, Outcome
from sandbox.text import decoded, one_line

__all__ = ["ending_words", "expect_outputs", "expect_own_end", "expect_within_limits"]

SHOWN = 80  # characters of an output in a finding
NAMED = 3  # trials that are told of those that failed
LIMITS = (Ending.WALL, Ending.CPU, Ending.MEMORY)


def ending_words(outcome: Outcome) -> str:
    """How a run ended, in one line, with the last line of its traceback where it has one."""
    words = outcome.ending.phrase
    if outcome.exit_code:
        words += f" with exit code {outcome.exit_code}"
    if outcome.signal is not None:
        words += f" ({outcome.signal})"
    last = [line for line in decoded(outcome.stderr[-4000:]).split("\n") if line.strip()][-1:]
    if last and not outcome.ok:
        words += f": {one_line(last[0], 200)}"
    return words


def expect_own_end(outcome: Outcome) -> Result:
    """Exit code 0, by itself. A run that a limit ended is another check's affair: it was still running."""
    expected = "runs to its own end with exit code 0"
    if outcome.ending is Ending.STOPPED and outcome.backend == "none":
        return Result.judged(False, expected, outcome.reason)
    if outcome.ending in LIMITS:
        raise NotReachable(f"it {ending_words(outcome)}: a limit ended it, not the program")
    return Result.judged(outcome.ok, expected, ending_words(outcome), exit_code=outcome.exit_code)


def expect_within_limits(outcome: Outcome, limits: Limits) -> Result:
    """Processor time and memory below the limits, measured where the back end can."""
    expected = f"CPU ≤ {limits.cpu_s:g} s, memory ≤ {limits.memory_bytes / MIB:.0f} MiB"
    usage = outcome.usage
    if outcome.backend == "none":
        raise NotReachable(outcome.reason)
    cpu = "" if usage.cpu_s is None else f"{usage.cpu_s:.2f} s CPU"
    memory = "" if usage.peak_bytes is None else f"{usage.peak_bytes / MIB:.0f} MiB"
    words = ", ".join(word for word in (cpu, memory) if word) or f"{usage.wall_s:.2f} s"
    evidence = {"cpu_s": usage.cpu_s, "wall_s": usage.wall_s, "peak_bytes": usage.peak_bytes}
    if outcome.ending is Ending.WALL and (usage.cpu_s is None or usage.cpu_s < limits.cpu_s / 2):
        return Result.judged(False, expected, f"still waiting after {usage.wall_s:.0f} s, {words}", **evidence)
    if outcome.ending is Ending.WALL and usage.cpu_s is not None:
        return Result.judged(None, expected, f"it was at work all the time, on a busy machine, {words}", **evidence)
    return Result.judged(outcome.ending not in LIMITS, expected, f"it {outcome.ending.phrase}, {words}", **evidence)


def expect_outputs(case: ProgramCase) -> Result:
    """The lines that each trial asks for, blanks at the ends of lines and empty last lines apart."""
    if case.outcome.backend == "none":
        raise NotReachable(case.outcome.reason)
    with ThreadPoolExecutor(os.cpu_count() or 1) as pool:
        seen = list(pool.map(lambda t: case.run(stdin=t.stdin.encode(), args=t.args), case.trials))
    wrong = [(t, words) for t, o in zip(case.trials, seen, strict=True) if (words := _difference(t, o))]
    expected = f"the right output for each of {len(case.trials)} inputs"
    actual = f"{len(case.trials) - len(wrong)} of {len(case.trials)} are right"
    for trial, words in wrong[:NAMED]:
        actual += f"; {trial.name}: {words}"
    score = 1.0 - len(wrong) / max(1, len(case.trials))
    return Result.judged(not wrong, expected, actual, score=score, wrong=[t.name for t, _ in wrong])


def _difference(trial: Trial, outcome: Outcome) -> str:
    """What is wrong with one output; empty where nothing is."""
    if not outcome.ok:
        return f"it {ending_words(outcome)}"
    wanted, got = _lines(trial.stdout), _lines(decoded(outcome.stdout))
    if wanted == got:
        return ""
    for number, line in enumerate(wanted):
        other = got[number] if number < len(got) else None
        if other is None:
            return f"line {number + 1} is missing: {one_line(line, SHOWN)!r}"
        if other != line:
            return f"line {number + 1} is {one_line(other, SHOWN)!r} instead of {one_line(line, SHOWN)!r}"
    return f"{len(got) - len(wanted)} more lines than asked for, the first {one_line(got[len(wanted)], SHOWN)!r}"


def _lines(text: str) -> list[str]:
    lines = [line.rstrip() for line in text.split("\n")]
    while lines and not lines[-1]:
        lines.pop()
    return lines
