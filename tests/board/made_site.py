"""A store of a dozen answers with real pictures and films, as the site is made of."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from typing import Any

from sandbox.models.answer import AnswerEnding, Tokens
from sandbox.report import Report, write
from sandbox.store import Store
from tests.report.made import HOSTILE, hostile_report, report
from tests.store.made import answer, judgement

PROGRAM = "import pygame\nprint('双六边形')\n"
EVIL = "</script><img src=x onerror=alert(1)>\u202egnp.exe"


def artifacts(folder: Path, made: Report) -> tuple[bytes, dict[str, bytes]]:
    """report.json, and the files beside it, as `verify` writes them."""
    write(made, folder)
    files = {path.name: path.read_bytes() for path in folder.iterdir()}
    return files.pop("report.json"), files


class Maker:
    """Puts answers and their judgements into a store."""

    def __init__(self, store: Store, folder: Path) -> None:
        self.store = store
        self._keys = (number.to_bytes(32, "big") for number in count(1))
        self.known = {kind: artifacts(folder / kind, made) for kind, made in (("plain", report()), ("evil", hostile_report()))}

    def add(self, verdict: str | None, model: str = "ollama:good:8b", *, kind: str = "plain", **changes: Any) -> int:
        """A judged answer, or with `verdict` None one that is not; returns its id. `kind` is whose pictures it has."""
        known: dict[str, Any] = {
            "challenge": "ball",
            "text": f"```python\n{PROGRAM}```\n",
            "seconds": 12.5,
            "tokens": Tokens(completion=900),
        }
        number = self.store.add_answer(answer(model=model, **known | changes))
        if verdict is not None:
            data, files = self.known[kind]
            statuses = {"passed": "pass", "failed": "fail", "undecided": "undecided"}
            parts = json.loads(data)
            for check in parts["checks"][1:3]:
                check["status"] = statuses.get(verdict, "pass")
            scores = {"passed": 100.0, "failed": 40.0, "undecided": 60.0}
            told = {"title": "A ball in a box", "report": json.dumps(parts).encode(), "artifacts": files}
            error = "the machine had no memory left" if verdict == "error" else ""
            done = judgement(verdict, scores.get(verdict), challenge="ball", error=error, **told)
            self.store.add_judgement(next(self._keys), done, [number])
        return number

    def board(self) -> None:
        """Two models in two modes, eight samples each, with one that is undecided, one error and one that waits; and a model
        whose every text is hostile."""
        for sample, verdict in enumerate(["passed"] * 7 + ["failed"]):
            self.add(verdict, sample=sample, reasoning="I think of a ball.")
            self.add("failed" if sample else "undecided", "vllm:Poor-1B", sample=sample, seconds=3.0)
        for sample, verdict in enumerate(["passed", "passed", "failed", "error"]):
            self.add(verdict, thinking=False, sample=sample, seconds=4.0)
        self.add(None, thinking=False, sample=4)
        self.add(None, thinking=False, sample=5, ending=AnswerEnding.INCOMPLETE, problem="cut at 900 tokens")
        self.add("failed", EVIL, kind="evil", thinking=None, text=HOSTILE, reasoning=EVIL, prompt=HOSTILE, language="zh")
        second = self.store.add_answer(answer(model="ollama:good:8b", challenge="count", text="print(3)"))
        done = judgement("passed", challenge="count", report=json.dumps({"checks": []}).encode())
        self.store.add_judgement(next(self._keys), done, [second])


def made_store(folder: Path) -> Iterator[Maker]:
    with Store(folder / "store") as store:
        yield Maker(store, folder / "reports")
