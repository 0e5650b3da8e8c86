"""What a bench asks and judges, and what it does not do twice."""

from __future__ import annotations

from pathlib import Path

import pytest

from sandbox.bench import Artifacts, carry_out
from sandbox.bench.judge import task_of
from sandbox.challenge import find
from sandbox.errors import UsageError
from sandbox.finding import VerdictKind
from sandbox.models import AnswerEnding, model_of
from sandbox.store import Run, Store
from tests.bench_runs.made import BAD, GOOD, NONE, WORD_COUNT, good_and_bad, own_challenge, run_bench
from tests.cli.command import any_runner
from tests.models.server import playing, refused, said

PASSED, FAILED, ERROR = VerdictKind.PASSED, VerdictKind.FAILED, VerdictKind.ERROR


def runs(folder: Path) -> list[Run]:
    with Store(folder, create=False) as store:
        return list(store.runs())


def test_every_combination_is_asked_and_judged(tmp_path: Path) -> None:
    with playing(good_and_bad) as server:
        tally = run_bench(tmp_path, server.url, thinking="both")
        asked = [(one.json["model"], one.json["chat_template_kwargs"]["enable_thinking"]) for one in server.asked]
    assert sorted(asked) == [(m, t) for m in ("bad", "good") for t in (False, True) for _ in range(2)]
    found = sorted((run.model.partition("@")[0], run.thinking, run.sample, run.verdict) for run in runs(tmp_path))
    assert found == [
        (f"vllm:{m}", t, n, v) for m, v in (("bad", FAILED), ("good", PASSED)) for t in (False, True) for n in (0, 1)
    ]
    assert tally.verdicts == {PASSED: 4, FAILED: 4}


def test_what_is_finished_is_neither_asked_nor_judged_again(tmp_path: Path) -> None:
    with playing(good_and_bad) as server:
        run_bench(tmp_path, server.url)
        before = runs(tmp_path)
        again = run_bench(tmp_path, server.url)
        assert len(server.asked) == 4
        assert (again.asked, again.reused, again.judged, again.kept) == (0, 4, 4, 4)
        assert runs(tmp_path) == before
        more = run_bench(tmp_path, server.url, samples=3)
        assert len(server.asked) == 6
        assert (more.asked, more.reused, more.judged - more.kept) == (2, 4, 0), "the texts are the same, so they are judged"


def test_a_changed_challenge_is_judged_again_and_not_asked_again(tmp_path: Path) -> None:
    folder = own_challenge(tmp_path / "word-count")
    with playing(good_and_bad) as server:
        run_bench(tmp_path / "store", server.url, find(folder))
        cases = folder / "cases.toml"
        cases.write_text(cases.read_text(encoding="utf-8").replace('stdout = "3"', 'stdout = "4"'), encoding="utf-8")
        again = run_bench(tmp_path / "store", server.url, find(folder))
        assert len(server.asked) == 4
    assert (again.asked, again.judged, again.kept) == (0, 4, 0)
    assert {run.verdict for run in runs(tmp_path / "store")} == {FAILED}


def test_a_changed_prompt_is_asked_again(tmp_path: Path) -> None:
    folder = own_challenge(tmp_path / "word-count")
    with playing(good_and_bad) as server:
        run_bench(tmp_path / "store", server.url, find(folder))
        (folder / "prompt.en.md").write_text("Count words, please.", encoding="utf-8")
        run_bench(tmp_path / "store", server.url, find(folder))
        assert [one.content for one in server.asked[4:]] == ["Count words, please."] * 4
    assert len(runs(tmp_path / "store")) == 4


def test_without_resume_the_new_answers_count(tmp_path: Path) -> None:
    with playing([said(BAD), said(GOOD)]) as server:
        run_bench(tmp_path, server.url, models=["m"], samples=1)
        run_bench(tmp_path, server.url, models=["m"], samples=1, resume=False)
    assert [run.verdict for run in runs(tmp_path)] == [PASSED]


def test_answers_with_the_same_text_are_judged_once(tmp_path: Path) -> None:
    with playing(good_and_bad) as server:
        run_bench(tmp_path, server.url, models=["good"], samples=5)
    assert len({run.judgement for run in runs(tmp_path)}) == 1
    assert [run.verdict for run in runs(tmp_path)] == [PASSED] * 5


def test_an_answer_without_a_program_fails_and_is_no_error(tmp_path: Path) -> None:
    with playing([said(NONE), said("\0\ud83d" + GOOD), said("")]) as server:
        run_bench(tmp_path, server.url, models=["m"], samples=2)
    assert [(run.verdict, run.score) for run in runs(tmp_path)] == [(FAILED, 0.0), (PASSED, 100.0)]


def test_an_answer_that_was_cut_short_is_not_judged(tmp_path: Path) -> None:
    with playing([said(GOOD[:100], finish="length"), said(GOOD)]) as server:
        tally = run_bench(tmp_path, server.url, models=["m"])
        again = run_bench(tmp_path, server.url, models=["m"])
        assert len(server.asked) == 2
    assert (tally.incomplete, tally.judged, again.incomplete) == (1, 1, 1)
    assert [(run.ending, run.verdict) for run in runs(tmp_path)] == [
        (AnswerEnding.INCOMPLETE, None),
        (AnswerEnding.COMPLETE, PASSED),
    ]


def test_a_server_that_fails_is_asked_again_the_next_time(tmp_path: Path) -> None:
    with playing([said(GOOD), refused(500, "out of order"), said(GOOD)]) as server:
        tally = run_bench(tmp_path, server.url, models=["m"])
        assert (tally.judged, tally.unanswered) == (1, 1)
        assert "m" in tally.problems[0] and "out of order" in tally.problems[0]
        assert run_bench(tmp_path, server.url, models=["m"]).unanswered == 0
    assert [run.verdict for run in runs(tmp_path)] == [PASSED] * 2


def test_a_model_that_the_server_lacks_is_asked_for_once(tmp_path: Path) -> None:
    lacks = refused(404, {"error": {"message": "The model `m` does not exist.", "code": 404}})
    with playing(lambda asked: lacks if asked.json.get("model") == "m" else said(GOOD)) as server:
        tally = run_bench(tmp_path, server.url, models=["m", "good"], samples=3)
        assert [one.json["model"] for one in server.asked if one.json.get("model")] == ["m", "good", "good", "good"]
    assert (tally.unanswered, tally.verdicts) == (3, {PASSED: 3})


def test_a_judge_that_dies_is_an_error_of_that_answer_alone(tmp_path: Path) -> None:
    checks = "import os\ndef starts(case):\n    os.kill(os.getpid(), 11) if 'print(0)' in case.submission.source else None\n"
    checks += "    from sandbox.expect.standard import starts\n    return starts(case)\n"
    folder = own_challenge(tmp_path / "word-count", checks)
    with playing(good_and_bad) as server:
        tally = run_bench(tmp_path / "store", server.url, find(folder))
        assert tally.verdicts == {PASSED: 2, ERROR: 2}
        errors = [run for run in runs(tmp_path / "store") if run.verdict is ERROR]
        assert {run.error for run in errors} == {"the judge's process ended by signal 11 (SIGSEGV)"}
        (folder / "checks.py").unlink()
        assert run_bench(tmp_path / "store", server.url, find(folder)).verdicts == {PASSED: 2, FAILED: 2}
        assert len(server.asked) == 4


def test_a_defect_of_the_judge_is_an_error_and_tried_again_the_next_time(tmp_path: Path) -> None:
    folder = own_challenge(tmp_path / "word-count", "def starts(case):\n    return 1 / 0\n")
    with playing(good_and_bad) as server:
        for _ in range(2):
            tally = run_bench(tmp_path / "store", server.url, find(folder), samples=1)
            assert (tally.verdicts, tally.kept) == ({ERROR: 2}, 0)
    assert {run.error for run in runs(tmp_path / "store")} == {"ZeroDivisionError: division by zero"}


def test_a_stream_that_is_cut_is_no_answer(tmp_path: Path) -> None:
    with playing([said(GOOD, ending="cut")]) as server:
        tally = run_bench(tmp_path, server.url, models=["m"], samples=1)
    assert (tally.unanswered, tally.judged) == (1, 0)
    assert [(run.ending, run.verdict) for run in runs(tmp_path)] == [(AnswerEnding.FAILED, None)]


def test_two_challenges_of_one_name_are_refused(tmp_path: Path) -> None:
    from sandbox.bench import plan

    other = own_challenge(tmp_path / "word-count")
    with pytest.raises(UsageError, match="two challenges are called word-count"):
        plan([model_of("vllm:m")], [find(WORD_COUNT), find(other)])
    with pytest.raises(UsageError, match="no prompt in 'zh'"):
        plan([model_of("vllm:m")], [find(WORD_COUNT)], languages=["zh"])


def test_a_judge_of_another_version_does_not_judge(tmp_path: Path) -> None:
    folder = own_challenge(tmp_path / "word-count")
    task = task_of(find(folder), GOOD, runner=any_runner()[1], artifacts=Artifacts.NONE)
    assert carry_out(task).verdict is PASSED
    (folder / "checks.py").write_text("# changed meanwhile\n", encoding="utf-8")
    judgement = carry_out(task)
    assert judgement.verdict is ERROR
    assert "the judge or the challenge is not the one that this began with" in judgement.error
