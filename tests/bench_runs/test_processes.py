"""Benches as processes of their own: interrupted, killed, and two at once."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from sandbox.finding import VerdictKind
from sandbox.store import Store
from tests.bench_runs.made import GOOD, judges_of, own_challenge, start_bench
from tests.models.server import Asked, Reply, Server, playing, said

SAMPLES = 8
SLOW = """
import time
from sandbox.expect import standard
def starts(case):
    time.sleep(0.3)
    return standard.starts(case)
"""


def numbered() -> Callable[[Asked], Reply]:
    """Answers that differ, so that each is judged."""
    numbers = iter(range(10_000))
    return lambda asked: said(f"{GOOD}\nAnswer {next(numbers)}.")


def judged(folder: Path) -> int:
    if not (folder / "store.sqlite").is_file():
        return 0
    connection = sqlite3.connect(f"file:{folder / 'store.sqlite'}?mode=ro", uri=True, timeout=20)
    try:
        (count,) = connection.execute("SELECT count(*) FROM judgements").fetchone()
        return int(count)
    except sqlite3.OperationalError:  # the tables are being made
        return 0
    finally:
        connection.close()


def wait_until(condition: Callable[[], bool], bench: subprocess.Popen[str]) -> None:
    end = time.monotonic() + 60
    while not condition():
        assert bench.poll() is None and time.monotonic() < end, bench.communicate()
        time.sleep(0.02)


def left_running(bench: subprocess.Popen[str]) -> list[str]:
    """What is left of its session after a few seconds."""
    for _ in range(100):
        if not judges_of(bench.pid):
            return []
        time.sleep(0.1)
    return judges_of(bench.pid)


def finish(folder: Path, server: Server, challenge: Path) -> dict[str, object]:
    """The same words again; then everything is there, once."""
    rest = start_bench(folder, server.url, SAMPLES, challenge=challenge)
    out, err = rest.communicate(timeout=100)
    assert (rest.returncode, err) == (0, "")
    with Store(folder, create=False) as store:
        runs = list(store.runs())
    assert sorted(run.sample for run in runs) == list(range(SAMPLES))
    assert {run.verdict for run in runs} == {VerdictKind.PASSED}
    assert judged(folder) == SAMPLES
    told = json.loads(out)
    assert isinstance(told, dict)
    return told


@pytest.mark.parametrize("after", [0, 4])
def test_after_a_kill_the_rest_is_done_and_nothing_twice(tmp_path: Path, after: int) -> None:
    challenge, store = own_challenge(tmp_path / "word-count", SLOW), tmp_path / "store"
    with playing(numbered()) as server:
        bench = start_bench(store, server.url, SAMPLES, challenge=challenge)
        wait_until(lambda: len(server.asked) > 1 and judged(store) >= after, bench)
        os.kill(bench.pid, signal.SIGKILL)
        bench.communicate()
        kept = judged(store)
        assert after <= kept < SAMPLES
        assert left_running(bench) == []
        told = finish(store, server, challenge)
        assert told["judged"] == SAMPLES - kept
        # What was under way when it was killed is asked again; no answer that was kept is.
        assert len(server.asked) <= SAMPLES + 1


def test_an_interrupt_ends_it_and_leaves_nothing_running(tmp_path: Path) -> None:
    challenge, store = own_challenge(tmp_path / "word-count", SLOW), tmp_path / "store"
    with playing(numbered()) as server:
        bench = start_bench(store, server.url, SAMPLES, challenge=challenge)
        wait_until(lambda: judged(store) >= 2, bench)
        os.killpg(bench.pid, signal.SIGINT)
        out, err = bench.communicate(timeout=60)
        assert (bench.returncode, out, err) == (130, "", "sandbox: interrupted\n")
        assert left_running(bench) == []
        with Store(store) as opened:
            assert opened._connection.execute("SELECT count(*) FROM claims").fetchone() == (0,)
        finish(store, server, challenge)


def test_an_interrupt_while_a_model_thinks_closes_the_connection(tmp_path: Path) -> None:
    with playing([said("Let me think", ending="stall")]) as server:
        bench = start_bench(tmp_path, server.url, 1)
        wait_until(lambda: len(server.asked) == 1, bench)
        os.killpg(bench.pid, signal.SIGINT)
        assert bench.communicate(timeout=60)[1] == "sandbox: interrupted\n"
        assert bench.returncode == 130


def test_two_benches_on_one_store_share_the_work(tmp_path: Path) -> None:
    challenge, store = own_challenge(tmp_path / "word-count", SLOW), tmp_path / "store"
    with playing(numbered()) as server:
        both = [start_bench(store, server.url, SAMPLES, challenge=challenge) for _ in range(2)]
        told = [json.loads(bench.communicate(timeout=100)[0]) for bench in both]
        assert len(server.asked) == SAMPLES
        assert finish(store, server, challenge)["asked"] == 0
    assert [bench.returncode for bench in both] == [0, 0]
    assert [one["verdicts"] for one in told] == [{"passed": SAMPLES}] * 2


def test_a_server_that_is_not_there_is_told_by_the_exit_code(tmp_path: Path) -> None:
    bench = start_bench(tmp_path, "http://127.0.0.1:9", 2)
    out, _ = bench.communicate(timeout=60)
    told = json.loads(out)
    assert bench.returncode == 4
    assert (told["unanswered"], told["verdicts"]) == (2, {})
    assert "absent" in told["problems"][0]
