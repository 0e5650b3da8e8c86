"""Plan: which questions a bench puts."""

from __future__ import annotations

from collections.abc import Sequence

from sandbox.challenge import Challenge
from sandbox.errors import UsageError
from sandbox.models.asking import prompt_of
from sandbox.models.many import Question
from sandbox.models.spec import Model
from sandbox.store import question_key

__all__ = ["key_of", "plan"]


def key_of(question: Question) -> bytes:
    """For the claim of it in a store."""
    return question_key(question.model.spec, question.challenge.slug, question.thinking, question.language, question.sample)


def plan(
    models: Sequence[Model],
    challenges: Sequence[Challenge],
    *,
    thinking: str | None = None,
    languages: Sequence[str] = ("en",),
    samples: int = 1,
    seed: int | None = None,
) -> list[Question]:
    """Every combination, once. A model's questions follow each other, so that a server which holds one model at a time loads
    it once.

    seed      of each question's first sample; the next ones get the next numbers
    thinking  "on", "off", "both", or None: as each model is best used; see Model.modes

    Raises UsageError where a challenge has no prompt in a language, two challenges share a slug, or a model lacks the mode.
    """
    by_slug: dict[str, Challenge] = {}
    for challenge in challenges:
        if by_slug.setdefault(challenge.slug, challenge).folder != challenge.folder:
            raise UsageError(
                f"two challenges are called {challenge.slug}: {by_slug[challenge.slug].folder}, {challenge.folder}"
            )
        for language in languages:
            prompt_of(challenge, language)
    return [
        Question(model, challenge, mode, language, sample, None if seed is None else seed + sample)
        for model in {model.spec: model for model in models}.values()
        for mode in model.modes(thinking)
        for challenge in by_slug.values()
        for language in dict.fromkeys(languages)
        for sample in range(samples)
    ]
