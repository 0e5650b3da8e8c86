"""Judging on a Ray cluster of two machines, played by two nodes with a processor each: the same results, also when one dies."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from sandbox.bench import Bench, Executor, Judging, Tally, executor
from sandbox.bench.judge import Artifacts
from sandbox.challenge import find
from sandbox.finding import VerdictKind
from sandbox.store import Store
from tests.bench_runs.made import BAD, GOOD, NONE, own_challenge
from tests.cli.command import any_runner
from tests.store.made import answer

ray = pytest.importorskip("ray", reason="Ray is not installed: pip install -e '.[ray]'")
pytestmark = [pytest.mark.ray, pytest.mark.filterwarnings("default"), pytest.mark.timeout(300)]

TEXTS = [GOOD, BAD, NONE, *(f"{GOOD}\n{n}" for n in range(5))]
# Tells which process judges what, and takes long enough to be killed.
TELLING = """
import os, time
from pathlib import Path
from sandbox.expect import standard
def starts(case):
    with Path({log!r}).open("a") as file:
        file.write(f"{{os.getpid()}}\\n")
    time.sleep(0.5)
    return standard.starts(case)
"""


@pytest.fixture(scope="module")
def cluster() -> Iterator[Any]:
    from ray.cluster_utils import Cluster

    made = Cluster(initialize_head=True, head_node_args={"num_cpus": 0})
    for _ in range(2):
        made.add_node(num_cpus=1)
    try:
        yield made
    finally:
        made.shutdown()


@pytest.fixture
def on_ray(cluster: Any) -> Callable[[], Executor]:
    def made() -> Executor:
        cluster.wait_for_nodes()
        return executor("ray", address=cluster.address)

    return made


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return own_challenge(tmp_path / "word-count", TELLING.format(log=str(tmp_path / "log")))


def judge(folder: Path, store: Path, by: Executor) -> tuple[Tally, list[tuple[VerdictKind | None, float | None]]]:
    with Store(store) as opened:
        bench = Bench(opened, by, judging=Judging(any_runner()[1], artifacts=Artifacts.NONE))
        for sample, text in enumerate(TEXTS):
            number = opened.add_answer(answer(text, challenge="word-count", sample=sample))
            bench.judge(number, find(folder))
        tally = bench.run()
        return tally, [(run.verdict, run.score) for run in opened.runs()]


def judges(folder: Path) -> list[int]:
    log = folder.parent / "log"
    return [int(line) for line in log.read_text(encoding="ascii").split()] if log.is_file() else []


def test_results_are_the_same_as_on_one_machine(tmp_path: Path, folder: Path, on_ray: Callable[[], Executor]) -> None:
    by = on_ray()
    assert by.jobs == 2
    _, found = judge(folder, tmp_path / "ray", by)
    assert len(set(judges(folder))) == 2
    assert found == judge(folder, tmp_path / "local", executor(jobs=2))[1]


def test_a_worker_that_is_killed_costs_no_judgement(tmp_path: Path, folder: Path, on_ray: Callable[[], Executor]) -> None:
    killed: list[int] = []

    def kill(tally: Tally) -> None:
        if not killed and tally.judged >= 2 and judges(folder):
            killed.append(judges(folder)[-1])
            os.kill(killed[0], signal.SIGKILL)

    with Store(tmp_path / "store") as store:
        bench = Bench(store, on_ray(), judging=Judging(any_runner()[1], artifacts=Artifacts.NONE), on_tally=kill)
        for sample, text in enumerate(TEXTS):
            bench.judge(store.add_answer(answer(text, challenge="word-count", sample=sample)), find(folder))
        tally = bench.run()
        assert len(killed) == 1, tally
        assert tally.verdicts == {VerdictKind.PASSED: 6, VerdictKind.FAILED: 2}
        assert len(judges(folder)) > len(TEXTS) - 1, "what the killed one had under way was judged again"
        assert len({run.judgement for run in store.runs()}) == len(TEXTS)


def test_a_machine_that_goes_away_costs_no_judgement(
    tmp_path: Path, folder: Path, cluster: Any, on_ray: Callable[[], Executor]
) -> None:
    gone = cluster.add_node(num_cpus=1)
    removed: list[float] = []

    def remove(tally: Tally) -> None:
        if not removed and tally.judged >= 2:
            removed.append(time.monotonic())
            cluster.remove_node(gone, allow_graceful=False)

    with Store(tmp_path / "store") as store:
        by = on_ray()
        assert by.jobs == 3
        bench = Bench(store, by, judging=Judging(any_runner()[1], artifacts=Artifacts.NONE), on_tally=remove)
        for sample, text in enumerate(TEXTS):
            bench.judge(store.add_answer(answer(text, challenge="word-count", sample=sample)), find(folder))
        assert bench.run().verdicts == {VerdictKind.PASSED: 6, VerdictKind.FAILED: 2}
    assert removed


def test_an_answer_that_kills_every_judge_is_an_error(tmp_path: Path, on_ray: Callable[[], Executor]) -> None:
    deadly = "import os\ndef starts(case):\n    os.kill(os.getpid(), 9)\n"
    with Store(tmp_path / "store") as store:
        bench = Bench(store, on_ray(), judging=Judging(any_runner()[1], artifacts=Artifacts.NONE))
        number = store.add_answer(answer(GOOD, challenge="word-count"))
        bench.judge(number, find(own_challenge(tmp_path / "word-count", deadly)))
        assert bench.run().verdicts == {VerdictKind.ERROR: 1}
        (run,) = store.runs()
    assert run.error.startswith("the Ray worker died: WorkerCrashedError: ")
