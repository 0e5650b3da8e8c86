"""The attacks as data: each is a program and a small TOML file beside it that says what it must get. See README.md."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sandbox import Limits
from sandbox.isolation import ISOLATING, NAMES
from sandbox.limits import KIB, MIB

FOLDER = Path(__file__).parent
GROUPS = ("resources", "endings", "files", "network", "kernel", "judge")
TRUSTED_GROUPS = ("resources", "endings")
"""What the back end process is tried with too: it limits, and isolates nothing."""

LIMITS: dict[str, float] = {
    "wall_s": 10.0,
    "cpu_s": 5.0,
    "memory_bytes": 256 * MIB,
    "processes": 16,
    "output_bytes": 64 * KIB,
    "file_bytes": 8 * MIB,
}
_EXPECTED = frozenset((
    "skip", "ending", "exit_code", "signal", "held", "gap", "stdout", "stderr", "dropped", "files", "verdict",
))  # fmt: skip
_OTHER = frozenset(("what", "kind", "limit", "limits", "collect", "runs", "plant", "seconds", *NAMES))


@dataclass(frozen=True)
class Expected:
    """What one attack must get on one back end.

    endings         any of them;  exit_code, signal  None: not looked at
    held            the program's last line must be `held`
    gap             why the attack succeeds here: it must then print BROKEN, so that a gap that is closed is noticed
    stdout, stderr  text that must be in the output;  dropped  the stream of which bytes must have been dropped
    files           how many files come back, None: not looked at
    verdicts        any of them (kind verify)
    skip            why it is not tried here
    """

    endings: tuple[str, ...] = ("exited",)
    exit_code: int | None = None
    signal: int | None = None
    held: bool = False
    gap: str = ""
    stdout: str = ""
    stderr: str = ""
    dropped: str = ""
    files: int | None = None
    verdicts: tuple[str, ...] = ()
    skip: str = ""


@dataclass(frozen=True)
class Attack:
    """One program.

    kind     plain or record: run as a job of that kind;  verify: judged as a submission to the hexagon challenge
    limits   those of the run;  collect  globs of output files;  runs  how often in a row it is run
    limit    the one that is attacked: where a back end names it as a gap, the attack may succeed, and must leave nothing
    plant    files of modules' names that lie beside the program when it starts
    seconds  simulated time (kind verify)
    """

    group: str
    name: str
    what: str
    kind: str
    limits: Limits
    collect: tuple[str, ...]
    runs: int
    limit: str
    plant: bool
    seconds: float
    facts: Mapping[str, Any]

    @property
    def id(self) -> str:
        return f"{self.group}/{self.name}"

    @property
    def source(self) -> bytes:
        return (FOLDER / self.group / f"{self.name}.py").read_bytes()

    def expected(self, backend: str) -> Expected:
        """The file's own words, with those of the back end's table over them; a table with an ending stands alone."""
        own = self.facts.get(backend, {})
        facts = own if "ending" in own else {name: value for name, value in self.facts.items() if name in _EXPECTED} | own
        return Expected(
            endings=_several(facts.get("ending", "exited")),
            exit_code=facts.get("exit_code"),
            signal=facts.get("signal"),
            held=facts.get("held", False),
            gap=facts.get("gap", ""),
            stdout=facts.get("stdout", ""),
            stderr=facts.get("stderr", ""),
            dropped=facts.get("dropped", ""),
            files=facts.get("files"),
            verdicts=_several(facts.get("verdict", "failed")),
            skip=facts.get("skip", ""),
        )


def _several(value: str | list[str]) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(value)


def _read(path: Path) -> Attack:
    facts = tomllib.loads(path.read_text(encoding="utf-8"))
    unknown = facts.keys() - _EXPECTED - _OTHER
    for name in NAMES:
        unknown |= facts.get(name, {}).keys() - _EXPECTED
    if unknown:
        raise ValueError(f"{path}: unknown keys {', '.join(sorted(unknown))}")
    return Attack(
        group=path.parent.name,
        name=path.stem,
        what=facts["what"],
        kind=facts.get("kind", "verify" if path.parent.name == "judge" else "plain"),
        limits=Limits(**(LIMITS | facts.get("limits", {}))),
        collect=tuple(facts.get("collect", ())),
        runs=facts.get("runs", 1),
        limit=facts.get("limit", ""),
        plant=facts.get("plant", False),
        seconds=facts.get("seconds", 2.0),
        facts=facts,
    )


def attacks() -> list[Attack]:
    """All of them, group by group."""
    return [_read(path) for group in GROUPS for path in sorted((FOLDER / group).glob("*.toml"))]


def backends_of(attack: Attack) -> tuple[str, ...]:
    """The back ends that an attack is tried on."""
    names = NAMES if attack.group in TRUSTED_GROUPS else ISOLATING
    return tuple(name for name in names if not attack.expected(name).skip)
