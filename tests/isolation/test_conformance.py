"""What every back end promises, held by running real programs on each one that is ready here."""

from __future__ import annotations

import signal
import textwrap
from collections.abc import Callable

import pytest

from sandbox import Ending, InfrastructureError, Job, JobKind, Limits, Outcome, Usage
from sandbox.isolation import NAMES, Backend
from sandbox.isolation.owner import owner
from sandbox.limits import KIB, MIB
from tests.isolation.leftovers import launchers, left, settled
from tests.isolation.machine import on_backend

pytestmark = pytest.mark.parametrize("name", [on_backend(name) for name in NAMES])

LIMITS = Limits(wall_s=20, cpu_s=10, memory_bytes=128 * MIB, processes=16, output_bytes=16 * KIB, file_bytes=4 * MIB)
EVERY_LIMIT = {"wall_s", "cpu_s", "memory_bytes", "processes", "output_bytes", "file_bytes"}
EVERY_PROTECTION = {"network", "files", "processes of the host", "user", "kernel"}
Run = Callable[..., Outcome]


@pytest.fixture
def ran(ready: Backend) -> Run:
    """Runs a program's text; keywords are those of Job, and `on_trace` and `watch`."""

    def call(text: str, *, on_trace: object = None, watch: object = None, **facts: object) -> Outcome:
        files = {"program.py": textwrap.dedent(text).encode(), **facts.pop("files", {})}  # type: ignore[dict-item]
        job = Job(**{"files": files, "entry": "program.py", "limits": LIMITS, **facts})
        return ready.run(job, on_trace=on_trace, watch=watch)  # type: ignore[arg-type]

    return call


class TestEnding:
    @pytest.mark.parametrize("code", [0, 1, 7, 255])
    def test_exit_code_is_the_programs(self, ran: Run, code: int) -> None:
        outcome = ran(f"import sys; sys.exit({code})")
        assert (outcome.ending, outcome.exit_code, outcome.signal, outcome.ok) == (Ending.EXITED, code, None, code == 0)

    @pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGSEGV, signal.SIGKILL])
    def test_signal_is_named(self, ran: Run, number: signal.Signals) -> None:
        outcome = ran(f"import os; os.kill(os.getpid(), {int(number)})")
        assert (outcome.ending, outcome.exit_code, outcome.signal) == (Ending.SIGNALLED, None, number)
        assert outcome.reason == outcome.evidence["signal"] == number.name

    def test_sleep_ends_at_the_wall_limit_with_little_processor_time(self, ran: Run) -> None:
        outcome = ran("import time; time.sleep(100)", limits=Limits(wall_s=0.6, cpu_s=10, memory_bytes=128 * MIB))
        assert (outcome.ending, outcome.reason) == (Ending.WALL, "more than 0.6 s of real time")
        assert outcome.usage.wall_s >= 0.6
        assert outcome.usage.cpu_s is not None and outcome.usage.cpu_s < 0.5

    def test_loop_ends_at_the_cpu_limit(self, ran: Run) -> None:
        outcome = ran("while True: pass", limits=Limits(wall_s=20, cpu_s=0.5, memory_bytes=128 * MIB))
        assert (outcome.ending, outcome.reason) == (Ending.CPU, "more than 0.5 s of processor time")
        assert outcome.usage.cpu_s is not None and outcome.usage.cpu_s >= 0.5

    def test_memory_ends_with_the_kernels_evidence(self, ran: Run) -> None:
        outcome = ran("kept = bytearray(b'x' * (300 << 20))")
        if "memory_bytes" in outcome.gaps:  # a limit a process, where no control group can be made
            assert outcome.exit_code == 1 and b"MemoryError" in outcome.stderr
            return
        assert outcome.ending is Ending.MEMORY
        assert outcome.reason == f"the kernel ended a process at {128 * MIB} bytes of memory"
        assert outcome.evidence.keys() & {"oom_kill", "OOMKilled"}
        assert outcome.usage.peak_bytes is None or 100 * MIB < outcome.usage.peak_bytes <= 129 * MIB

    def test_caller_may_stop_it_and_say_why(self, ran: Run) -> None:
        seen: list[Usage] = []

        def watch(usage: Usage) -> str | None:
            seen.append(usage)
            return "enough" if len(seen) > 2 else None

        outcome = ran("import time; time.sleep(100)", watch=watch)
        assert (outcome.ending, outcome.reason) == (Ending.STOPPED, "enough")
        assert seen[0].wall_s <= seen[-1].wall_s

    def test_program_that_cannot_be_run_says_so(self, ran: Run) -> None:
        outcome = ran("", files={"tool": b"#!/no/such/interpreter\n"}, entry="tool")
        assert outcome.exit_code == 126
        assert outcome.stderr.startswith(b"tool: cannot be run: [Errno 2] No such file or directory: ")

    def test_usage_is_reported(self, ran: Run) -> None:
        usage = ran("kept = bytearray(b'x' * (40 << 20))\nfor _ in range(10**6): pass").usage
        assert usage.wall_s > 0
        assert usage.cpu_s is not None and 0 < usage.cpu_s < 10
        assert usage.peak_bytes is not None and 40 * MIB < usage.peak_bytes < 129 * MIB


class TestInput:
    def test_arguments_and_stdin_arrive_as_they_are(self, ran: Run) -> None:
        odd = ("", "a b", "--help", "naïve", "'\"\\$(id)`", "x\ny")
        text = "import sys; sys.stdout.buffer.write(sys.stdin.buffer.read()); print(sys.argv[1:], flush=True)"
        outcome = ran(text, args=odd, stdin=b"\x00\xff\n" * 1000)
        assert outcome.stdout == b"\x00\xff\n" * 1000 + f"{list(odd)}\n".encode()

    def test_stdin_that_nobody_reads_does_not_hang(self, ran: Run) -> None:
        assert ran("pass", stdin=b"x" * (1 << 20)).ok

    def test_files_lie_in_the_working_folder(self, ran: Run) -> None:
        text = "import helper, pathlib; print(helper.NAME, pathlib.Path('data/in.bin').read_bytes())"
        outcome = ran(text, files={"helper.py": b"NAME = 'helper'", "data/in.bin": b"\x00\x01"})
        assert outcome.stdout == b"helper b'\\x00\\x01'\n"

    def test_executable_of_any_kind_is_run(self, ran: Run) -> None:
        assert ran("", files={"tool": b"#!/bin/sh\necho tool $1\n"}, entry="tool", args=("x",)).stdout == b"tool x\n"


class TestOutput:
    def test_output_beyond_the_limit_is_drained_and_counted(self, ran: Run) -> None:
        outcome = ran("import os, sys\nfor fd in (1, 2):\n  for _ in range(100): os.write(fd, b'x' * 10_000)")
        assert outcome.ok
        assert len(outcome.stdout) == len(outcome.stderr) == 16 * KIB
        assert outcome.stdout_dropped == outcome.stderr_dropped == 1_000_000 - 16 * KIB

    def test_matching_files_come_back(self, ran: Run) -> None:
        text = """
            import os
            os.makedirs("out/deep")
            for name in ("a.txt", "b.csv", "out/c.txt", "out/deep/d.txt"):
                open(name, "w").write(name)
            """
        assert ran(text, collect=("*.txt",)).files == {"a.txt": b"a.txt"}
        assert ran(text, collect=("out/*.txt", "b.*")).files == {"b.csv": b"b.csv", "out/c.txt": b"out/c.txt"}
        assert sorted(ran(text, collect=("**/*.txt",)).files) == ["a.txt", "out/c.txt", "out/deep/d.txt"]
        assert ran(text).files == {}

    def test_files_come_back_after_a_limit_too_few_or_none(self, ran: Run) -> None:
        outcome = ran("import time; open('a.txt', 'w').write('x'); time.sleep(100)", collect=("*",), limits=Limits(wall_s=0.5))
        assert outcome.ending is Ending.WALL
        assert outcome.files == {}

    def test_trace_channel_is_descriptor_3_of_recorded_programs_alone(self, ran: Run) -> None:
        parts: list[bytes] = []
        outcome = ran(
            "import os; os.write(3, b'x' * 3_000_000); os._exit(0)",
            kind=JobKind.RECORD, options={"seconds": 1.0}, on_trace=parts.append,
        )  # fmt: skip
        assert outcome.ok
        assert b"x" * 3_000_000 in b"".join(parts)
        assert ran("import os; os.fstat(3)").exit_code == 1


class TestSurroundings:
    def test_environment_has_nothing_of_the_hosts(self, ran: Run, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("OPENAI_API_KEY", "secret")
        names = ran("import os; print(*sorted(os.environ))").stdout.decode().split()
        assert "OPENAI_API_KEY" not in names
        assert set(names) <= {
            "HOME", "LANG", "LC_CTYPE", "LOGNAME", "OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "PATH", "PYTHONDONTWRITEBYTECODE",
            "SDL_AUDIODRIVER", "SDL_VIDEODRIVER", "TMPDIR", "USER",
        }  # fmt: skip

    def test_user_is_not_root(self, ran: Run) -> None:
        assert ran("import os; print(0 in (os.getuid(), os.geteuid(), os.getgid(), *os.getgroups()))").stdout == b"False\n"

    def test_libraries_for_drawing_are_there(self, ran: Run) -> None:
        text = "import pygame, numpy, pymunk, os; pygame.display.init(); print(pygame.display.get_driver(), os.getcwd()[-4:])"
        assert ran(text, limits=Limits(cpu_s=20)).stdout.splitlines()[-1] == b"dummy work"

    def test_bare_python_has_the_standard_library_alone_and_is_python_else(self, ran: Run) -> None:
        text = """
            import json, sys
            from importlib.util import find_spec
            found = [name for name in ("numpy", "msgspec", "pip") if find_spec(name)]
            print(json.dumps([found, __name__, sys.argv, input()]))
            exit(3)
        """
        outcome = ran(text, kind=JobKind.BARE, args=("a b",), stdin=b"line\n")
        assert outcome.stdout == b'[[], "__main__", ["program.py", "a b"], "line"]\n', outcome.stderr
        assert (outcome.exit_code, outcome.stderr) == (3, b"")

    def test_home_and_temporary_folder_can_be_written(self, ran: Run) -> None:
        text = """
            import os, tempfile
            tempfile.TemporaryFile().write(b"x")
            open(os.path.expanduser("~/x"), "w").write("x")
            print("written")
            """
        assert ran(text).stdout == b"written\n"

    def test_every_limit_and_protection_is_enforced_or_named_as_a_gap(self, ran: Run) -> None:
        outcome = ran("pass")
        named = outcome.enforced.keys() | outcome.gaps.keys()
        assert named >= EVERY_LIMIT | EVERY_PROTECTION
        assert all(words for words in (*outcome.enforced.values(), *outcome.gaps.values()))
        if outcome.backend != "process":
            assert outcome.enforced.keys() >= EVERY_LIMIT | EVERY_PROTECTION - {"user"}

    def test_probe_tells_what_a_run_enforces(self, ran: Run, ready: Backend) -> None:
        outcome = ran("pass")
        assert dict(ready.probe().enforces) == dict(outcome.enforced)
        assert dict(ready.probe().gaps) == dict(outcome.gaps)


class TestPrepared:
    def test_prepared_sandboxes_are_used_once_each(self, ran: Run, ready: Backend) -> None:
        job = Job({"program.py": b""}, "program.py", limits=LIMITS)
        ready.prepare(job)
        ready.prepare(job)
        text = "import os; print(os.path.exists('mark')); open('mark', 'w').close()"
        assert [ran(text).stdout for _ in range(3)] == [b"False\n"] * 3

    def test_sandbox_prepared_for_other_limits_is_not_used_and_ends_with_the_back_end(self, ran: Run, ready: Backend) -> None:
        ready.prepare(Job({"program.py": b""}, "program.py", limits=Limits(wall_s=1, memory_bytes=32 * MIB)))
        assert ran("print(len(b'x' * (64 << 20)))").stdout == b"67108864\n"
        assert [*left(owner(), docker=ready.name == "docker"), *launchers()] != []
        ready.close()
        assert launchers() == []
        assert settled(owner(), docker=ready.name == "docker") == []

    def test_failure_of_the_caller_is_raised_and_the_next_run_is_fine(self, ran: Run) -> None:
        def fail(usage: Usage) -> str | None:
            raise InfrastructureError("the caller failed")

        with pytest.raises(InfrastructureError, match="the caller failed"):
            ran("import time; time.sleep(100)", watch=fail)
        assert ran("print('fine')").stdout == b"fine\n"
