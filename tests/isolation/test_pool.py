"""Many jobs at once, on every back end that is ready."""

from __future__ import annotations

import pytest

from sandbox import BackendUnavailable, InfrastructureError, Job, Limits, Outcome, UsageError
from sandbox.isolation import NAMES
from sandbox.isolation.pool import run_all
from sandbox.limits import KIB, MIB
from tests.isolation.machine import on_backend, readiness

LIMITS = Limits(wall_s=20, cpu_s=10, memory_bytes=128 * MIB, processes=16, output_bytes=16 * KIB, file_bytes=4 * MIB)


def job(text: str) -> Job:
    return Job({"program.py": text.encode()}, "program.py", limits=LIMITS)


@pytest.mark.parametrize("name", [on_backend(name) for name in NAMES])
def test_each_outcome_comes_back_in_its_jobs_place(name: str) -> None:
    if not readiness(name).ready:
        pytest.skip(f"{name} is not ready on this machine: {readiness(name).detail}")
    found: dict[int, Outcome | InfrastructureError] = {}
    run_all([job(f"print({n})") for n in range(9)], found.__setitem__, runner=name, trust_program=True, workers=3)
    seen = [found[n] for n in range(9)]
    assert [o.stdout for o in seen if isinstance(o, Outcome)] == [b"%d\n" % n for n in range(9)]


def test_no_jobs_are_no_work() -> None:
    run_all([], lambda place, outcome: pytest.fail("nothing was asked"), runner="process", trust_program=True)


def test_what_the_caller_raises_ends_all_and_is_raised() -> None:
    told: list[int] = []

    def done(place: int, outcome: Outcome | InfrastructureError) -> None:
        told.append(place)
        raise ValueError("enough")

    slow = [job("print(1)"), *(job("import time; time.sleep(15)") for _ in range(3))]
    with pytest.raises(ValueError, match="enough"):
        run_all(slow, done, runner="process", trust_program=True, workers=2)
    assert told == [0]


def test_a_machines_failure_takes_the_outcomes_place(monkeypatch: pytest.MonkeyPatch) -> None:
    from sandbox.isolation.process import Process

    def broken(*_: object, **__: object) -> Outcome:
        raise BackendUnavailable("the engine is gone")

    monkeypatch.setattr(Process, "run", broken)
    found: dict[int, Outcome | InfrastructureError] = {}
    run_all([job("pass"), job("pass")], found.__setitem__, runner="process", trust_program=True)
    assert [str(found[n]) for n in range(2)] == ["the engine is gone"] * 2


def test_process_needs_trust_here_too() -> None:
    with pytest.raises(UsageError, match="--trust-program"):
        run_all([job("pass")], lambda place, outcome: None, runner="process")
