"""Answers that were made elsewhere: a folder of files named by model and challenge, or JSON lines."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Annotated

import msgspec

from sandbox.challenge import Challenge
from sandbox.errors import UsageError
from sandbox.models.answer import Answer, Tokens
from sandbox.models.keeping import MODES, kept
from sandbox.submission import MAX_SUBMISSION_BYTES
from sandbox.text import whole_json

__all__ = ["read_answers"]

SUFFIXES = (".md", ".txt", ".py", ".svg")
KEPT = "answer.json"
_SAMPLE = re.compile(r"(?P<slug>.+?)[-._](?P<sample>\d{1,6})")
_MODE_OF = {word: thinking for thinking, word in MODES.items()}


class _Line(msgspec.Struct, frozen=True):
    """One line: an answer of a model to a challenge; the rest may be left out."""

    model: str
    challenge: str
    answer: str
    thinking: bool | None = None
    sample: Annotated[int, msgspec.Meta(ge=0, lt=10**6)] | None = None
    language: str = "en"
    reasoning: str = ""
    prompt: str = ""
    seconds: Annotated[float, msgspec.Meta(ge=0.0)] = 0.0
    tokens: Annotated[int, msgspec.Meta(ge=0, lt=2**53)] | None = None


def read_answers(source: Path, challenges: Mapping[str, Challenge]) -> tuple[list[Answer], list[Path]]:
    """The answers, and the files of a folder that name no challenge. `challenges` are those that can be named, by slug.

    DIR/MODEL/CHALLENGE.md          a model's name may have slashes; the file is .md, .txt, .py or .svg
    DIR/MODEL/CHALLENGE-2.md        its second sample, or whatever number
    DIR/MODEL/CHALLENGE/ANY.md      samples by the order of their names
    DIR/MODEL/no-thinking/…         one of thinking, no-thinking, as-it-is (where nothing is said)
    DIR/…/answer.json               what `sandbox ask` keeps

    Raises UsageError where nothing is found, a line is no answer, a challenge is not known, or two are the same sample.
    """
    if source.is_dir():
        answers, strange = _of_folder(source, challenges)
    else:
        answers, strange = list(_of_lines(source, challenges)), []
    if not answers:
        known = ", ".join(sorted(challenges))
        raise UsageError(f"{source}: no answers; a file is MODEL/CHALLENGE.md, and challenges are {known}")
    counted = Counter((a.model, a.challenge, a.thinking, a.language, a.sample) for a in answers)
    (model, challenge, _, _, sample), count = counted.most_common(1)[0]
    if count > 1:
        raise UsageError(f"{source}: {count} answers are sample {sample} of {model} for {challenge}; number them")
    return answers, strange


def _of_lines(path: Path, challenges: Mapping[str, Challenge]) -> Iterator[Answer]:
    try:
        data = path.read_bytes()
    except OSError as error:
        raise UsageError(f"{path}: cannot be read ({error.strerror or error})") from error
    decoder = msgspec.json.Decoder(_Line)
    seen: Counter[tuple[object, ...]] = Counter()
    for number, text in enumerate(data.split(b"\n"), 1):
        if not text.strip():
            continue
        try:
            line = decoder.decode(whole_json(text))
        except (msgspec.MsgspecError, ValueError, RecursionError) as error:
            raise UsageError(f"{path}, line {number}: {error}; a line is {{model, challenge, answer, …}}") from error
        if line.challenge not in challenges:
            raise UsageError(
                f"{path}, line {number}: no challenge {line.challenge!r}; known are {', '.join(sorted(challenges))}"
            )
        question = (line.model, line.challenge, line.thinking, line.language)
        yield Answer(
            model=line.model,
            challenge=line.challenge,
            language=line.language,
            thinking=line.thinking,
            sample=seen[question] if line.sample is None else line.sample,
            prompt=line.prompt,
            text=line.answer,
            reasoning=line.reasoning,
            seconds=line.seconds,
            tokens=Tokens(completion=line.tokens),
        )
        seen[question] += 1


def _of_folder(root: Path, challenges: Mapping[str, Challenge]) -> tuple[list[Answer], list[Path]]:
    keepers = sorted(path.parent for path in root.rglob(KEPT))
    told = {keeper: kept(keeper) for keeper in keepers}
    answers = [answer for answer in told.values() if answer.challenge in challenges]
    strange = [keeper / KEPT for keeper, answer in told.items() if answer.challenge not in challenges]
    samples: dict[Path, int] = {}
    for path in sorted(_files(root, keepers), key=_by_number):
        place = _place(path.relative_to(root).with_suffix("").parts, challenges)
        if place is None:
            strange.append(path)
            continue
        model, slug, thinking, sample = place
        if sample is None:
            sample = samples[path.parent] = samples.get(path.parent, -1) + 1
        answers.append(
            Answer(model=model, challenge=slug, language="en", thinking=thinking, sample=sample, prompt="", text=_text(path))
        )
    return answers, strange


def _files(root: Path, keepers: Sequence[Path]) -> Iterable[Path]:
    for path in root.rglob("*"):
        hidden = any(part.startswith(".") for part in path.relative_to(root).parts)
        if path.suffix in SUFFIXES and path.is_file() and not hidden and not any(k in path.parents for k in keepers):
            yield path


def _place(parts: tuple[str, ...], challenges: Mapping[str, Challenge]) -> tuple[str, str, bool | None, int | None] | None:
    """Model, challenge, mode and sample of a path without its suffix; None where it names no challenge."""
    numbered = _SAMPLE.fullmatch(parts[-1])
    sample: int | None = 0
    if parts[-1] in challenges:
        slug, before = parts[-1], parts[:-1]
    elif numbered and numbered["slug"] in challenges:
        slug, before, sample = numbered["slug"], parts[:-1], int(numbered["sample"])
    elif len(parts) > 2 and parts[-2] in challenges:
        slug, before, sample = parts[-2], parts[:-2], None
    else:
        return None
    thinking = None
    if before and before[-1] in _MODE_OF:
        thinking, before = _MODE_OF[before[-1]], before[:-1]
    return ("/".join(before), slug, thinking, sample) if before else None


def _by_number(path: Path) -> list[tuple[str, int]]:
    """So that answer-10 comes after answer-9."""
    return [(word, int(number or 0)) for word, number in re.findall(r"(\D*)(\d*)", str(path))]


def _text(path: Path) -> str:
    try:
        with path.open("rb") as file:
            data = file.read(MAX_SUBMISSION_BYTES + 1)
    except OSError as error:
        raise UsageError(f"{path}: cannot be read ({error.strerror or error})") from error
    return data.decode("utf-8-sig", "replace")
