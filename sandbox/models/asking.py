"""ask: one question to one model, with patience for servers, to an Answer that says how it went."""

from __future__ import annotations

import asyncio
import os
import random
import re
from collections.abc import AsyncGenerator, Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from time import monotonic

from sandbox.challenge import Challenge, find
from sandbox.errors import UsageError
from sandbox.models.advice import advised, another
from sandbox.models.answer import Answer, Failure
from sandbox.models.collected import Collected
from sandbox.models.failed import Failed
from sandbox.models.request import Piece, Request
from sandbox.models.servers import ServerKind, Switch
from sandbox.models.spec import Model, model_of

__all__ = ["AskOptions", "Asking", "OnAsking", "ask", "ask_async", "prompt_of"]

DEFAULT_CONTEXT = 32768  # tokens, of models without a preset, for the servers that must be told
TEMPLATE_TOKENS = 256  # beside the prompt, at most


@dataclass(frozen=True, slots=True)
class AskOptions:
    """first_token_s   how long a server may load the model and read the prompt
    stall_s         how long it may be silent after that
    attempts        requests at most, where waiting helps
    wait_s          before the second request; doubles each time, up to most_wait_s, and as the server asks, up to there too
    max_tokens, context_tokens   None for the model's own
    """

    first_token_s: float = 900.0
    stall_s: float = 180.0
    attempts: int = 5
    wait_s: float = 2.0
    most_wait_s: float = 120.0
    max_tokens: int | None = None
    context_tokens: int | None = None


@dataclass(frozen=True, slots=True)
class Asking:
    """Progress of one question. stage: "waiting" for the first token, "thinking", "answering", "retrying" after `note`.

    tokens   pieces that came: what most servers send one a token
    seconds  since the request
    """

    stage: str
    tokens: int = 0
    seconds: float = 0.0
    note: str = ""


OnAsking = Callable[[Asking], None]


def ask(
    model: str | Model,
    challenge: str | Path | Challenge,
    *,
    thinking: bool | None = None,
    language: str = "en",
    sample: int = 0,
    seed: int | None = None,
    on_progress: OnAsking | None = None,
    options: AskOptions | None = None,
) -> Answer:
    """Asks once, and waits for the whole answer.

    model     "ollama:qwen3:14b" and the like, or a Model from `model_of` or `read_models`
    thinking  None says nothing to the server: the model thinks or not as it does by itself
    language  of the prompt: "en" or "zh"
    sample    which of several answers to the same question this is; nothing is sent of it
    seed      sent as it is; None sends none

    Whatever a server or the network does is told by the Answer (`ending`, `failure`, `problem`, `notes`). Raises UsageError
    for a model, a challenge, a mode or a language that is not there. Not to be called where an event loop runs: `ask_async`.
    """
    return asyncio.run(
        ask_async(
            model,
            challenge,
            thinking=thinking,
            language=language,
            sample=sample,
            seed=seed,
            on_progress=on_progress,
            options=options,
        )
    )


async def ask_async(
    model: str | Model,
    challenge: str | Path | Challenge,
    *,
    thinking: bool | None = None,
    language: str = "en",
    sample: int = 0,
    seed: int | None = None,
    on_progress: OnAsking | None = None,
    options: AskOptions | None = None,
) -> Answer:
    """As `ask`. Cancelling it closes the connection, which ends the model's work on most servers."""
    asked = model if isinstance(model, Model) else model_of(model)
    about = challenge if isinstance(challenge, Challenge) else find(challenge)
    prompt = prompt_of(about, language)
    if thinking is not None:
        asked.modes("on" if thinking else "off")
    question = Answer(
        model=asked.spec, challenge=about.slug, language=language, thinking=thinking, sample=sample, prompt=prompt, text=""
    )
    how = options or AskOptions()
    return await _Conversation(question, _request(asked, prompt, thinking, seed, how), how, on_progress).run()


def prompt_of(challenge: Challenge, language: str) -> str:
    """Raises UsageError where the challenge has none in that language."""
    if language not in challenge.prompts:
        has = ", ".join(challenge.prompts) or "none"
        raise UsageError(f"challenge {challenge.slug} has no prompt in {language!r}; it has {has}")
    return challenge.prompts[language]


def _request(model: Model, prompt: str, thinking: bool | None, seed: int | None, options: AskOptions) -> Request:
    preset = model.preset
    context = options.context_tokens or model.context_tokens or (preset.context_tokens if preset else DEFAULT_CONTEXT)
    most = options.max_tokens or model.max_tokens or (preset.max_tokens if preset else None)
    parameters: dict[str, object] = dict(model.sampling(thinking))
    room = context - TEMPLATE_TOKENS - at_most_tokens(prompt)
    if room < 1:
        raise UsageError(f"{model.spec}: a context of {context} tokens leaves no room for an answer")
    if most is not None:
        parameters["max_tokens"] = min(most, room)
    if seed is not None:
        parameters["seed"] = seed
    soft = preset is not None and preset.soft
    return Request(
        server=model.server,
        key=os.environ.get(model.server.key, "") if model.server.key else "",
        model=model.name,
        prompt=prompt,
        thinking=thinking,
        switches=tuple(s for s in model.server.switches if soft or s is not Switch.SOFT),
        context_tokens=context,
        parameters=parameters,
    )


def at_most_tokens(text: str) -> int:
    """No tokenizer makes more tokens of prose than this: one each three bytes of UTF-8."""
    return -(-len(text.encode()) // 3)


def streamed(request: Request) -> AsyncGenerator[Piece, None]:
    if request.server.kind is ServerKind.OLLAMA:
        from sandbox.models.ollama import stream as native

        return native(request)
    from sandbox.models.compatible import stream

    return stream(request)


class _Conversation:
    """Requests until one is answered, refused for good, or patience ends."""

    def __init__(self, question: Answer, request: Request, options: AskOptions, on_progress: OnAsking | None) -> None:
        self.question = question
        self.request = request
        self.options = options
        self.on_progress = on_progress
        self.notes: list[str] = []
        self.answered = False  # whether the server ever said anything: then it is there, though it may be restarting

    async def run(self) -> Answer:
        attempt = 1
        while True:
            started, began = datetime.now(UTC), monotonic()
            got = Collected()
            failed: Failed | None = None
            try:
                await self._listen(got, began)
            except Failed as error:
                failed = error
            self.answered = self.answered or got.pieces > 0 or (failed is not None and failed.failure is not Failure.ABSENT)
            if failed is not None and self._changed(failed):
                continue
            if failed is not None and attempt < self.options.attempts and self._again(failed):
                await self._wait(failed, attempt)
                attempt += 1
                continue
            question = replace(
                self.question,
                started=started.isoformat(timespec="seconds").replace("+00:00", "Z"),
                seconds=round(monotonic() - began, 3),
            )
            advice = "" if failed is None else await advised(failed.failure, self.request)
            if failed is None and (other := await another(self.request)):
                self.notes.append(other)
            return got.answer(question, self.request, failed, advice, tuple(self.notes))

    async def _listen(self, got: Collected, began: float) -> None:
        pieces = streamed(self.request)
        patience = self.options.first_token_s
        self._tell("waiting", got, began)
        try:
            while True:
                try:
                    async with asyncio.timeout(patience):
                        piece = await anext(pieces)
                except StopAsyncIteration:
                    break
                except TimeoutError as error:
                    raise Failed(Failure.STALLED, f"nothing came for {patience:g} s", again=True) from error
                got.add(piece, monotonic() - began)
                if piece.text or piece.reasoning:
                    patience = self.options.stall_s
                    self._tell("thinking" if got.thinks else "answering", got, began)
        finally:
            await pieces.aclose()
        got.check_end()

    def _changed(self, failed: Failed) -> bool:
        """Whether the request is another one now, without what the server did not take."""
        refused = failed.parameters
        if failed.failure is Failure.CONTEXT and "max_tokens" in self.request.taken:
            refused = frozenset({"max_tokens"})  # prompt and longest answer together do not fit: the server takes what does
        if not refused:
            return False
        if "max_tokens" in refused and re.search(r"max_completion_tokens.{0,20}instead", str(failed)):
            self.request.parameters["max_completion_tokens"] = self.request.parameters["max_tokens"]
        self.notes.append(f"left out, for the server refused it: {', '.join(sorted(refused))} ({failed})")
        self.request.without(refused)
        return True

    def _again(self, failed: Failed) -> bool:
        return failed.again or (failed.failure is Failure.ABSENT and self.answered)

    async def _wait(self, failed: Failed, attempt: int) -> None:
        wait = self.options.wait_s * 2 ** (attempt - 1) * random.uniform(0.75, 1.25)
        wait = min(self.options.most_wait_s, max(wait, failed.wait_s or 0.0))
        self.notes.append(f"asked again after {wait:.1f} s: {failed.failure.value} ({failed})")
        if self.on_progress is not None:
            self.on_progress(Asking("retrying", seconds=wait, note=f"{failed.failure.value}, again in {wait:.0f} s"))
        await asyncio.sleep(wait)

    def _tell(self, stage: str, got: Collected, began: float) -> None:
        if self.on_progress is not None:
            self.on_progress(Asking(stage, got.pieces, monotonic() - began))
