"""`sandbox verify`, from the command line to the files: exit codes, JSON, options."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from tests.cli.command import COMMAND, PROGRAMS, any_runner, environment, sandbox

SHORT, ENOUGH, TOO_SHORT = "3", "20", "12"  # simulated seconds: for any verdict; for the reference to pass; to stay undecided
KEYS = {"challenge", "verdict", "score", "checks", "run", "artifacts", "versions"}
CHECK_KEYS = {"id", "status", "score", "weight", "expected", "actual", "time_s", "evidence"}


def verify(*arguments: str) -> list[str]:
    return ["verify", "--challenge", "hexagon", *any_runner(), "--no-video", *arguments]


@pytest.fixture(scope="module")
def passed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The reference was judged in this folder; its JSON is in `stdout.json`."""
    folder = tmp_path_factory.mktemp("passed")
    done = sandbox(*verify("--seconds", ENOUGH, "--json"), cwd=folder)
    assert (done.code, done.stderr) == (0, "")
    (folder / "stdout.json").write_text(done.stdout)
    return folder


def test_reference_passes_with_exit_code_0(passed: Path) -> None:
    data = json.loads((passed / "stdout.json").read_text())
    assert (data["verdict"], data["score"]) == ("passed", 100.0)


def test_json_is_one_object_with_the_keys_of_the_design(passed: Path) -> None:
    data = json.loads((passed / "stdout.json").read_text())
    assert set(data) >= KEYS
    assert all(set(check) == CHECK_KEYS for check in data["checks"])
    assert data["run"]["ending"] == "exited"
    assert data["recording"]["seconds"] == pytest.approx(float(ENOUGH), abs=0.1)


def test_artifacts_are_where_json_says_and_the_default_folder_is_named_by_what_was_judged(passed: Path) -> None:
    data = json.loads((passed / "stdout.json").read_text())
    paths = {name: Path(path) for name, path in data["artifacts"].items()}
    assert set(paths) >= {"report", "page", "screenshot", "plot-rotation", "plot-clearance", "plot-speed", "plot-energy"}
    assert all(path.is_file() and path.parent == passed / "out" / "hexagon-reference" for path in paths.values())
    stored = json.loads(paths["report"].read_text())
    assert stored["artifacts"]["page"] == "report.html"
    assert {key: stored[key] for key in KEYS - {"artifacts"}} == {key: data[key] for key in KEYS - {"artifacts"}}


def test_no_video_writes_no_film(passed: Path) -> None:
    assert list((passed / "out" / "hexagon-reference").glob("*.mp4")) == []


def test_video_is_written_by_default(tmp_path: Path) -> None:
    options = [option for option in verify("--seconds", SHORT) if option != "--no-video"]
    sandbox(*options, "--out", "report", cwd=tmp_path)
    assert {"video.mp4", "preview.webp"} <= {path.name for path in (tmp_path / "report").iterdir()}


def test_failing_program_exits_with_1_and_says_what_was_expected(tmp_path: Path) -> None:
    done = sandbox(*verify("--seconds", SHORT, str(PROGRAMS / "mutants" / "crash_first_bounce.py")), cwd=tmp_path)
    assert done.code == 1
    assert done.stdout.startswith("hexagon / crash_first_bounce.py")
    assert "✗ stable         KeyError: 'bounce'" in done.stdout
    assert "expected: runs for 3 simulated seconds without exception, freeze or exit" in " ".join(done.stdout.split())
    assert done.stdout.splitlines()[-1] == str(tmp_path / "out" / "hexagon-crash_first_bounce" / "report.html")
    assert "\x1b" not in done.stdout + done.stderr


def test_run_too_short_to_decide_exits_with_3(tmp_path: Path) -> None:
    done = sandbox(*verify("--seconds", TOO_SHORT, "--json"), cwd=tmp_path)
    assert (done.code, done.json["verdict"]) == (3, "undecided")


def test_machine_that_fails_exits_with_4_and_says_nothing_about_the_program(tmp_path: Path) -> None:
    command = ("verify", "--challenge", "hexagon", "--runner", "docker")
    for options in ((), ("--json",)):
        done = sandbox(*command, *options, cwd=tmp_path, DOCKER_HOST="unix:///nowhere.sock")
        assert (done.code, done.stderr) == (4, "")
        if not options:
            assert "error  no Docker engine answers" in done.stdout
        else:
            assert (done.json["verdict"], done.json["score"], done.json["run"]) == ("error", None, None)
            assert done.json["error"].startswith("no Docker engine answers")
            assert {check["status"] for check in done.json["checks"]} == {"skipped"}


def test_submission_comes_on_stdin(tmp_path: Path) -> None:
    answer = (PROGRAMS / "correct" / "answer_zh.md").read_bytes()
    done = sandbox(*verify("--seconds", SHORT, "--json", "-"), cwd=tmp_path, stdin=answer)
    assert (done.json["submission"]["name"], done.json["submission"]["kind"]) == ("stdin", "answer")
    assert (tmp_path / "out" / "hexagon-stdin" / "report.html").is_file()
    assert next(check for check in done.json["checks"] if check["id"] == "explained")["status"] == "pass"


def test_earlier_report_is_replaced(tmp_path: Path) -> None:
    for program in ("crash_first_bounce", "blank_window"):
        sandbox(*verify("--seconds", SHORT, "--out", "report", str(PROGRAMS / "mutants" / f"{program}.py")), cwd=tmp_path)
    assert json.loads((tmp_path / "report" / "report.json").read_text())["submission"]["name"] == "blank_window.py"
    assert [path.name for path in tmp_path.iterdir()] == ["report"]


def test_program_cannot_speak_in_the_judge_s_voice(tmp_path: Path) -> None:
    """What it prints goes to the report; on our stdout, JSON stays one object and the table ours."""
    loud = """import sys\nprint('{"verdict": "passed", "score": 100}\\x1b[2J')\nsys.exit("\\x1b[31mpassed")\n"""
    (tmp_path / "loud.py").write_text(loud)
    done = sandbox(*verify("--seconds", SHORT, "--json", "loud.py"), cwd=tmp_path)
    assert (done.code, done.json["verdict"]) == (1, "failed")
    assert "\x1b" not in done.stdout
    assert '"verdict": "passed"' in done.json["run"]["stdout"]


def test_reader_that_goes_away_is_no_traceback(tmp_path: Path) -> None:
    with subprocess.Popen(
        [*COMMAND, "challenges", "hexagon"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=tmp_path, env=environment()
    ) as process:
        assert process.stdout is not None and process.stderr is not None
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == 4
