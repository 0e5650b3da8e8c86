"""What a program would do, read from its text: a layer of information, and no part of the sandbox.

    report = read_policy(source, {"imports": "stdlib", "network": False})
    report.forbidden, report.actions, report.unread

RestrictedPython's transformer reads the program, see reader.py; nothing of it is compiled or run. The table [policy] of a
challenge says what is asked:

    imports     "any", "stdlib", or a list of the modules that may be imported
    processes   whether it may start other programs
    workers     whether it may start processes of its own (multiprocessing, fork)
    network     whether it may ask a network
    native      whether it may load native libraries
    executes    whether it may run text as code
    files       whether it may touch files
    attributes  whether it may reach for Python's insides

What is not named there is allowed. Text can always be written so that this reading does not see what it does, and code that is
read may never be reached: a check takes the report as a hint, and asks the run where the two can differ. What holds a hostile
program is the sandbox alone, which forbids the network whatever the policy says.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sandbox.errors import ChallengeError
from sandbox.policy.vocabulary import Kind, is_standard

__all__ = ["Action", "Kind", "PolicyReport", "is_standard", "read_policy"]

_SWITCHES = {kind.value: kind for kind in Kind if kind is not Kind.IMPORT}


@dataclass(frozen=True, slots=True)
class Action:
    """One thing that the program would do.

    what      the module, the function or the attribute, by its full name
    line      from 1
    optional  an import that the program has something to do without
    """

    kind: Kind
    what: str
    line: int
    optional: bool = False

    def __str__(self) -> str:
        middle = f"{self.kind.phrase} {self.what}" if self.kind is Kind.IMPORT else f"{self.kind.phrase} ({self.what})"
        return f"{middle} in line {self.line}" + (", with something to do without it" if self.optional else "")


@dataclass(frozen=True, slots=True)
class PolicyReport:
    """actions     what the program would do, in the order of its lines, each once a line
    forbidden   those that the policy does not allow; optional imports are not among them
    foreign     imports that the policy does not allow, optional ones too
    objections  what RestrictedPython itself would refuse: (words, line)
    unread      why the program could not be read, empty where it could
    """

    actions: tuple[Action, ...] = ()
    forbidden: tuple[Action, ...] = ()
    foreign: tuple[Action, ...] = ()
    objections: tuple[tuple[str, int], ...] = ()
    unread: str = ""


def read_policy(source: str, policies: Mapping[str, object]) -> PolicyReport:
    """Never raises for a program, whatever is in it. ChallengeError where the table of policies is wrong."""
    allowed, switches = _policy(policies)
    try:
        seen, objections = _read(source)
    except SyntaxError as error:
        return PolicyReport(unread=f"it does not parse: {error.msg} in line {error.lineno}")
    except (ValueError, MemoryError, RecursionError) as error:
        return PolicyReport(unread=f"it does not parse: {str(error) or type(error).__name__}")
    actions = tuple(dict.fromkeys(sorted(seen, key=lambda a: a.line)))
    foreign = tuple(a for a in actions if a.kind is Kind.IMPORT and not _may_import(a.what, allowed))
    forbidden = tuple(a for a in actions if not switches.get(a.kind, True) or (a in foreign and not a.optional))
    return PolicyReport(actions, forbidden, foreign, tuple(objections))


def _read(source: str) -> tuple[list[Action], list[tuple[str, int]]]:
    import ast
    import warnings

    from sandbox.policy.reader import Reader

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        tree = ast.parse(source)
        reader = Reader(tree)
        try:
            reader.visit(tree)
        except RecursionError:  # deeper than RestrictedPython can walk: each node is looked at all the same
            tree = ast.parse(source)
            reader = Reader(tree)
            for node in ast.walk(tree):
                reader.look(node)
    return [Action(*seen) for seen in reader.seen], reader.objections


def _policy(table: Mapping[str, object]) -> tuple[frozenset[str] | None, dict[Kind, bool]]:
    """(the modules that may be imported beside the standard library's, None for any; what else is allowed)."""
    switches: dict[Kind, bool] = {}
    allowed: frozenset[str] | None = None
    for name, value in table.items():
        if name in _SWITCHES and isinstance(value, bool):
            switches[_SWITCHES[name]] = value
        elif name == "imports" and value in ("any", "stdlib"):
            allowed = None if value == "any" else frozenset()
        elif name == "imports" and isinstance(value, list) and all(isinstance(module, str) for module in value):
            allowed = frozenset(value)
        else:
            raise ChallengeError(f"[policy] {name} = {value!r} is none; known are imports, {', '.join(_SWITCHES)}")
    return allowed, switches


def _may_import(module: str, allowed: frozenset[str] | None) -> bool:
    return allowed is None or is_standard(module) or module.partition(".")[0] in allowed
