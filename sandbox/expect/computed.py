"""Assertions about a program that was asked for one number: that it gives it, computes it, and by which means."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sandbox.case import NotAsked, NotReachable, ProgramCase
from sandbox.expect.program import LIMITS, ending_words, expect_own_end
from sandbox.expect.result import Result
from sandbox.finding import Status
from sandbox.limits import Limits
from sandbox.outcome import Ending, Outcome
from sandbox.policy import Kind, PolicyReport, read_policy
from sandbox.program import Asker, Reading, places

__all__ = ["Trials", "Weighing", "expect_answer", "expect_computed", "expect_efficient", "expect_own_means", "expect_started"]


def expect_started(asker: Asker) -> Result:
    """It ends by itself with exit code 0, fed where it asks for something."""
    result = expect_own_end(asker.main)
    if result.status is Status.FAIL and asker.starved:
        return Result.undecided(result.expected, f"it waits for more input: {result.actual}")
    return replace(result, actual=f"{result.actual}, {asker.way}") if asker.way.stdin or asker.way.args else result


def expect_answer(asker: Asker, number: int, expected: int) -> Result:
    """The output of the full run gives `expected` as the answer."""
    words = f"its output gives {expected} as the answer"
    outcome = asker.main
    if outcome.backend == "none":
        raise NotReachable(outcome.reason)
    reading = asker.read(outcome, number)
    if reading.answer is None and not reading.candidates and outcome.ending in LIMITS:
        raise NotReachable(f"it {ending_words(outcome)} before it gave an answer")
    told = [c.value for c in reading.candidates][:20]
    actual = f"{reading.why}: {reading.words}" if reading.words else reading.why
    return Result.judged(reading.gives(expected), words, actual, answer=reading.answer, numbers=told)


LONG_CPU_S = 0.3  # from here on a run's processor time is not that of starting Python and loading its modules
WAIT_S, WAIT_TIMES = 30.0, 4.0  # real seconds, and times the processor time, after which a trial only waits
AT_LIMIT = 1.5  # times the processor time for the number, at which a limit ended the one beside it: no more is needed to tell
SAME_WORK = 0.6  # of the processor time for the large number: a small one that takes more is no less work


@dataclass(frozen=True, slots=True)
class Trials:
    """Numbers that are put in the place of the one that was asked about.

    small_to_large  whose right answers are known; each is smaller than `number`
    wrong_kind      one that the question does not apply to
    beside          one next to `number`, for which no less work is needed
    right           the right answer for any of them
    """

    number: int
    small_to_large: Sequence[int]
    wrong_kind: int
    beside: int
    right: Callable[[int], int]


@dataclass(frozen=True, slots=True)
class Weighing:
    """What decides whether an answer was computed.

    follow_share  of the right answer, by which the answers of a program that is wrong anyway may be off
    trial_cpu_s   processor seconds for each trial, at least
    faster_times  more than that many times faster than beside it …
    faster_cpu_s  … and by more than so many seconds, it did not compute
    least_share   of the reference's processor time, less what an empty program takes, that any computation needs
    """

    follow_share: float
    trial_cpu_s: float
    faster_times: float
    faster_cpu_s: float
    least_share: float


def expect_computed(case: ProgramCase, asker: Asker, trials: Trials, weighing: Weighing) -> Result:
    """Asked about other numbers, the program gives their answers: of several sizes, beside the number itself, and not the same
    for a number that the question does not apply to. A program that cannot be asked is undecided, unless it recites: the answer
    is written in it, or it had no time to compute one."""
    expected = f"other numbers in the place of {trials.number} give other answers"
    outcome = asker.main
    if outcome.backend == "none":
        raise NotReachable(outcome.reason)
    if not asker.can_be_asked:
        return _unasked(case, outcome, trials, weighing, expected)
    main = asker.read(outcome, trials.number)
    written = places(case.submission.source, trials.right(trials.number), beside=0)
    done: list[_Asked] = []
    for number in (*trials.small_to_large, trials.wrong_kind):
        if done and number != trials.small_to_large[-1] and _is_always_as_slow(done[0], outcome):
            continue
        run = asker.ask(number, _limits(case, outcome, weighing.trial_cpu_s))
        asked = _Asked(number, run, asker.read(run, number), trials.right(number))
        if asked.says(main) and asked.wanted != main.answer:
            words = f"it says {main.answer} for {number} too"
            if not written and _is_always_as_slow(asked, outcome):
                return Result.undecided(expected, f"{words}, and is at work as long: perhaps its number stands elsewhere too")
            return Result.judged(False, expected, words, asked=number)
        if run.ending in LIMITS:
            break
        if number != trials.wrong_kind:
            done.append(asked)
    right = sum(a.right for a in done)
    told = "".join(f"; {a.words}" for a in done if not a.right)
    if main.gives(trials.right(trials.number)) is not True:
        near = sum(a.near(weighing.follow_share) for a in done)
        words = f"{near} of {len(done)} answers for other numbers follow them{told}"
        return Result.judged(True if done and near == len(done) else None, expected, words)
    beside = _beside(case, asker, trials, weighing) if outcome.ok else None
    if beside is not None and beside.status is Status.FAIL:
        return replace(beside, expected=expected)
    words = f"right for {right} of {len(done)} other numbers{told}"
    numbers = [a.numbers for a in done]
    if right and right >= len(done) - 1 and (slower := _slower(done, outcome, weighing)):
        return Result.undecided(expected, f"{words}; {slower}", asked=numbers)
    if right and right >= len(done) - 1:
        if beside is not None:
            return replace(beside, expected=expected)
        return Result.judged(True, expected, words, asked=numbers)
    # One that breaks on every other number may have been broken by putting it in.
    broke = all(not a.run.ok and a.reading.answer is None for a in done)
    wrong = any(a.reading.gives(a.wanted) is False for a in done)
    unclear = right or not wrong or (broke and not written)
    return Result.judged(None if unclear else False, expected, words, asked=numbers)


@dataclass(frozen=True, slots=True)
class _Asked:
    """A run about another number, and what is right for it."""

    number: int
    run: Outcome
    reading: Reading
    wanted: int

    @property
    def right(self) -> bool:
        return self.reading.gives(self.wanted) is True

    def says(self, other: Reading) -> bool:
        return other.answer is not None and self.reading.answer == other.answer

    def near(self, share: float) -> bool:
        """Right, or wrong by as little as an error in counting."""
        off = min((abs(value - self.wanted) for value in self.reading.offered), default=math.inf)
        return off <= max(2, share * self.wanted)

    @property
    def numbers(self) -> dict[str, object]:
        said = self.reading.answer
        return {"number": self.number, "said": said, "right": self.wanted, "cpu_s": self.run.usage.cpu_s}

    @property
    def words(self) -> str:
        ended = "" if self.run.ok else f", and {ending_words(self.run)}"
        return f"{_said(self.reading)} for {self.number}, right is {self.wanted}{ended}"


def _is_always_as_slow(asked: _Asked, main: Outcome) -> bool:
    """A small number takes it nearly as long as the large one, which is long."""
    mine, its = asked.run.usage.cpu_s, main.usage.cpu_s
    return mine is not None and its is not None and its > LONG_CPU_S and mine > SAME_WORK * its


def _unasked(case: ProgramCase, main: Outcome, trials: Trials, weighing: Weighing, expected: str) -> Result:
    """A program that cannot be asked recites where the answer stands in it, or where it had no time to compute anything."""
    written = places(case.submission.source, trials.right(trials.number), beside=0)
    if written:
        words = f"the answer is written in line {written[0].line} ({written[0].text}), and {trials.number} nowhere"
        return Result.judged(False, expected, words)
    words = f"{trials.number} is not found in the program, and it asks for no number"
    work, needed = _work_cpu_s(case, main, case.submission.source), _work_cpu_s(case, case.reference)
    if work is not None and needed is not None and work < weighing.least_share * needed:
        words += f"; {1000 * work:.0f} ms CPU beyond an empty program's, where the reference needs {1000 * needed:.0f} ms"
        return Result.judged(False, expected, words)
    return Result.undecided(expected, words)


def _work_cpu_s(case: ProgramCase, outcome: Outcome | None, source: str = "") -> float | None:
    """Processor seconds beyond those of an empty program; None where nobody knows. Of `source`, a short program, the quickest
    of three runs counts, as of the empty one: a busy machine makes a start some hundredths of a second longer."""
    if outcome is None or not outcome.ok or outcome.usage.cpu_s is None:
        return None
    took, empty = [outcome.usage.cpu_s], _starts_cpu_s(case, "pass", 3)
    if source and outcome.usage.cpu_s < LONG_CPU_S:
        took += _starts_cpu_s(case, source, 2)
    return max(0.0, min(took) - min(empty)) if empty else None


def _starts_cpu_s(case: ProgramCase, source: str, count: int) -> list[float]:
    """Of as many runs, each with another blank line at its end: the same text is run once."""
    runs = [case.run(source + "\n" * blanks) for blanks in range(1, count + 1)]
    return [run.usage.cpu_s for run in runs if run.ok and run.usage.cpu_s is not None]


def _limits(case: ProgramCase, main: Outcome, trial_cpu_s: float) -> Limits:
    """A smaller number needs no more than the number itself did."""
    cpu = case.limits.cpu_s
    if main.ok and main.usage.cpu_s is not None:
        cpu = min(cpu, trial_cpu_s + 1.5 * main.usage.cpu_s)
    elif not main.ok:
        cpu = min(cpu, trial_cpu_s)
    return _within(case.limits, cpu)


def _within(limits: Limits, cpu_s: float) -> Limits:
    """With at most so many processor seconds, and no longer to wait than they can take on a busy machine."""
    cpu = min(limits.cpu_s, cpu_s)
    return replace(limits, cpu_s=cpu, wall_s=min(limits.wall_s, WAIT_S + WAIT_TIMES * cpu))


def _said(reading: Reading) -> str:
    return reading.why if reading.answer is None else str(reading.answer)


def _slower(done: Sequence[_Asked], main: Outcome, weighing: Weighing) -> str:
    """A smaller number that takes far longer than the number itself, in words: a part of its answer may be written down. It may
    as well be another method for small numbers."""
    cpu = main.usage.cpu_s
    for asked in done:
        used = asked.run.usage.cpu_s
        if main.ok and cpu is not None and used is not None and used > _most_cpu_s(cpu, weighing):
            return f"{used:.2f} s CPU for {asked.number}, and only {cpu:.2f} s for the larger number itself"
    return ""


def _most_cpu_s(cpu_s: float, weighing: Weighing) -> float:
    """What another run may take so that it can be called the same work."""
    return max(weighing.faster_times * cpu_s, cpu_s + weighing.faster_cpu_s)


def _beside(case: ProgramCase, asker: Asker, trials: Trials, weighing: Weighing) -> Result | None:
    """What speaks against the work for the number being that for the one beside it; None where it is the same."""
    cpu = asker.main.usage.cpu_s
    most = case.limits.cpu_s if cpu is None else _most_cpu_s(cpu, weighing)
    run = asker.ask(trials.beside, _within(case.limits, most + 1.0))
    reading, wanted = asker.read(run, trials.beside), trials.right(trials.beside)
    used = run.usage.cpu_s or 0.0
    at_limit = cpu is not None and run.ending is Ending.CPU and used > AT_LIMIT * cpu
    if used > most or at_limit:
        return Result.judged(False, "", f"{cpu:.2f} s CPU for {trials.number}, but {used:.2f} s for {trials.beside} beside it")
    if run.ok and reading.answer is not None and reading.gives(wanted) is False:
        return Result.judged(False, "", f"it says {reading.answer} for {trials.beside}, right is {wanted}")
    if not run.ok and run.ending is not Ending.CPU and not reading.gives(wanted):
        return Result.undecided("", f"for {trials.beside} beside it, it {ending_words(run)}")
    if run.ok and reading.answer is None and not reading.offered:
        return Result.undecided("", f"it gives no answer for {trials.beside} beside it")
    return None


def expect_own_means(case: ProgramCase, asker: Asker, small: int, *, trial_cpu_s: float) -> Result:
    """Nothing outside of the standard library, no other program, no network: read from its text, and tried without packages."""
    expected = "imports the standard library alone, starts no other program, asks no network"
    if case.outcome.backend == "none":
        raise NotReachable(case.outcome.reason)
    policy = read_policy(case.submission.source, case.policies)
    if policy.unread:
        raise NotReachable(policy.unread)
    evidence: dict[str, Any] = {
        "actions": [str(a) for a in policy.actions][:40],
        "objections": len(policy.objections),
    }
    acts = [str(action) for action in policy.forbidden if action.kind is not Kind.IMPORT]
    if acts:
        return Result.judged(False, expected, f"it {_listed(acts)}", **evidence)
    good, words = _without_packages(case, asker, policy, small, trial_cpu_s)
    return Result.judged(good, expected, words, **evidence)


def _without_packages(
    case: ProgramCase, asker: Asker, policy: PolicyReport, small: int, trial_cpu_s: float
) -> tuple[bool | None, str]:
    """The run where no package is installed; at full size where the text names one."""
    foreign = _listed([str(action) for action in policy.foreign])
    number = small if not foreign and asker.can_be_asked else None
    if number is None:
        with_packages, without = asker.main, asker.ask(asker.number, stdlib_only=True)
    else:
        limits = _limits(case, asker.main, trial_cpu_s)
        with_packages, without = asker.ask(number, limits), asker.ask(number, limits, stdlib_only=True)
    missing = _missing_module(without)
    if missing:
        return False, f"without installed packages it ends with {missing}" + (f"; it {foreign}" if foreign else "")
    if foreign and without.ending in LIMITS and with_packages.ok:
        return None, f"it {foreign}; without that it {without.ending.phrase}"
    about = asker.number if number is None else number
    first, second = asker.read(with_packages, about), asker.read(without, about)
    if first.answer is not None and second.answer != first.answer:
        return False, f"without installed packages it gives no such answer: {_said(second)}" + (
            f"; it {foreign}" if foreign else ""
        )
    return True, f"it {foreign}, and does without" if foreign else "the standard library alone, read and tried"


def _missing_module(outcome: Outcome) -> str:
    lines = outcome.stderr[-2000:].decode("utf-8", "replace").strip().split("\n")
    return next((line for line in reversed(lines) if line.startswith(("ModuleNotFoundError", "ImportError"))), "")


def _listed(words: Sequence[str]) -> str:
    return ", ".join(words[:3]) + (f" and {len(words) - 3} more" if len(words) > 3 else "")


def expect_efficient(asker: Asker, reference: Outcome | None, *, answered: bool, at_most_s: float) -> Result:
    """Never fails: 1 where it takes no more processor time than the reference on this machine, 0 where it takes all that is
    allowed, in between by the logarithm of the ratio."""
    outcome = asker.main
    if not outcome.ok or not answered:
        raise NotReachable("there is no right and computed answer whose time could be compared")
    if reference is None or not reference.ok:
        raise NotAsked("the reference solution did not run to its end here")
    mine, its = (o.usage.cpu_s if o.usage.cpu_s is not None else o.usage.wall_s for o in (outcome, reference))
    ratio = max(mine, 1e-6) / max(its, 1e-6)
    worst = max(at_most_s / max(its, 1e-6), 2.0)
    score = min(1.0, max(0.0, 1.0 - math.log(max(ratio, 1.0)) / math.log(worst)))
    words = f"{mine:.2f} s CPU, {ratio:.3g} times the reference's {its:.2f} s"
    evidence = {"cpu_s": round(mine, 4), "reference_cpu_s": round(its, 4), "ratio": round(ratio, 3)}
    return Result(Status.PASS, "graded: the less CPU time against the reference, the better", words, score, None, evidence)
