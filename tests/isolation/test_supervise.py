"""The loop against a guest that lies, babbles, hangs or dies: pipes and threads stand for it."""

from __future__ import annotations

import json
import os
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import pytest

from sandbox import Ending, InfrastructureError, Limits
from sandbox.isolation import supervise as module
from sandbox.isolation.supervise import Channels, Guest, Seen, supervise
from sandbox.limits import MIB

LIMITS = Limits(wall_s=2, cpu_s=2, output_bytes=1000, file_bytes=1000)
READY, STARTED, DONE = {"ready": True}, {"started": True}, {"done": True}
EXIT = {"exit": 0, "wall_s": 0.1, "cpu_s": 0.1, "peak_bytes": 100}


@dataclass
class Puppet:
    """The guest's ends of the channels."""

    ours: Channels
    spec: int
    control: int
    trace: int
    stdout: int
    stderr: int
    dead: threading.Event = field(default_factory=threading.Event)

    def tell(self, *messages: object) -> None:
        for message in messages:
            os.write(self.control, message if isinstance(message, bytes) else json.dumps(message).encode() + b"\n")

    def leave(self) -> None:
        self.dead.set()
        for name in ("spec", "control", "trace", "stdout", "stderr"):
            if (fd := getattr(self, name)) >= 0:
                setattr(self, name, -1)
                os.close(fd)

    def seen(self, act: Callable[[], None], limits: Limits = LIMITS, **guest: Callable[[], object]) -> Seen:
        def run() -> None:
            try:
                act()
            except BrokenPipeError:
                pass
            finally:
                self.leave()

        actor = threading.Thread(target=run)
        actor.start()
        kept = Guest(**{"kill": self.dead.set, "alive": lambda: not self.dead.is_set(), "cpu_s": lambda: None} | guest)  # type: ignore[arg-type]
        try:
            return supervise(kept, self.ours, b"{}\n", limits, None, None)
        finally:
            actor.join()


@pytest.fixture
def puppet() -> Iterator[Puppet]:
    pipes = [os.pipe() for _ in range(5)]
    (spec_read, spec_write), *others = pipes
    made = Puppet(Channels(spec_write, *(r for r, _ in others)), spec_read, *(w for _, w in others))
    yield made
    made.leave()
    made.ours.close()


def test_own_end_is_seen_with_output_and_files(puppet: Puppet) -> None:
    def act() -> None:
        os.write(puppet.stdout, b"out")
        puppet.tell(READY, STARTED, EXIT, {"file": "a/b", "size": 4}, b"\n{}\n", {"file": "c", "size": 0}, DONE)

    seen = puppet.seen(act)
    assert seen.end is not None and (seen.end.exit_code, seen.end.wall_s) == (0, 0.1)
    assert (seen.ending, seen.stdout, seen.files) == (None, b"out", {"a/b": b"\n{}\n", "c": b""})


def test_spec_is_closed_only_after_the_counters_were_read(puppet: Puppet) -> None:
    order: list[str] = []

    def act() -> None:
        puppet.tell(READY, STARTED, EXIT, DONE)
        while os.read(puppet.spec, 100):
            pass
        order.append("closed")

    puppet.seen(act, count=lambda: order.append("counted"))
    assert order == ["counted", "closed"]


@pytest.mark.parametrize(
    "lie",
    [
        b"not json\n",
        b"[]\n",
        b"x" * 70_000,
        {"exit": 0, "wall_s": "soon", "cpu_s": 0, "peak_bytes": 0},
        {"exit": 0},
        {"file": "big", "size": 1001},
        {"file": "negative", "size": -1},
        {"file": "../up", "size": 1},
        {"file": "/root", "size": 1},
    ],
    ids=str,
)
def test_broken_control_channel_is_the_machines_failure(puppet: Puppet, lie: object) -> None:
    with pytest.raises(InfrastructureError, match=r"the sandbox failed: the launcher's channel is broken"):
        puppet.seen(lambda: puppet.tell(READY, STARTED, lie))


def test_failure_of_the_launcher_is_told_in_its_words(puppet: Puppet) -> None:
    with pytest.raises(InfrastructureError, match="the sandbox failed: OSError: no room"):
        puppet.seen(lambda: puppet.tell(READY, {"failed": "OSError: no room"}))


def test_launcher_that_ends_before_the_start_is_the_machines_failure_with_its_last_words(puppet: Puppet) -> None:
    with pytest.raises(InfrastructureError, match="the sandbox failed: bwrap: no permission"):
        puppet.seen(lambda: os.write(puppet.stderr, b"bwrap: no\npermission\n") and None)


def test_launcher_that_ends_after_the_start_leaves_no_end(puppet: Puppet) -> None:
    seen = puppet.seen(lambda: puppet.tell(READY, STARTED))
    assert (seen.end, seen.ending) == (None, None)


def test_start_that_never_comes_is_the_machines_failure(puppet: Puppet, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "READY_TIMEOUT_S", 0.2)
    with pytest.raises(InfrastructureError, match=r"the program was not started within 0\.2 s"):
        puppet.seen(lambda: puppet.dead.wait(10) and None)


def test_flood_is_kept_to_the_limit_and_counted(puppet: Puppet) -> None:
    def act() -> None:
        puppet.tell(READY, STARTED)
        for _ in range(20):
            os.write(puppet.stdout, bytes(100_000))
            os.write(puppet.trace, bytes(100_000))
        puppet.tell(EXIT, DONE)

    seen = puppet.seen(act)
    assert (len(seen.stdout), seen.stdout_dropped) == (1000, 2_000_000 - 1000)


def test_launcher_that_lingers_after_the_end_is_killed(puppet: Puppet, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "WIND_UP_S", 0.2)

    def act() -> None:
        puppet.tell(READY, STARTED, EXIT)
        assert puppet.dead.wait(10)

    assert puppet.seen(act).end is not None


def test_pipe_that_somebody_else_holds_open_does_not_hang(puppet: Puppet, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "DRAIN_S", 0.2)
    held = os.dup(puppet.stdout)
    try:
        assert puppet.seen(lambda: puppet.tell(READY, STARTED, EXIT, DONE)).end is not None
    finally:
        os.close(held)


@pytest.mark.parametrize(
    ("guest", "ending", "reason"),
    [
        ({"cpu_s": lambda: 2.5}, Ending.CPU, "more than 2 s of processor time"),
        ({"exceeds": lambda: (Ending.MEMORY, "9 bytes resident")}, Ending.MEMORY, "9 bytes resident"),
    ],
    ids=["cpu", "memory"],
)
def test_limit_that_the_host_watches_ends_the_run(puppet: Puppet, guest: dict, ending: Ending, reason: str) -> None:
    def act() -> None:
        puppet.tell(READY, STARTED)
        assert puppet.dead.wait(10)

    seen = puppet.seen(act, **guest)
    assert (seen.ending, seen.reason) == (ending, reason)


def test_recording_that_takes_the_judge_too_long_ends_the_run(puppet: Puppet) -> None:
    slow = threading.Event()

    def act() -> None:
        puppet.tell(READY, STARTED)
        while not puppet.dead.is_set():
            os.write(puppet.trace, b"x")
            slow.wait(0.01)

    actor = threading.Thread(target=lambda: (act(), puppet.leave()))
    actor.start()
    guest = Guest(kill=puppet.dead.set, alive=lambda: not puppet.dead.is_set(), cpu_s=lambda: None)
    limits = Limits(wall_s=0.3, cpu_s=10, memory_bytes=MIB)
    seen = supervise(guest, puppet.ours, b"{}\n", limits, busy, None)
    actor.join()
    assert (seen.ending, seen.reason) == (
        Ending.UNREAD,
        "more than 0.3 s of the judge's processor time to read the recording",
    )


def busy(chunk: bytes) -> None:
    until = time.thread_time() + 0.2
    while time.thread_time() < until:
        pass
