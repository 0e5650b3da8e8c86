"""Why a run ended: the host's own limit first, then the kernel's evidence, then the program's word."""

from __future__ import annotations

import signal

import pytest

from sandbox import Ending, Limits, Outcome
from sandbox.isolation.ending import Counted, outcome_of
from sandbox.isolation.supervise import End, Seen

LIMITS = Limits(cpu_s=2, memory_bytes=1000)
KILLED = "the kernel ended a process at 1000 bytes of memory"
FINE = End(0, None, 1.0, 0.5, 4096)


def outcome(seen: Seen, counted: Counted | None = None) -> Outcome:
    return outcome_of("docker", LIMITS, seen, counted or Counted(), {"b": "x", "a": "y"}, {})


def killed(number: int, cpu_s: float = 0.1) -> Seen:
    return Seen(end=End(None, number, 1.0, cpu_s, 4096))


def test_own_end_has_its_exit_code() -> None:
    found = outcome(Seen(end=FINE))
    assert (found.ending, found.exit_code, found.signal, found.reason) == (Ending.EXITED, 0, None, "")
    assert found.usage.peak_bytes == 4096
    assert list(found.enforced) == ["a", "b"]


@pytest.mark.parametrize(
    ("seen", "counted", "ending", "reason"),
    [
        (Seen(ending=Ending.WALL, reason="w", end=FINE), Counted(oom_kills=1), Ending.WALL, "w"),
        (killed(9), Counted(oom_kills=1), Ending.MEMORY, KILLED),
        (Seen(end=End(1, None, 1, 0.1, 0)), Counted(oom_kills=2), Ending.MEMORY, KILLED),
        (Seen(end=FINE), Counted(oom_kills=1), Ending.EXITED, ""),
        (Seen(), Counted(), Ending.SIGNALLED, "the program ended its own sandbox"),
        (killed(signal.SIGXCPU), Counted(), Ending.CPU, "more than 2 s of processor time"),
        (killed(9, cpu_s=2.5), Counted(), Ending.CPU, "more than 2 s of processor time"),
        (killed(9), Counted(), Ending.SIGNALLED, "SIGKILL"),
        (killed(63), Counted(), Ending.SIGNALLED, "signal 63"),
    ],
)
def test_ending_and_reason(seen: Seen, counted: Counted, ending: Ending, reason: str) -> None:
    found = outcome(seen, counted)
    assert (found.ending, found.reason) == (ending, reason)
    assert (found.signal is not None) == (ending is Ending.SIGNALLED)
    assert (found.exit_code is not None) == (ending is Ending.EXITED)


def test_cpu_time_is_the_largest_that_anybody_saw() -> None:
    assert outcome(Seen(end=FINE, cpu_s=0.7), Counted(cpu_s=0.6)).usage.cpu_s == 0.7


def test_peak_is_the_control_groups_where_there_is_one() -> None:
    assert outcome(Seen(end=FINE), Counted(peak_bytes=99)).usage.peak_bytes == 99


def test_signal_is_evidence_beside_the_kernels_counters() -> None:
    found = outcome(killed(9), Counted(oom_kills=1, evidence={"memory.failcnt": "8"}))
    assert found.evidence == {"memory.failcnt": "8", "signal": "SIGKILL"}
