"""What a bench shows on a terminal: bars while it runs, then the ranking alone."""

from __future__ import annotations

from pathlib import Path

from tests.bench_runs.made import WORD_COUNT, good_and_bad
from tests.cli.command import any_runner, terminal
from tests.models.server import playing


def test_bars_are_shown_and_gone_when_the_ranking_comes(tmp_path: Path) -> None:
    with playing(good_and_bad) as server:
        words = ["bench", "--model", f"vllm:good@{server.url}/v1", "--challenge", str(WORD_COUNT), "--samples", "3"]
        with terminal(*words, "--store", "store", "--no-video", *any_runner(), cwd=tmp_path, columns=100) as shown:
            assert shown.wait() == 0
            text, raw = shown.text, shown.raw
    assert "asking " in text and "3/3" in text and "3 passed" in text
    ranking = text[text.rindex("word-count  Counts words of its input") :]
    assert "100% (44–100)" in ranking and "judging" not in ranking
    assert ranking.splitlines()[-1] == "store"
    assert raw.count("\x1b[?25l") == raw.count("\x1b[?25h"), "the cursor is shown again"
