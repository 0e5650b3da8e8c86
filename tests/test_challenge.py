"""Challenges as folders: found, complete, or refused in one line."""

from __future__ import annotations

from pathlib import Path

import pytest

from sandbox.challenge import all_challenges, find
from sandbox.errors import ChallengeError

TOML = 'title = "T"\n[[checks]]\nid = "starts"\ntitle = "t"\n'


def test_every_built_in_challenge_is_complete() -> None:
    for challenge in all_challenges():
        assert set(challenge.prompts) == {"en", "zh"}
        assert challenge.reference.is_file()
        assert all(check.weight > 0 for check in challenge.checks)


def test_every_tolerance_is_explained() -> None:
    text = (Path(__file__).parent.parent / "docs/hexagon-checks.md").read_text(encoding="utf-8")
    assert [name for name, _ in find("hexagon").tolerances.items() if f"`{name}`" not in text] == []
    assert [check.id for check in find("hexagon").checks if f"**{check.id}**" not in text] == []


def test_a_folder_is_a_challenge(tmp_path: Path) -> None:
    (tmp_path / "challenge.toml").write_text(TOML)
    challenge = find(tmp_path)
    assert (challenge.title, challenge.seconds, challenge.checks[0].weight) == ("T", 60.0, 1.0)
    with pytest.raises(ChallengeError, match="no reference solution"):
        _ = challenge.reference


def test_an_unknown_challenge_names_the_known_ones() -> None:
    with pytest.raises(ChallengeError, match=r"known are .*hexagon"):
        find("heptagon")


@pytest.mark.parametrize(
    ("text", "words"), [("title = ", "challenge.toml"), ("title = 'x'", "'checks' is missing"), ("x = 1", "'title' is missing")]
)
def test_a_broken_challenge_is_refused(tmp_path: Path, text: str, words: str) -> None:
    (tmp_path / "challenge.toml").write_text(text)
    with pytest.raises(ChallengeError, match=words):
        find(tmp_path)
