"""Attacks on the judge: whatever a submission does, it never passes, never fails the judge, and never fills its memory."""

from __future__ import annotations

import io
import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from sandbox import VerdictKind, verify
from sandbox.content import content_folder
from sandbox.isolation import Backend
from sandbox.limits import MIB
from sandbox.report import dumps, report_data
from tests.attacks.catalogue import Attack, attacks, backends_of
from tests.isolation.machine import on_backend

GROWTH_BYTES = 700 * MIB
"""What the judge may need for one submission of a few simulated seconds, whatever is in its recording."""

LIMITS = {"cpu_s": 6.0, "wall_s": 15.0, "memory_bytes": 512 * MIB}
SUBMISSIONS = [
    on_backend(name, attack, id=f"{attack.id}-{name}")
    for attack in attacks()
    if attack.kind == "verify"
    for name in backends_of(attack)
]
UNPRINTABLE = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e]")


@pytest.fixture
def challenge(attack: Attack, tmp_path: Path) -> Path:
    """The hexagon challenge with the limits of an attack."""
    folder = tmp_path / "hexagon"
    shutil.copytree(content_folder("challenges") / "hexagon", folder)
    text = (folder / "challenge.toml").read_text()
    for name, value in (LIMITS | attack.facts.get("limits", {})).items():
        text, found = re.subn(rf"(?m)^{name} = .*$", f"{name} = {value}", text)
        assert found == 1
    (folder / "challenge.toml").write_text(text)
    return folder


def peak_growth(call: Callable[[], object]) -> int:
    """Bytes by which this process's memory grew while the call ran, at its highest."""
    Path("/proc/self/clear_refs").write_text("5")  # the peak starts anew
    before = _status("VmHWM")
    call()
    return _status("VmHWM") - before


def _status(name: str) -> int:
    return int(re.findall(rf"{name}:\s+(\d+) kB", Path("/proc/self/status").read_text())[0]) * 1024


@pytest.mark.parametrize(("attack", "name"), SUBMISSIONS)
def test_submission_never_passes_nor_fails_the_judge(attack: Attack, name: str, ready: Backend, challenge: Path) -> None:
    reports = []
    growth = peak_growth(lambda: reports.append(verify(challenge, attack.source, runner=name, seconds=attack.seconds)))
    report = reports[0]
    statuses = {finding.id: finding.status.value for finding in report.findings}
    assert report.verdict.kind is not VerdictKind.ERROR, report.error
    assert report.verdict.kind.value in attack.expected(name).verdicts, statuses
    assert growth < GROWTH_BYTES, f"{growth / MIB:.0f} MiB"
    assert not UNPRINTABLE.search(printed(report)), "the terminal gets what the program wrote"
    assert json.loads(dumps(report_data(report)))["verdict"] == report.verdict.kind.value


def printed(report: object) -> str:
    from rich.console import Console

    from sandbox.cli.terminal import print_report

    text = io.StringIO()
    print_report(report, Console(file=text, width=100, markup=False, emoji=False, highlight=False))
    return text.getvalue()
