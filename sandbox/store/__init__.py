"""Store: questions, answers and judgements in one folder, for many processes at once, safe against a kill at any moment.

    DIR/store.sqlite      answers, judgements, claims, and contents that are small
    DIR/contents/ab/…     larger contents by their SHA-256: pictures, videos, pages

    schema.py       tables, and opening them
    fingerprint.py  what a judgement depends on, as hashes
    contents.py     bytes by their hash
    records.py      Judgement, Run
    store.py        Store
    claims.py       who works on what

What is committed outlives the process, and the machine too (SQLite in WAL mode, synchronous=FULL; files are put in place by
rename). The folder lies on a local disk: WAL needs shared memory, which network file systems do not have.
"""

from __future__ import annotations

from sandbox.store.fingerprint import challenge_print, judge_print, judgement_key, question_key
from sandbox.store.records import Judgement, Run
from sandbox.store.store import Store

__all__ = ["Judgement", "Run", "Store", "challenge_print", "judge_print", "judgement_key", "question_key"]
