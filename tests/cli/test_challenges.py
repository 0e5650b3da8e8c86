"""`sandbox challenges`."""

from __future__ import annotations

from pathlib import Path

from tests.cli.command import sandbox


def test_list_has_slug_and_title(tmp_path: Path) -> None:
    done = sandbox("challenges", cwd=tmp_path)
    assert done.code == 0
    assert "hexagon      A red ball in the overlap of two crossing, counter-rotating hexagons\n" in done.stdout


def test_one_challenge_is_shown_with_checks_weights_and_prompts(tmp_path: Path) -> None:
    done = sandbox("challenges", "hexagon", cwd=tmp_path)
    assert done.code == 0
    for words in ("Checks, with weights (60 simulated seconds):", "  contained ", "Prompt (en):", "Prompt (zh):", "六边形"):
        assert words in done.stdout


def test_json_has_prompts_checks_and_limits(tmp_path: Path) -> None:
    (found,) = sandbox("challenges", "hexagon", "--json", cwd=tmp_path).json["challenges"]
    assert set(found["prompts"]) == {"en", "zh"}
    assert found["limits"]["wall_s"] == 120
    assert {"id", "weight", "title"} <= set(found["checks"][0])


def test_terminal_that_knows_ascii_only_still_gets_the_prompt(tmp_path: Path) -> None:
    done = sandbox("challenges", "hexagon", cwd=tmp_path, PYTHONIOENCODING="ascii")
    assert (done.code, done.stderr) == (0, "")
    assert "\\u516d" in done.stdout
