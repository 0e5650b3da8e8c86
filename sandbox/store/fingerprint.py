"""Fingerprints: what a judgement depends on. Where none of it changed, no answer is judged again.

What is not in it: the back end, which must not matter, and versions of libraries, which the report has.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from functools import cache
from hashlib import sha256
from pathlib import Path

from sandbox.challenge import Challenge
from sandbox.content import content_folder
from sandbox.store.contents import hash_of, text_bytes

__all__ = ["challenge_print", "judge_print", "judgement_key", "question_key"]

# Parts of this package that decide nothing about a submission. Whatever is added to it counts until it is named here.
NOT_JUDGING = frozenset(
    {"bench", "board", "cli", "models", "report", "scoring", "store", "doctor.py", "inspect_tasks.py", "pytest_plugin.py",
     "html.py", "progress.py", "reward.py", "version.py", "_content"}
)  # fmt: skip


def challenge_print(challenge: Challenge) -> bytes:
    """Of the challenge's folder and its reference (32 bytes)."""
    reference = challenge.folder.parent.parent / "reference" / challenge.folder.name.replace("-", "_")
    return _digest([("challenge", challenge.folder), ("reference", reference)])


@cache
def judge_print() -> bytes:
    """Of what judges, on the host and in the guest: sandbox/, runners/ and the guest image's Dockerfile (32 bytes)."""
    package = Path(__file__).resolve().parents[1]
    parts = [(f"sandbox/{path.name}", path) for path in package.iterdir() if path.name not in NOT_JUDGING]
    return _digest([*parts, ("runners", content_folder("runners")), ("Dockerfile", content_folder("Dockerfile"))])


def judgement_key(challenge: bytes, judge: bytes, text: str) -> bytes:
    """Of one answer's text, judged by this judge for this challenge (32 bytes)."""
    return sha256(challenge + judge + hash_of(text_bytes(text))).digest()


def question_key(model: str, challenge: str, thinking: bool | None, language: str, sample: int) -> bytes:
    """Of one question, for its claim (32 bytes)."""
    return hash_of(json.dumps([model, challenge, thinking, language, sample]).encode())


def _digest(parts: Iterable[tuple[str, Path]]) -> bytes:
    total = sha256()
    for name, part in sorted(parts):
        for path in sorted(part.rglob("*")) if part.is_dir() else [part]:
            inside = path.relative_to(part)
            if path.is_file() and not any(word.startswith((".", "__pycache__")) for word in inside.parts):
                total.update(f"{name}/{inside.as_posix()}\0".encode())
                total.update(hash_of(path.read_bytes()))
    return total.digest()
