"""Every attack on every back end that is ready here: it ends as its file says, and reaches nothing."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping

import pytest

from sandbox import Job, JobKind, Outcome
from sandbox.isolation import Backend
from tests.attacks.catalogue import FOLDER, Attack, Expected, attacks, backends_of
from tests.isolation.machine import on_backend

PLANTED = (
    "sitecustomize.py", "usercustomize.py", "pygame.py", "msgspec.py", "json.py", "record.py", "runners/__init__.py", "x.pth",
)  # fmt: skip
PLANT = b"import os; os.write(1, b'BROKEN: planted\\n')\n"
JOBS = [
    on_backend(name, attack, id=f"{attack.id}-{name}")
    for attack in attacks()
    if attack.kind != "verify"
    for name in backends_of(attack)
]


def job_of(attack: Attack, given: Mapping[str, object]) -> Job:
    """The program with attack.py beside it and the facts of its target as its argument."""
    files = {"program.py": attack.source, "attack.py": (FOLDER / "attack.py").read_bytes()}
    if attack.plant:
        files |= dict.fromkeys(PLANTED, PLANT)
    return Job(
        files,
        "program.py",
        JobKind(attack.kind),
        args=(json.dumps({**given, "file_bytes": attack.limits.file_bytes}),),
        limits=attack.limits,
        options={"seconds": 1.0} if attack.kind == "record" else {},
        collect=attack.collect,
    )


def check(outcome: Outcome, expected: Expected, output_bytes: float) -> None:
    said = f"{outcome.ending.value} {outcome.reason}\n{outcome.stdout[-2000:]!r}\n{outcome.stderr[-2000:]!r}"
    words = outcome.stdout.decode("utf-8", "replace")
    broken = re.findall(r"^BROKEN.*", words, re.MULTILINE)
    assert outcome.ending.value in expected.endings, said
    assert bool(broken) == bool(expected.gap), broken or f"a gap that is closed: {said}"
    if expected.held:
        assert words.splitlines()[-1:] == ["held"], said
    if expected.exit_code is not None:
        assert outcome.exit_code == expected.exit_code, said
    if expected.signal is not None:
        assert outcome.signal == expected.signal, said
    assert expected.stdout in words, said
    assert expected.stderr in outcome.stderr.decode("utf-8", "replace"), said
    if expected.dropped:
        assert getattr(outcome, f"{expected.dropped}_dropped") > 0, said
        assert len(getattr(outcome, expected.dropped)) == output_bytes
    if expected.files is not None:
        assert len(outcome.files) == expected.files, list(outcome.files)


@pytest.mark.parametrize(("attack", "name"), JOBS)
def test_attack_gets_what_its_file_says(attack: Attack, name: str, ready: Backend, aim: dict[str, object]) -> None:
    expected = attack.expected(name)
    for _ in range(attack.runs):
        outcome = ready.run(job_of(attack, aim), on_trace=lambda _: None)
        if attack.limit not in outcome.gaps:
            check(outcome, expected, attack.limits.output_bytes)


@pytest.mark.parametrize("attack", attacks(), ids=lambda attack: attack.id)
def test_attack_has_a_program(attack: Attack) -> None:
    assert attack.source and attack.what
