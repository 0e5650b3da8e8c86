"""The report as JSON."""

from __future__ import annotations

import json
import math
from pathlib import Path

import numpy as np
import pytest

from sandbox.report import dumps, report_data
from tests.report.made import hostile_report, report


def test_keys_are_those_of_the_design() -> None:
    data = json.loads(dumps(report_data(report())))
    assert set(data) >= {"challenge", "verdict", "score", "checks", "run", "artifacts", "versions"}
    assert data["verdict"] == "failed"
    assert set(data["checks"][0]) == {"id", "status", "score", "weight", "expected", "actual", "time_s", "evidence"}
    assert [check["status"] for check in data["checks"]] == ["pass", "fail", "undecided", "skipped"]
    assert data["run"]["ending"] == "exited"
    assert data["run"]["stdout"] == "hello\n"


def test_artifacts_are_relative_inside_a_folder() -> None:
    made = report(artifacts={"page": Path("/somewhere/demo/report.html")})
    assert report_data(made, relative_to=Path("/somewhere/demo"))["artifacts"] == {"page": "report.html"}
    assert report_data(made)["artifacts"] == {"page": "/somewhere/demo/report.html"}


@pytest.mark.parametrize("value", [math.nan, math.inf, -math.inf, np.float64("nan")])
def test_what_json_has_no_number_for_is_null(value: float) -> None:
    assert json.loads(dumps({"a": value, "b": [value]})) == {"a": None, "b": [None]}


def test_numpy_values_become_plain_ones() -> None:
    value = {"a": np.int64(3), "b": np.array([1.5, 2.0]), "c": np.bool_(True), 4: (1, {2})}
    assert json.loads(dumps(value)) == {"a": 3, "b": [1.5, 2.0], "c": True, "4": [1, [2]]}  # type: ignore[arg-type]


def test_hostile_text_is_escaped_and_comes_back_whole() -> None:
    text = dumps(report_data(hostile_report()))
    assert not set(text) & set("\x1b\x00\x07\x9b\u202e\u2066\u200b\ud800")
    text.encode("utf-8")
    title = json.loads(text)["title"]
    assert title == hostile_report().title.replace("\ud800", "\ufffd")


def test_characters_beyond_the_basic_plane_are_escaped_as_pairs() -> None:
    assert json.loads(dumps({"a": "\U000e0041"}))["a"] == "\U000e0041"
    assert "\U000e0041" not in dumps({"a": "\U000e0041"})
