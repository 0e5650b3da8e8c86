"""Answers as files: one folder an answer, with answer.json (all of it) and answer.md (what is judged)."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import tempfile
from dataclasses import replace
from pathlib import Path

from sandbox.errors import UsageError
from sandbox.models.answer import Answer, answer_data, answer_of

__all__ = ["keep", "kept", "next_sample"]

MODES = {True: "thinking", False: "no-thinking", None: "as-it-is"}


def folder_of(root: Path, model: str, challenge: str, language: str, thinking: bool | None) -> Path:
    """root/MODEL/CHALLENGE/LANGUAGE-MODE. A model's name may hold anything: its folder has the readable part, and a digest."""
    digest = hashlib.sha256(model.encode()).hexdigest()[:8]
    return root / f"{_plain(model)}-{digest}" / _plain(challenge) / f"{_plain(language)}-{MODES[thinking]}"


def next_sample(root: Path, model: str, challenge: str, language: str, thinking: bool | None) -> int:
    """The number after the highest that is kept."""
    folder = folder_of(root, model, challenge, language, thinking)
    taken = [int(path.name) for path in folder.iterdir() if path.name.isdecimal()] if folder.is_dir() else []
    return max(taken, default=-1) + 1


def keep(answer: Answer, root: Path) -> tuple[Answer, Path]:
    """Writes the answer whole or not at all, and overwrites none: where its number is taken, it gets the next one.

    Raises UsageError where the disk refuses.
    """
    folder = folder_of(root, answer.model, answer.challenge, answer.language, answer.thinking)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        work = Path(tempfile.mkdtemp(prefix=".answer-", dir=folder))
        try:
            while True:
                _write(work / "answer.json", json.dumps(answer_data(answer), ensure_ascii=False, indent=2) + "\n")
                _write(work / "answer.md", answer.text)
                place = folder / str(answer.sample)
                try:
                    work.chmod(0o755)
                    work.rename(place)
                    return answer, place
                except OSError:
                    if not place.exists():
                        raise
                    answer = replace(answer, sample=answer.sample + 1)
        finally:
            shutil.rmtree(work, ignore_errors=True)
    except OSError as error:
        raise UsageError(f"{folder}: cannot be written ({error.strerror or error}); give another --out") from error


def kept(folder: Path) -> Answer:
    """The answer of a folder that `keep` made. Raises UsageError where it is none."""
    path = folder / "answer.json"
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise UsageError(f"{path}: {error}") from error
    return answer_of(data)


def _write(path: Path, text: str) -> None:
    """A model may say half of a pair of surrogates; a file cannot hold it."""
    path.write_bytes(text.encode("utf-8", "replace"))


def _plain(text: str) -> str:
    return re.sub(r"[^A-Za-z0-9._-]+", "-", text).strip("-.")[:80] or "x"
