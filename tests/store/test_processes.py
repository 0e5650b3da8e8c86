"""Several processes, some of them killed: nothing that was told is lost, nothing is there twice."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

from sandbox.store import Store

# Takes keys while there are any and stores a judgement for each, telling every one that the store has kept.
WORKER = """
import os, sys
from sandbox.store import Store
from tests.store.made import answer, judgement
store = Store(sys.argv[1])
keys = [bytes([k]) * 32 for k in range(int(sys.argv[2]))]
for number, key in enumerate(keys):
    if store.claims.take([key]) and store.attach(-1, key) is None:
        mine = store.add_answer(answer(f"print({number})", sample=number))
        store.add_judgement(key, judgement(artifacts={"film": key * 4000 + os.urandom(40_000)}), [mine])
        print(number, flush=True)
"""
KEYS = 60


def start(folder: Path) -> subprocess.Popen[str]:
    return subprocess.Popen([sys.executable, "-c", WORKER, str(folder), str(KEYS)], stdout=subprocess.PIPE, text=True)


def check(folder: Path, told: list[int]) -> None:
    """Every one that was told is there, none is there twice, and the database is sound."""
    with Store(folder, create=False) as store:
        runs = list(store.runs())
        samples = [run.sample for run in runs if run.judgement is not None]
        assert set(told) <= set(samples) and len(samples) == len(set(samples))
        for run in runs:
            if run.judgement is not None:
                assert len(store.content(store.artifacts(run.judgement)["film"])) == 168_000
    connection = sqlite3.connect(folder / "store.sqlite")
    assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert connection.execute("SELECT count(*) FROM judgements").fetchone() == (len(samples),)
    connection.close()


def test_two_processes_share_the_work(tmp_path: Path) -> None:
    workers = [start(tmp_path) for _ in range(2)]
    told = [[int(line) for line in worker.communicate()[0].split()] for worker in workers]
    assert [worker.returncode for worker in workers] == [0, 0]
    assert sorted(told[0] + told[1]) == list(range(KEYS))
    check(tmp_path, told[0] + told[1])


@pytest.mark.parametrize("after", [1, 13, 37])
def test_a_killed_process_loses_nothing_and_the_next_one_does_the_rest(tmp_path: Path, after: int) -> None:
    killed = start(tmp_path)
    assert killed.stdout is not None
    told = [int(killed.stdout.readline()) for _ in range(after)]
    time.sleep(after % 7 / 1000)
    os.kill(killed.pid, signal.SIGKILL)
    told += [int(line) for line in killed.communicate()[0].split()]
    check(tmp_path, told)
    rest = start(tmp_path)
    more = [int(line) for line in rest.communicate()[0].split()]
    assert not set(told) & set(more)
    check(tmp_path, told + more)
    with Store(tmp_path) as store:
        assert sorted(run.sample for run in store.runs()) == list(range(KEYS))


def test_a_claim_is_held_while_its_process_lives_and_free_when_it_is_gone(tmp_path: Path) -> None:
    code = (
        "import sys; from sandbox.store import Store as S; print(len(S(sys.argv[1]).claims.take([b'k'])), flush=True); input()"
    )
    holder = subprocess.Popen(
        [sys.executable, "-c", code, str(tmp_path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert holder.stdout is not None and holder.stdout.readline() == "1\n"
    with Store(tmp_path) as store:
        assert store.claims.take([b"k", b"l"]) == {b"l"}
        holder.kill()
        holder.communicate()
        assert store.claims.take([b"k"]) == {b"k"}


def test_a_claim_of_another_machine_ends_with_its_lease(tmp_path: Path) -> None:
    with Store(tmp_path) as store:
        there = "INSERT INTO claims VALUES (?, 'elsewhere/1.2.3', ?)"
        store._connection.execute(there, (b"old", time.time() - 1))
        store._connection.execute(there, (b"new", time.time() + 30))
        assert store.claims.take([b"old", b"new"]) == {b"old"}


def test_a_claim_that_is_ours_is_renewed_and_dropped(tmp_path: Path) -> None:
    with Store(tmp_path) as store:
        store.claims.take([b"k"])
        store._connection.execute("UPDATE claims SET until = until - 50")
        store.claims.renew()
        assert store._connection.execute("SELECT until FROM claims").fetchone()[0] > time.time() + 50
        store.claims.drop_all()
        assert store._connection.execute("SELECT count(*) FROM claims").fetchone() == (0,)
