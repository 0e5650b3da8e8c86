"""Bad input: one clear line, exit code 2, nothing on stdout, nothing left behind."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.command import Result, sandbox

VERIFY = ("verify", "--challenge", "hexagon", "--runner", "process", "--trust-program")
GOOD = "import pygame\npygame.init()\n"


def refused(done: Result, *words: str) -> None:
    assert (done.code, done.stdout) == (2, "")
    assert done.stderr.startswith("sandbox: ")
    assert done.stderr.count("\n") == 1
    assert [word for word in words if word not in done.stderr] == []


FILES = {
    "empty": (b"", "is empty"),
    "blank": (b" \n\t\n", "is empty"),
    "binary": (b"\x7fELF\x02\x01\x00\x00", "give a Python program or"),
    "nul": (b"import pygame\n\0", "a binary file"),
    "latin-1": ("# café\nimport pygame\n".encode("latin-1"), "not text in UTF-8 (byte 5)"),
    "prose": (b"I am sorry, but as a model I cannot do that for you today.\n", "neither a Python program nor an answer"),
    "numbers": (b"12345\n", "neither a Python program nor an answer"),
}


@pytest.mark.parametrize("kind", FILES)
def test_file_that_is_no_submission(kind: str, tmp_path: Path) -> None:
    content, message = FILES[kind]
    (tmp_path / "given.txt").write_bytes(content)
    refused(sandbox(*VERIFY, "given.txt", cwd=tmp_path), "given.txt", message)
    assert [path.name for path in tmp_path.rglob("report*")] == []


def test_file_of_100_mb(tmp_path: Path) -> None:
    with (tmp_path / "large.py").open("wb") as file:
        file.truncate(100_000_000)
    refused(sandbox(*VERIFY, "large.py", cwd=tmp_path), "large.py: larger than 4 MiB; give a Python program or")
    refused(sandbox("run", "large.py", cwd=tmp_path), "large.py: larger than --files (64 MiB)")


def test_missing_file_and_folder(tmp_path: Path) -> None:
    for command in (VERIFY, ("run",)):
        refused(sandbox(*command, "none.py", cwd=tmp_path), "none.py: no such file; give a")
        refused(sandbox(*command, str(tmp_path), cwd=tmp_path), "is a folder; give a")


def test_name_with_escape_sequences_is_shown_harmless(tmp_path: Path) -> None:
    done = sandbox(*VERIFY, "a\x1b[2J\nb.py", cwd=tmp_path)
    refused(done, "a\\x1b[2J b.py: no such file")


def test_empty_stdin(tmp_path: Path) -> None:
    refused(sandbox(*VERIFY, "-", cwd=tmp_path), "stdin: the submission is empty")


@pytest.mark.parametrize("challenge", ["no-such", "../hexagon", "/etc", ""])
def test_wrong_challenge(challenge: str, tmp_path: Path) -> None:
    refused(sandbox("verify", "--challenge", challenge, cwd=tmp_path), "challenge")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("seconds", ["0", "-5", "nan", "inf", "soon", "0.5", "3601", "1e9"])
def test_seconds_out_of_range(seconds: str, tmp_path: Path) -> None:
    (tmp_path / "good.py").write_text(GOOD)
    refused(sandbox(*VERIFY, f"--seconds={seconds}", "good.py", cwd=tmp_path), "not a positive number" if seconds in
            ("0", "-5", "nan", "inf", "soon") else "seconds must be 1…3600")  # fmt: skip


@pytest.mark.parametrize(
    ("option", "value", "message"),
    [
        ("--wall", "0", "not a positive number"),
        ("--memory", "lots", "not a size such as 512M or 1G"),
        ("--memory", "99999999G", "not a size"),
        ("--processes", "0", "not a positive whole number"),
        ("--processes", "١", "not a positive whole number"),
        ("--output", "-1", "--output"),
        ("--runner", "qemu", "invalid choice: 'qemu'"),
    ],
)
def test_limits_out_of_range(option: str, value: str, message: str, tmp_path: Path) -> None:
    (tmp_path / "good.py").write_text(GOOD)
    refused(sandbox("run", option, value, "good.py", cwd=tmp_path), message)


def test_folder_that_is_no_report_is_not_touched_and_refused_before_the_run(tmp_path: Path) -> None:
    (tmp_path / "good.py").write_text(GOOD)
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "thesis.tex").write_text("mine")
    refused(sandbox(*VERIFY, "--out", "mine", "good.py", cwd=tmp_path), "mine: holds thesis.tex, which is not of a report")
    refused(sandbox(*VERIFY, "--out", "good.py", "good.py", cwd=tmp_path), "good.py: not a folder; give another --out")
    refused(sandbox(*VERIFY, "--out", "/proc/out", "good.py", cwd=tmp_path), "/proc/out: cannot be written", "--out")
    assert (tmp_path / "mine" / "thesis.tex").read_text() == "mine"
    assert (tmp_path / "good.py").read_text() == GOOD


def test_process_back_end_must_be_asked_for_twice(tmp_path: Path) -> None:
    (tmp_path / "good.py").write_text(GOOD)
    done = sandbox("run", "--runner", "process", "good.py", cwd=tmp_path)
    refused(done, "isolates nothing; if you trust the program: --runner process --trust-program")


@pytest.mark.parametrize("arguments", [(), ("fly",), ("verify",), ("verify", "--challenge"), ("run",), ("doctor", "--fast")])
def test_wrong_command_line(arguments: tuple[str, ...], tmp_path: Path) -> None:
    refused(sandbox(*arguments, cwd=tmp_path), "--help")
