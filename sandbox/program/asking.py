"""Asking a program about another number than the one that stands in it.

Most programs hold their number as a constant: another one is put in its place. Some ask for it, on standard input or among
their arguments, and some only wait for a key at the end; how a program wants to be started is found out with a small number.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from sandbox.case import ProgramCase
from sandbox.limits import Limits
from sandbox.outcome import Ending, Outcome
from sandbox.program.answers import Reading, read_answer
from sandbox.program.constants import Place, inputs_of, places, with_number
from sandbox.text import decoded

__all__ = ["AS_IT_IS", "Asker", "Way"]

TRIAL_CPU_S = 10.0  # for a small number, while it is found out how a program wants to be started
_REQUIRED = re.compile(r"add_argument\(\s*((?:['\"]-{1,2}[\w-]+['\"]\s*,\s*)*['\"]-{1,2}[\w-]+['\"])")
_TRACEBACK = re.compile(r"^(?:Traceback |  |[\w.]*(?:[Ee]rror|Exception|Interrupt|Exit)\b).*$", re.MULTILINE)
_STARVED = (b"EOFError", b"EOF when reading")


@dataclass(frozen=True, slots=True)
class Way:
    """How a program is started. "{}" stands for the number in what it reads and in its arguments."""

    stdin: str = ""
    args: tuple[str, ...] = ()

    @property
    def feeds(self) -> bool:
        return "{}" in self.stdin or any("{}" in word for word in self.args)

    def __str__(self) -> str:
        parts = []
        if self.stdin:
            lines = [
                "the number" if line == "{}" else repr(line) if line else "a blank line" for line in self.stdin.splitlines()
            ]
            parts.append(f"given {', '.join(dict.fromkeys(lines))} on standard input")
        if self.args:
            parts.append(f"given {' '.join('the number' if word == '{}' else word for word in self.args)} as its arguments")
        return " and ".join(parts) or "as it is"


AS_IT_IS = Way()
_READING = [
    Way(text) for text in ("{}\n", "\n\n\n", "{}\n\n\n", "q\n", "{}\nq\n", "n\n", "{}\nn\n", "0\n", "{}\n0\n", "exit\n")
]


class Asker:
    """number    the one that the program was written for
    small     a small one, and what is right for it: with these the way is found
    """

    def __init__(self, case: ProgramCase, number: int, small: int, right_for_small: int) -> None:
        self._case = case
        self.number = number
        self._small = small
        self._right_for_small = right_for_small

    @cached_property
    def places(self) -> tuple[Place, ...]:
        """Where the number stands in the program."""
        return places(self._case.submission.source, self.number)

    @cached_property
    def way(self) -> Way:
        """As it is, where that ends well or only a limit ends it; otherwise the first that ends well with the small number,
        before others one whose answer is right."""
        first = self._case.outcome
        reads = inputs_of(self._case.submission.source)
        if first.backend == "none" or not reads or first.ending in (Ending.CPU, Ending.WALL, Ending.MEMORY):
            return AS_IT_IS
        if first.ok and (self.places or read_answer(decoded(first.stdout), {self.number}).answer is not None):
            return AS_IT_IS
        ended_well = None
        for way in self._ways(reads.stdin, reads.args):
            limits = replace(self._case.limits, cpu_s=min(TRIAL_CPU_S, self._case.limits.cpu_s))
            outcome = self._started(way, self._small, limits, False)
            if not outcome.ok:
                continue
            if (self.places or way.feeds) and self.read(outcome, self._small).gives(self._right_for_small):
                return way
            ended_well = ended_well or way
        return ended_well or AS_IT_IS

    def _ways(self, stdin: bool, args: bool) -> Iterator[Way]:
        if args:
            yield Way(args=("{}",))
            for option in _REQUIRED.finditer(self._case.submission.source):
                yield Way(args=(re.findall(r"-{1,2}[\w-]+", option[1])[-1], "{}"))
        if stdin:
            yield from _READING

    @property
    def can_be_asked(self) -> bool:
        """Whether another number can be put in."""
        return bool(self.places) or self.way.feeds

    @property
    def main(self) -> Outcome:
        """The run about the number itself, at full size."""
        return self._case.outcome if self.way == AS_IT_IS else self.ask(self.number)

    def ask(self, number: int, limits: Limits | None = None, *, stdlib_only: bool = False) -> Outcome:
        """The run about another number."""
        return self._started(self.way, number, limits, stdlib_only)

    def _started(self, way: Way, number: int, limits: Limits | None, stdlib_only: bool) -> Outcome:
        source = self._case.submission.source
        return self._case.run(
            source if number == self.number else with_number(source, self.number, number),
            stdin=way.stdin.replace("{}", str(number)).encode(),
            args=tuple(word.replace("{}", str(number)) for word in way.args),
            limits=limits,
            stdlib_only=stdlib_only,
        )

    def read(self, outcome: Outcome, number: int) -> Reading:
        """What a run says about a number; its messages are looked at where it prints no number."""
        about: Collection[int] = {number, self.number}
        reading = read_answer(decoded(outcome.stdout), about, dotted=number != self.number and self._is_dotted)
        if reading.candidates:
            return reading
        said = read_answer(_TRACEBACK.sub("", decoded(outcome.stderr)), about)
        return said if said.answer is not None else reading

    @cached_property
    def _is_dotted(self) -> bool:
        """Of a full answer the notation is plain; of a small one it is not."""
        return self.read(self._case.outcome, self.number).dotted

    @property
    def starved(self) -> bool:
        """It ended because nobody typed anything more, and no way was found in which it does not."""
        return not self.main.ok and any(mark in self.main.stderr[-400:] for mark in _STARVED)
