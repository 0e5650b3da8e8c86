"""Variables have other names in a chart than in its listing: the renaming under which most steps are found."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import islice, permutations

from sandbox.flowchart.compare_effects import States, arrays_of
from sandbox.flowchart.listing import Step
from sandbox.flowchart.program import Kind, Statement, reads, renamed, writes

__all__ = ["naming_of"]

MOST = 150  # renamings that are tried
STATEMENTS = 60  # of the chart that are looked at for that

Naming = Mapping[str, str]


def naming_of(steps: Sequence[Step], drawn: Collection[Statement], states: States, known: Naming) -> Naming:
    """The chart's name → the listing's, for `drawn`, the chart's statements. Names that are the listing's already stay, unless
    another use of them explains more steps.

    steps  of the part of the listing whose variables matter: those of the called function
    known  what is certain: the name that wordings use for "the array"
    """
    statements = list(
        dict.fromkeys(renamed(s, known) for s in drawn if s.kind in (Kind.ASSIGN, Kind.CONDITION) and not s.vague)
    )[:STATEMENTS]
    listed = list(dict.fromkeys(step.statement for step in steps if step.statement.kind in (Kind.ASSIGN, Kind.CONDITION)))
    best: tuple[int, Naming] = (_explained(listed, statements, {}, states), {})
    tried = islice(_namings(listed, statements), MOST) if best[0] < len(listed) else ()
    for naming in tried:
        score = _explained(listed, statements, naming, states)
        if score > best[0]:
            best = score, naming
        if score == len(listed):
            break
    used = {name for s in drawn for name in reads(s)}
    return {name: real for name, real in {**known, **best[1]}.items() if name in used or name in best[1]}


def _explained(listed: Sequence[Statement], drawn: Sequence[Statement], naming: Naming, states: States) -> int:
    """How many of the listing's statements have one that does the same; a question may ask the opposite."""
    own = [renamed(statement, naming) for statement in drawn]
    return sum(any(_same(a, b, states) for b in own) for a in listed)


def _same(listed: Statement, drawn: Statement, states: States) -> bool:
    if listed.kind is Kind.CONDITION and drawn.kind is Kind.CONDITION:
        return states.sense(listed.values[0], drawn.values[0]) is not None
    return states.fits(listed, drawn)


def _namings(listed: Sequence[Statement], drawn: Sequence[Statement]) -> Iterator[Naming]:
    """Renamings, array for array and number for number; first those that leave the listing's names alone."""
    wanted, used = _sorts(listed), _sorts(drawn)
    kept = [used[k] & wanted[k] for k in (0, 1)]
    for free in (True, False):
        choices = []
        for k in (0, 1):
            have, want = sorted(used[k] - (kept[k] if free else set())), sorted(wanted[k] - (kept[k] if free else set()))
            choices.append(list(_injections(have, want)))
        yield from ({**numbers, **arrays} for numbers in choices[0] for arrays in choices[1])


def _injections(have: Sequence[str], want: Sequence[str]) -> Iterator[Naming]:
    """Every way to give as many as possible of the names `have` one of `want` each."""
    if not have or not want:
        yield {}
    elif len(have) <= len(want):
        yield from (dict(zip(have, chosen, strict=True)) for chosen in permutations(want, len(have)))
    else:
        for chosen in permutations(have, len(want)):
            others = {name: f"{name}_" for name in have if name in want and name not in chosen}
            yield {**dict(zip(chosen, want, strict=True)), **others}


def _sorts(statements: Sequence[Statement]) -> tuple[set[str], set[str]]:
    """(numbers, arrays): the variables by how they are used."""
    every = {name for s in statements for name in reads(s) | writes(s)}
    arrays = {name for s in statements for name in arrays_of(s)}
    return every - arrays, arrays
