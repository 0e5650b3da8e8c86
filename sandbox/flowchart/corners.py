"""Which ends of lines belong together where several lie near each other: pieces of one line each."""

from __future__ import annotations

__all__ = ["End", "matched"]

End = tuple[int, int]
"""(number of a wire, 0 for its start or 1 for its end)."""

CROWD = 8
"""More ends than these at one place are left alone."""


def matched(offers: dict[End, dict[End, float]], touch: float) -> dict[End, End]:
    """Pairs of ends, each of the two with the other. `offers`: {end: {other: px between}}, both ways. Ends within `touch` px of
    just one other go first; of the rest as many as there can be, with the least px between them."""
    touching = {end: [other for other, gap in found.items() if gap <= touch] for end, found in offers.items()}
    result = {end: near[0] for end, near in touching.items() if len(near) == 1 and touching[near[0]] == [end]}
    free = {end for end, near in touching.items() if not near}
    rest = {end: {other: gap for other, gap in offers[end].items() if other in free} for end in free}
    for group in _groups(rest):
        result |= _chosen(group, touch)
    return result


def _groups(offers: dict[End, dict[End, float]]) -> list[dict[End, dict[End, float]]]:
    """The offers, ends apart that have nothing to do with each other."""
    groups, seen = [], set[End]()
    for start in offers:
        queue, group = [start], {}
        while queue:
            end = queue.pop()
            if end not in seen:
                seen.add(end)
                group[end] = offers[end]
                queue += offers[end]
        if group:
            groups.append(group)
    return groups


def _chosen(offers: dict[End, dict[End, float]], alike: float) -> dict[End, End]:
    """As many pairs as there can be, with the least px between them; none where another choice is as good, or for a crowd."""
    if len(offers) > CROWD:
        return {}
    found: list[tuple[int, float, dict[End, End]]] = []

    def choose(ends: list[End], gap: float, chosen: dict[End, End]) -> None:
        if not ends:
            found.append((-len(chosen), gap, chosen))
            return
        first, *others = ends
        if first in chosen:
            choose(others, gap, chosen)
            return
        choose(others, gap, chosen)
        for other, more in offers[first].items():
            if other in others and other not in chosen:
                choose(others, gap + more, {**chosen, first: other, other: first})

    choose(sorted(offers), 0.0, {})
    best, *others = sorted(found, key=lambda one: one[:2])
    clear = not others or others[0][0] > best[0] or others[0][1] - best[1] > alike
    return best[2] if clear else {}
