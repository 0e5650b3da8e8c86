"""`sandbox run`: any program under limits."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.command import any_runner, sandbox


def run(program: str, cwd: Path, *options: str, args: tuple[str, ...] = ()):  # type: ignore[no-untyped-def]
    (cwd / "program.py").write_text(program)
    return sandbox("run", *any_runner(), *options, "program.py", *(("--", *args) if args else ()), cwd=cwd)


def test_output_comes_out_as_it_is_and_the_ending_on_stderr(tmp_path: Path) -> None:
    done = run("import sys; print('a\\x1b[1m', sys.argv[1:]); print('b', file=sys.stderr)", tmp_path, args=("--wall", "x y"))
    assert (done.code, done.stdout) == (0, "a\x1b[1m ['--wall', 'x y']\n")
    assert done.stderr.startswith("b\nsandbox: the program ended by itself with exit code 0; ")


@pytest.mark.parametrize(
    ("program", "options", "words"),
    [
        ("raise SystemExit(7)", (), "with exit code 7"),
        ("while True: pass", ("--cpu", "1"), "CPU"),
        ("import time; time.sleep(60)", ("--wall", "1"), "1."),
        ("x = bytearray(1 << 30)", ("--memory", "128M"), "memory"),
        ("import os; os.abort()", (), "(signal 6)"),
        ("print('x' * 100_000)", ("--output", "1K"), "bytes of output dropped"),
    ],
)
def test_ending_is_told_in_words(program: str, options: tuple[str, ...], words: str, tmp_path: Path) -> None:
    done = run(program, tmp_path, *options)
    assert done.code == ("output" not in words)
    assert words.lower() in done.stderr.lower()


def test_json_is_the_outcome_and_nothing_else(tmp_path: Path) -> None:
    done = run("print('hi'); raise SystemExit(3)", tmp_path, "--json")
    assert (done.code, done.stderr) == (1, "")
    assert (done.json["ending"], done.json["exit_code"], done.json["stdout"]) == ("exited", 3, "hi\n")
    assert done.json["enforced"]["wall_s"] == "the host's clock"


def test_machine_that_fails_exits_with_4(tmp_path: Path) -> None:
    (tmp_path / "program.py").write_text("print(1)")
    done = sandbox("run", "--runner", "docker", "program.py", cwd=tmp_path, DOCKER_HOST="unix:///nowhere.sock")
    assert (done.code, done.stdout) == (4, "")
    assert done.stderr.startswith("sandbox: ") and done.stderr.count("\n") == 1
