"""Nothing is left running, whatever happens to the judge: a signal, an exception, an end by force, a crowd."""

from __future__ import annotations

import secrets
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from sandbox import Job, Limits, Usage, run
from sandbox.isolation import NAMES, Backend
from sandbox.isolation.owner import is_gone, owner
from tests.isolation.leftovers import settled, with_argument
from tests.isolation.machine import on_backend

BACKENDS = [on_backend(name) for name in NAMES]
LIMITS = Limits(wall_s=60, cpu_s=30, memory_bytes=1 << 27, processes=16, file_bytes=1 << 22)
SLEEPER = b"""
import os, sys, time
if os.fork() == 0:
    os.setsid()
    if os.fork() == 0:
        time.sleep(1000)
    os._exit(0)
time.sleep(1000)
"""
JUDGE = """
import sys
from sandbox import Job, Limits, run
from sandbox.isolation import backend
from sandbox.isolation.owner import owner
name, token, program = sys.argv[1:]
job = Job({"program.py": program.encode()}, "program.py", args=(token,), limits=Limits(60, 30, 1 << 27, 16, file_bytes=1 << 22))
print(owner(), flush=True)
one = backend(name, trust_program=True)
one.prepare(job)
one.prepare(job)
print("prepared", flush=True)
one.run(job, watch=lambda usage: print("running", flush=True))
"""


def judge(name: str, token: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", JUDGE, name, token, SLEEPER.decode()]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)


def gone(token: str) -> bool:
    deadline = time.monotonic() + 10
    while with_argument(token) and time.monotonic() < deadline:
        time.sleep(0.05)
    return not with_argument(token)


@pytest.mark.parametrize("stage", ["starting", "prepared", "running"])
@pytest.mark.parametrize("name", BACKENDS)
def test_killed_judge_leaves_nothing_running_and_the_next_one_sweeps(name: str, stage: str, ready: Backend) -> None:
    token = secrets.token_hex(16)
    with judge(name, token) as killed:
        assert killed.stdout is not None
        dead = killed.stdout.readline().strip()
        while stage != "starting" and killed.stdout.readline().strip() != stage:
            pass
        if stage == "starting":
            time.sleep(secrets.randbelow(200) / 1000)
        assert not is_gone(dead)
        killed.kill()
    assert is_gone(dead)
    assert gone(token)
    code = "import sys; from sandbox.isolation import backend; backend(sys.argv[1], trust_program=True).probe()"
    subprocess.run([sys.executable, "-c", code, name], check=True)
    assert settled(dead, docker=name == "docker") == []


@pytest.mark.parametrize("name", BACKENDS)
def test_interrupted_run_leaves_nothing_running(name: str, ready: Backend) -> None:
    token = secrets.token_hex(16)

    def interrupt(usage: Usage) -> str | None:
        if usage.wall_s > 0.2:
            raise KeyboardInterrupt
        return None

    job = Job({"program.py": SLEEPER}, "program.py", args=(token,), limits=LIMITS)
    with pytest.raises(KeyboardInterrupt):
        ready.run(job, watch=interrupt)
    assert gone(token)
    assert settled(owner(), docker=name == "docker") == []
    assert ready.run(Job({"program.py": b"print('again')"}, "program.py")).stdout == b"again\n"


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM], ids=lambda number: number.name)
@pytest.mark.parametrize("name", BACKENDS)
def test_signal_ends_the_command_with_its_code(name: str, number: signal.Signals, ready: Backend, tmp_path: Path) -> None:
    token = secrets.token_hex(16)
    program = tmp_path / "sleeper.py"
    program.write_bytes(SLEEPER)
    command = [sys.executable, "-m", "sandbox", "run", "--runner", name, "--trust-program", str(program), "--", token]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        deadline = time.monotonic() + 30
        while len(with_argument(token)) < 3 and time.monotonic() < deadline:  # the command, the program, its daemon
            time.sleep(0.05)
        process.send_signal(number)
        _, errors = process.communicate(timeout=20)
    assert process.returncode == {signal.SIGINT: 130, signal.SIGTERM: 143}[number]
    assert "Traceback" not in errors
    assert gone(token)


@pytest.mark.parametrize("name", BACKENDS)
def test_forty_runs_at_once_get_each_its_own_output(name: str, ready: Backend) -> None:
    def one(number: int) -> bytes:
        job = Job({"program.py": b"import sys; print(sys.argv[1])"}, "program.py", args=(str(number),), limits=LIMITS)
        return run(job, name, trust_program=True).stdout

    with ThreadPoolExecutor(40) as pool:
        assert list(pool.map(one, range(40))) == [b"%d\n" % number for number in range(40)]
    assert settled(owner(), docker=name == "docker") == []
