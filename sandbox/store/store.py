"""Store: answers and judgements in a folder."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from sys import intern
from types import TracebackType
from typing import Self

from sandbox.errors import StoreError
from sandbox.finding import VerdictKind
from sandbox.models.answer import Answer, AnswerEnding, answer_data, answer_of
from sandbox.store.claims import Claims
from sandbox.store.contents import Contents, hash_of, text_bytes
from sandbox.store.records import Judgement, Run
from sandbox.store.schema import FILE, opened, transaction

__all__ = ["Store"]

# Of an answer, what has a column of its own or is a content.
IN_COLUMNS = (
    "model",
    "challenge",
    "language",
    "thinking",
    "sample",
    "prompt",
    "text",
    "reasoning",
    "ending",
    "problem",
    "seconds",
)
MODES = {True: 1, False: 0, None: -1}
THINKING = {mode: thinking for thinking, mode in MODES.items()}
QUESTION = "model = ? AND challenge = ? AND mode = ? AND language = ? AND sample = ? AND superseded = 0"
RUNS = """
SELECT a.id, j.id, a.model, a.challenge, coalesce(j.title, ''), a.language, a.mode, a.sample, a.ending, a.problem,
       j.verdict, j.score, coalesce(j.error, ''), a.seconds, a.prompt_tokens, a.completion_tokens, a.reasoning_tokens,
       coalesce(j.seconds, 0.0)
FROM answers AS a LEFT JOIN judgements AS j ON j.id = a.judgement
WHERE a.superseded = 0
"""


class Store:
    """Opened once in each process; a context manager. From several threads it is used by one at a time.

    claims  who works on what, see claims.py
    """

    def __init__(self, folder: str | Path, *, create: bool = True) -> None:
        """Raises StoreError where it cannot be opened, and without `create` where there is none."""
        self.folder = Path(folder)
        self._connection = opened(self.folder, create=create)
        self._contents = Contents(self._connection, self.folder / "contents")
        self.claims = Claims(self._connection)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        self._connection.close()

    def together(self) -> AbstractContextManager[None]:
        """What is added within is there at its end, all or nothing, and many times as fast."""
        return transaction(self._connection)

    def add_answer(self, answer: Answer, *, claimed: bytes = b"") -> int:
        """Keeps the answer and returns its id, and drops our claim of `claimed` in the same moment.

        An answer to the same question that was there before is superseded: it is kept, but no longer counts. It stays where
        it says the same, and where this one failed and that one did not.
        """
        texts = [text_bytes(text) for text in (answer.prompt, answer.text, answer.reasoning)]
        placed = [self._contents.place(text) for text in texts]
        hashes = [hash_of(text) for text in texts]
        question = _question(answer.model, answer.challenge, answer.thinking, answer.language, answer.sample)
        data = {name: value for name, value in answer_data(answer).items() if name not in IN_COLUMNS and name != "tokens"}
        tokens = answer.tokens
        with transaction(self._connection):
            for text, packed in zip(texts, placed, strict=True):
                self._contents.add(text, packed)
            if claimed:
                self.claims.drop(claimed)
            same = self._connection.execute(
                f"SELECT id, prompt, ending, text, reasoning, problem FROM answers WHERE {QUESTION}", question
            ).fetchone()
            if same is not None:
                worse = answer.ending is AnswerEnding.FAILED and same[2] != answer.ending.value
                alike = same[2:] == (answer.ending.value, *hashes[1:], answer.problem)
                if same[1] == hashes[0] and (worse or alike):
                    return int(same[0])
                self._connection.execute("UPDATE answers SET superseded = 1 WHERE id = ?", same[:1])
            added = self._connection.execute(
                "INSERT INTO answers (model, challenge, mode, language, sample, prompt, text, reasoning, ending, problem, "
                "seconds, prompt_tokens, completion_tokens, reasoning_tokens, rest) "
                "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (*question, *hashes, answer.ending.value, answer.problem, answer.seconds,
                 tokens.prompt, tokens.completion, tokens.reasoning, json.dumps(data)),
            )  # fmt: skip
        return int(added.lastrowid or 0)

    def find_answer(
        self, model: str, challenge: str, thinking: bool | None, language: str, sample: int, prompt: str
    ) -> tuple[int, AnswerEnding] | None:
        """The id of the answer to this question, asked in these words, and how it ended."""
        row = self._connection.execute(
            f"SELECT id, ending FROM answers WHERE {QUESTION} AND prompt = ?",
            (*_question(model, challenge, thinking, language, sample), hash_of(text_bytes(prompt))),
        ).fetchone()
        return None if row is None else (int(row[0]), AnswerEnding(row[1]))

    def answer(self, answer: int) -> Answer:
        """Raises StoreError where there is none."""
        row = self._connection.execute(
            "SELECT model, challenge, language, mode, sample, prompt, text, reasoning, ending, problem, seconds, "
            "prompt_tokens, completion_tokens, reasoning_tokens, rest FROM answers WHERE id = ?",
            (answer,),
        ).fetchone()
        if row is None:
            raise StoreError(f"the store has no answer {answer}")
        known: dict[str, object] = dict(zip(IN_COLUMNS, row, strict=False))
        for name in ("prompt", "text", "reasoning"):
            known[name] = self._text(known[name])
        known["thinking"] = THINKING[row[3]]
        known["tokens"] = {"prompt": row[11], "completion": row[12], "reasoning": row[13]}
        return answer_of(known | json.loads(row[14]))

    def _text(self, digest: object) -> str:
        assert isinstance(digest, bytes)
        return self._contents.read(digest).decode("utf-8", "surrogatepass")

    def attach(self, answer: int, key: bytes) -> VerdictKind | None:
        """Ties the answer to the judgement with this key and returns its verdict; None where there is none yet."""
        row = self._connection.execute("SELECT id, verdict FROM judgements WHERE key = ?", (key,)).fetchone()
        if row is None:
            return None
        self._connection.execute(
            "UPDATE answers SET judgement = ? WHERE id = ? AND judgement IS NOT ?", (row[0], answer, row[0])
        )
        return VerdictKind(row[1])

    def add_judgement(self, key: bytes, judgement: Judgement, answers: Sequence[int] = ()) -> int:
        """Keeps the judgement, ties the answers to it, drops our claim of `key`, all at once; returns its id. A judgement that
        is there stays, unless it is an error: that one is replaced."""
        files = {"report.json": judgement.report, **judgement.artifacts}
        placed = {name: self._contents.place(data) for name, data in files.items()}
        with transaction(self._connection):
            hashes = {name: self._contents.add(data, placed[name]) for name, data in files.items()}
            values = (
                judgement.challenge, judgement.title, judgement.verdict.value, judgement.score, judgement.error,
                judgement.backend, judgement.seconds, judgement.judged, hashes.pop("report.json"),
            )  # fmt: skip
            there = self._connection.execute("SELECT id, verdict FROM judgements WHERE key = ?", (key,)).fetchone()
            if there is None:
                added = self._connection.execute(
                    "INSERT INTO judgements (key, challenge, title, verdict, score, error, backend, seconds, judged, report) "
                    "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                    (key, *values),
                )
                number = int(added.lastrowid or 0)
            else:
                number = int(there[0])
            if there is not None and there[1] == VerdictKind.ERROR.value:
                self._connection.execute(
                    "UPDATE judgements SET challenge = ?, title = ?, verdict = ?, score = ?, error = ?, backend = ?, "
                    "seconds = ?, judged = ?, report = ? WHERE id = ?",
                    (*values, number),
                )
                self._connection.execute("DELETE FROM artifacts WHERE judgement = ?", (number,))
            if there is None or there[1] == VerdictKind.ERROR.value:
                self._connection.executemany(
                    "INSERT INTO artifacts VALUES (?, ?, ?)", [(number, name, digest) for name, digest in hashes.items()]
                )
            self._connection.executemany(
                "UPDATE answers SET judgement = ? WHERE id = ?", [(number, answer) for answer in answers]
            )
            self.claims.drop(key)
        return number

    def report(self, judgement: int) -> bytes:
        """report.json. Raises StoreError where there is no such judgement."""
        row = self._connection.execute("SELECT report FROM judgements WHERE id = ?", (judgement,)).fetchone()
        if row is None:
            raise StoreError(f"the store has no judgement {judgement}")
        return self._contents.read(row[0])

    def artifacts(self, judgement: int) -> dict[str, bytes]:
        """File name → hash of its content, for `content`."""
        return dict(
            self._connection.execute("SELECT name, hash FROM artifacts WHERE judgement = ? ORDER BY name", (judgement,))
        )

    def content(self, digest: bytes) -> bytes:
        """Raises StoreError where the store does not have it."""
        return self._contents.read(digest)

    def content_file(self, digest: bytes) -> Path | None:
        """The file that holds a content, for whoever links it; it is not to be written to. None where it is no file."""
        path = self._contents.path(digest)
        return path if path.is_file() else None

    def runs(self) -> Iterator[Run]:
        """Of every answer that counts, as they stand at this moment, in the order in which they came."""
        for row in self._connection.execute(RUNS + "ORDER BY a.id"):
            values = list(row)
            for place in (2, 3, 4, 5):  # a million rows share a few names
                values[place] = intern(row[place])
            values[6], values[8] = THINKING[row[6]], AnswerEnding(row[8])
            values[10] = None if row[10] is None else VerdictKind(row[10])
            yield Run(*values)

    def changes(self) -> int:
        """A number that differs when another process has written since: for whoever waits for news."""
        return int(self._connection.execute("PRAGMA data_version").fetchone()[0])

    @property
    def size_bytes(self) -> int:
        """Of the database and the files beside it."""
        files = [*self.folder.glob(f"{FILE}*"), *self.folder.glob("contents/*/*")]
        return sum(path.stat().st_size for path in files if path.is_file())


def _question(model: str, challenge: str, thinking: bool | None, language: str, sample: int) -> tuple[object, ...]:
    return (model, challenge, MODES[thinking], language, sample)
