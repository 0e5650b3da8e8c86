"""The fixture `verify` in somebody else's tests: what they see when a program passes, fails, and cannot be judged."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from tests.cli.command import any_runner, environment

WORD_COUNT = Path(__file__).parent / "challenges" / "word-count"


def run_pytest(folder: Path, test: str, runner: str) -> tuple[int, str]:
    """The exit code and output of pytest on one test in a folder of its own, with the plugin as it is installed."""
    (folder / "test_theirs.py").write_text(f"CHALLENGE = {str(WORD_COUNT)!r}\n{test}", encoding="utf-8")
    (folder / "pytest.ini").write_text(f"[pytest]\nsandbox_runner = {runner}\n", encoding="utf-8")
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-W", "error"]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, env=environment(), check=False)
    assert done.stderr == ""
    return done.returncode, done.stdout


def test_a_program_that_passes_passes(tmp_path: Path) -> None:
    test = "def test_it(verify):\n    assert verify(CHALLENGE).passed\n    assert verify(CHALLENGE).score == 100\n"
    assert run_pytest(tmp_path, test, any_runner()[1])[0] == 0


def test_a_failure_tells_the_checks_that_failed(tmp_path: Path) -> None:
    test = "def test_it(verify):\n    assert verify(CHALLENGE, 'print(0)').passed\n"
    code, out = run_pytest(tmp_path, test, any_runner()[1])
    assert code == 1
    assert "E        +  where False = <word-count / test_it failed 50 of 100: outputs>.passed" in out
    assert "- sandbox: word-count / test_it failed 50 of 100 -" in out
    assert "✗ outputs: 1 of 4 are right; one line: line 1 is '0' instead of '3'" in out
    assert "  expected: the right output for each of 4 inputs" in out


def test_what_passes_is_not_told_beside_what_fails(tmp_path: Path) -> None:
    test = "def test_it(verify):\n    assert verify(CHALLENGE).passed\n    assert verify(CHALLENGE, 'print(0)').score == 100\n"
    _, out = run_pytest(tmp_path, test, any_runner()[1])
    assert out.count("- sandbox: word-count") == 1


def test_a_machine_that_cannot_judge_is_no_failed_program(tmp_path: Path) -> None:
    test = "import os\nos.environ['DOCKER_HOST'] = 'unix:///nowhere.sock'\n"
    test += "def test_it(verify):\n    assert verify(CHALLENGE, 'print(0)').passed\n"
    code, out = run_pytest(tmp_path, test, "docker")
    assert code == 1
    assert "sandbox.errors.InfrastructureError: no Docker" in out and "AssertionError" not in out


def test_pytest_loads_no_heavy_library_for_it(tmp_path: Path) -> None:
    test = "import sys\ndef test_it():\n    assert 'sandbox.pytest_plugin' in sys.modules\n"
    test += "    assert not {'sandbox.verify', 'numpy', 'msgspec', 'rich'} & set(sys.modules)\n"
    code, out = run_pytest(tmp_path, test, "auto")
    assert code == 0, out
