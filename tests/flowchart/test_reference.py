"""The challenge's listing, its prompts and the reference solution belong together."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from sandbox.flowchart.compare import Status
from sandbox.flowchart.study import Study
from tests.flowchart.charts import LISTING

ROOT = Path(__file__).parents[2]
CHALLENGE, REFERENCE = ROOT / "challenges" / "flowchart", ROOT / "reference" / "flowchart"


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_prompt_shows_the_listing(language: str) -> None:
    prompt = (CHALLENGE / f"prompt.{language}.md").read_text(encoding="utf-8")
    assert f"```python\n{LISTING.strip()}\n```" in prompt


def test_the_listing_does_what_it_says() -> None:
    done = subprocess.run([sys.executable, CHALLENGE / "listing.py"], capture_output=True, text=True, check=True)
    assert done.stdout == "Sorted array: [11, 12, 22, 25, 34, 64, 90]\n"


def test_the_solution_is_what_its_program_draws() -> None:
    command = [sys.executable, REFERENCE / "draw.py", CHALLENGE / "listing.py"]
    drawn = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=True).stdout
    assert drawn == (REFERENCE / "solution.svg").read_text(encoding="utf-8")


def test_the_solution_has_every_step_and_way() -> None:
    found = Study((REFERENCE / "solution.svg").read_text(encoding="utf-8"), LISTING).comparison
    assert found.cost == 0 and found.unread == ()
    assert [question.told_apart for question in found.questions] == [Status.FOUND] * 3
