"""What a board says of runs."""

from __future__ import annotations

from pathlib import Path

import pytest

from sandbox.board import Measure, board
from sandbox.board.build import board_of
from sandbox.models.answer import AnswerEnding
from sandbox.scoring import pass_at_k, rate
from sandbox.store import Store
from tests.board.made import run, runs
from tests.store.made import answer, judgement


def test_a_row_has_rates_of_what_was_decided_and_counts_of_the_rest() -> None:
    (row,) = board_of(
        [
            *runs(3, 1),
            run("undecided"),
            run("undecided"),
            run("error"),
            run(None, ending=AnswerEnding.INCOMPLETE),
            run(None, ending=AnswerEnding.FAILED),
            run(None),
        ]
    ).rows
    assert (row.answers, row.passed, row.failed, row.undecided, row.errors) == (10, 3, 1, 2, 1)
    assert (row.incomplete, row.unanswered, row.waiting) == (1, 1, 1)
    assert row.pass_rate == rate(3, 4)
    assert row.bounds == (3 / 6, 5 / 6)
    assert row.score is not None and row.score.value == 80.0
    assert row.place is not None and row.place.rank == 1


def test_an_error_says_nothing_of_the_model() -> None:
    sure, unlucky = board_of([*runs(2, 2, model="sure"), *runs(2, 2, model="unlucky"), run("error", model="unlucky")]).rows
    assert sure.pass_rate == unlucky.pass_rate and sure.score == unlucky.score


def test_pass_at_k_is_there_for_each_k_with_samples_enough() -> None:
    (row,) = board_of(runs(3, 4), ks=(1, 5, 10)).rows
    assert row.pass_at == {1: 3 / 7, 5: pass_at_k(7, 3, 5)}


def test_modes_and_languages_are_ranked_side_by_side() -> None:
    found = board_of([*runs(30, 0, thinking=True), *runs(2, 28, thinking=False), *runs(29, 1, thinking=True, language="zh")])
    assert [(row.thinking, row.language, row.place and row.place.rank) for row in found.rows] == [
        (True, "en", 1), (True, "zh", 1), (False, "en", 3),
    ]  # fmt: skip
    assert found.rows[0].place is not None and found.rows[0].place.tied == (found.rows[1].contestant,)
    assert found.rows[1].contestant == "m, thinking, zh"


def test_totals_are_means_over_challenges() -> None:
    found = board_of([*runs(10, 0, challenge="easy"), *runs(0, 2, challenge="hard")])
    (total,) = found.totals
    assert total.pass_rate is not None and (total.pass_rate.value, total.pass_rate.n) == (0.5, 2)
    assert (total.challenge, total.challenges, total.answers, total.pass_at) == ("", 2, 12, {1: 0.5})
    assert [challenge.slug for challenge in found.challenges] == ["easy", "hard"]
    assert [row.challenge for row in found.rows] == ["easy", "hard"]


def test_of_one_challenge_the_total_is_its_row() -> None:
    found = board_of(runs(3, 4))
    assert found.totals[0].pass_rate == found.rows[0].pass_rate


def test_models_without_a_decided_answer_come_last_and_have_no_place() -> None:
    found = board_of([run("undecided", model="a"), run("failed", model="b"), run(None, model="c")])
    assert [(row.model, row.place is None, row.pass_rate is None) for row in found.rows] == [
        ("b", False, False), ("a", True, True), ("c", True, True),
    ]  # fmt: skip


def test_the_score_may_rank_where_nobody_passes() -> None:
    weak = [run("failed", 10.0 + k, model="weak") for k in range(12)]
    near = [run("failed", 80.0 + k, model="near") for k in range(12)]
    assert [row.place and row.place.rank for row in board_of(weak + near).rows] == [1, 1]
    by_score = board_of(weak + near, measure=Measure.SCORE).rows
    assert [(row.model, row.place and row.place.rank) for row in by_score] == [("near", 1), ("weak", 2)]


def test_times_and_tokens_are_medians_of_complete_answers() -> None:
    slow = run(None, ending=AnswerEnding.INCOMPLETE, seconds=900.0, completion_tokens=32_000)
    (row,) = board_of([run(seconds=1.0), run(seconds=2.0), run(seconds=9.0), slow]).rows
    assert (row.seconds, row.tokens, row.judge_s) == (2.0, 1000, 2.0)
    (imported,) = board_of([run(seconds=0.0, completion_tokens=None)]).rows
    assert (imported.seconds, imported.tokens) == (None, None)


def test_it_is_made_of_the_store_as_it_stands(tmp_path: Path) -> None:
    with Store(tmp_path) as store:
        for sample in range(3):
            number = store.add_answer(answer(f"print({sample})", sample=sample, challenge="a" if sample else "b"))
            store.add_judgement(bytes([sample]) * 32, judgement(), [number])
        assert [row.answers for row in board(store).rows] == [2, 1]
        only = board(store, challenges=["a"])
    assert ([row.answers for row in only.rows], [run.sample for run in only.runs]) == ([2], [1, 2])


def test_an_empty_store_has_an_empty_board(tmp_path: Path) -> None:
    with Store(tmp_path) as store:
        found = board(store)
    assert (found.rows, found.totals, found.challenges) == ((), (), ())


def test_an_unknown_measure_is_refused() -> None:
    with pytest.raises(ValueError, match="'speed' is not a valid Measure"):
        board_of([], measure="speed")
