"""Rewards: what answers are worth, and what is no reward."""

from __future__ import annotations

import asyncio
import logging
import math
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from sandbox import ChallengeError, UsageError, reward, reward_async, rewards, rewards_async
from tests.cli.command import any_runner

WORD_COUNT = Path(__file__).parent / "challenges" / "word-count"
GOOD = (WORD_COUNT / "reference" / "solution.py").read_text(encoding="utf-8")
HALF = "print(0)"


@pytest.fixture
def how() -> dict[str, str]:
    return {"runner": any_runner()[1]}


def own_challenge(folder: Path, checks: str) -> Path:
    shutil.copytree(WORD_COUNT, folder)
    (folder / "checks.py").write_text(f"import os\nfrom sandbox.expect import standard\n{checks}", encoding="utf-8")
    return folder


def test_a_reward_is_the_score_or_whether_it_passed(how: dict[str, str]) -> None:
    assert reward(GOOD, WORD_COUNT, **how) == 1.0
    assert reward(HALF, WORD_COUNT, **how) == 0.5
    assert reward(HALF, WORD_COUNT, measure="pass", **how) == 0.0
    assert reward(f"Well:\n```python\n{GOOD}```\n", WORD_COUNT, measure="pass", **how) == 1.0


@pytest.mark.parametrize(
    "answer",
    ["", " \n", "no", "\0", "\ud800", "```python\nraise SystemExit(3)\n```", "x" * 5_000_000, "<think>", "```python\n(((\n```"],
    ids=["empty", "blank", "prose", "nul", "surrogate", "exits", "huge", "only a thought", "no Python"],
)
def test_nothing_that_a_model_says_raises(answer: str, how: dict[str, str]) -> None:
    assert reward(answer, WORD_COUNT, measure="pass", **how) == 0.0


def test_a_chat_is_judged_by_its_last_message(how: dict[str, str]) -> None:
    chat = [{"role": "user", "content": "?"}, {"role": "assistant", "content": GOOD}]
    nothing: list[Any] = [None, [], [{"role": "assistant", "content": None}], [{}], 5, object()]
    assert rewards([chat, GOOD.encode(), *nothing], WORD_COUNT, **how) == [1.0, 1.0, *6 * [0.0]]


def test_many_come_in_their_order(how: dict[str, str], tmp_path: Path) -> None:
    assert rewards([GOOD, HALF, "", GOOD], WORD_COUNT, **how) == [1.0, 0.5, 0.0, 1.0]
    other = own_challenge(tmp_path / "other", "def outputs(case):\n    return standard.starts(case)\n")
    assert rewards([HALF, HALF], [WORD_COUNT, other], **how) == [0.5, 1.0]
    assert rewards([], WORD_COUNT, **how) == []


def test_an_event_loop_goes_on_meanwhile(how: dict[str, str]) -> None:
    async def both() -> tuple[list[float], int]:
        beats = 0
        asked = asyncio.gather(rewards_async([GOOD, HALF], WORD_COUNT, **how), reward_async("", WORD_COUNT, **how))
        while not asked.done():
            beats += 1
            await asyncio.sleep(0.01)
        many, one = await asked
        return [*many, one], beats

    found, beats = asyncio.run(both())
    assert found == [1.0, 0.5, 0.0]
    assert beats > 3


def test_cancelled_rewards_do_not_spoil_the_next_ones(how: dict[str, str]) -> None:
    async def cancelled() -> float:
        asked = asyncio.create_task(rewards_async([GOOD] * 12, WORD_COUNT, **how))
        await asyncio.sleep(0.5)
        asked.cancel()
        with pytest.raises(asyncio.CancelledError):
            await asked
        return await reward_async(HALF, WORD_COUNT, **how)

    assert asyncio.run(cancelled()) == 0.5


def test_a_judge_that_dies_is_no_reward_and_told(how: dict[str, str], tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    dies = "    os.kill(os.getpid(), 9) if 'DIE' in case.submission.source else None\n"
    folder = own_challenge(tmp_path / "deadly", f"def starts(case):\n{dies}    return standard.starts(case)\n")
    with caplog.at_level(logging.WARNING, "sandbox.reward"):
        found = rewards([GOOD, f"{GOOD}# DIE\n", HALF], folder, **how)
    assert math.isnan(found[1]) and [found[0], found[2]] == [1.0, 0.5]
    assert caplog.messages == ["no reward: deadly could not be judged: the judge's process ended by signal 9 (SIGKILL)"]


def test_a_judge_that_dies_once_is_tried_again(how: dict[str, str], tmp_path: Path) -> None:
    once = tmp_path / "once"
    dies = f"    if not os.path.exists({str(once)!r}):\n        open({str(once)!r}, 'w').close()\n        os.abort()\n"
    checks = f"def starts(case):\n{dies}    return standard.starts(case)\n"
    assert reward(GOOD, own_challenge(tmp_path / "shaky", checks), **how) == 1.0
    assert once.exists()


def test_what_cannot_be_told_earns_nothing(how: dict[str, str], tmp_path: Path) -> None:
    checks = "from sandbox.expect import Result\ndef outputs(case):\n    return Result.undecided('x', 'cannot tell')\n"
    folder = own_challenge(tmp_path / "vague", checks)
    assert reward(GOOD, folder, **how) == pytest.approx(2 / 6, abs=0.001)
    assert reward(GOOD, folder, measure="pass", **how) == 0.0
    assert reward(GOOD, folder, undecided=0.25, **how) == 0.25
    assert math.isnan(reward(GOOD, folder, undecided=math.nan, **how))


def test_wrong_calls_are_raised(how: dict[str, str]) -> None:
    with pytest.raises(ChallengeError, match="no challenge 'nothing'"):
        reward(GOOD, "nothing", **how)
    with pytest.raises(UsageError, match="2 answers need one challenge, or as many, not 1"):
        rewards([GOOD, GOOD], [WORD_COUNT], **how)
    with pytest.raises(UsageError, match="rewards takes a list of answers"):
        rewards(GOOD, WORD_COUNT, **how)
    with pytest.raises(UsageError, match="the back end process isolates nothing"):
        reward(GOOD, WORD_COUNT, runner="process")


def test_a_script_without_a_main_guard_ends_by_itself(how: dict[str, str], tmp_path: Path) -> None:
    """Judges are no copies of the script that asks for rewards, and do not keep it from ending."""
    script = f"from sandbox import reward\nprint(reward({GOOD!r}, {str(WORD_COUNT)!r}, runner={how['runner']!r}))\n"
    (tmp_path / "train.py").write_text(script, encoding="utf-8")
    done = subprocess.run([sys.executable, "train.py"], cwd=tmp_path, capture_output=True, text=True, timeout=60, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, "1.0\n", "")
