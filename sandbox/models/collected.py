"""Collected: the pieces of one stream, and the Answer that they make."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from sandbox.models.answer import Answer, AnswerEnding, Failure, Tokens
from sandbox.models.failed import Failed
from sandbox.models.presets import preset_of
from sandbox.models.reasoning import Split, split
from sandbox.models.request import NO_THINK, Piece, Request
from sandbox.models.servers import ServerKind, Switch
from sandbox.submission.thought import tags
from sandbox.text import one_line

__all__ = ["Collected"]

MAX_CHARACTERS = 8 << 20  # of one answer: more is a server gone wrong
# Of prose at most: tokenizers make words of 3 to 5 bytes. Where a server read fewer tokens than that, it cut the prompt …
BYTES_A_TOKEN = 8
LEAST_CONTEXT = 100  # … unless it read fewer than any context holds: then it left out of its count what was in its cache
EMPTY_THOUGHT = 4  # tokens that servers may count where a thought has no words: its tags, and the blank lines about them
LENGTH = ("length", "max_tokens")  # a stream's last words where the answer was cut
ABORTED = ("abort", "cancelled", "error")  # … where the server broke it off: SGLang says abort where it was told to
TAG_LENGTH = 64  # characters of a tag that comes in pieces, at most
FILTER = "content_filter"


@dataclass(slots=True)
class Collected:
    """pieces counts those with words; first_token_s is when the first of them came, in seconds after the request."""

    texts: list[str] = field(default_factory=list)
    reasonings: list[str] = field(default_factory=list)
    pieces: int = 0
    characters: int = 0
    finish: str = ""
    served_as: str = ""
    tokens: Tokens | None = None
    first_token_s: float | None = None
    inline: bool | None = None  # whether a thought between tags has closed; None before one has opened
    tail: str = ""

    def add(self, piece: Piece, seconds: float) -> None:
        """Raises Failed where there is no end of it."""
        if piece.text or piece.reasoning:
            self.pieces += 1
            self.characters += len(piece.text) + len(piece.reasoning)
            if self.first_token_s is None:
                self.first_token_s = round(seconds, 3)
        if piece.text:
            self.texts.append(piece.text)
            self._watch(piece.text)
        if piece.reasoning:
            self.reasonings.append(piece.reasoning)
        self.finish = piece.finish or self.finish
        self.served_as = piece.served_as or self.served_as
        self.tokens = piece.tokens or self.tokens
        if self.characters > MAX_CHARACTERS:
            raise Failed(Failure.SERVER, f"more than {MAX_CHARACTERS:,} characters came, and no end")

    def _watch(self, text: str) -> None:
        self.tail = (self.tail + text)[-TAG_LENGTH:]
        if self.inline is not True:
            closes = [closing for *_, closing in tags(self.tail)]
            self.inline = closes[-1] if closes else self.inline

    @property
    def thinks(self) -> bool:
        """Whether the last piece is part of a thought, as far as can be seen while it comes."""
        return self.inline is False if self.texts else bool(self.reasonings)

    def check_end(self) -> None:
        """Raises Failed where the stream ended without the words that end it."""
        if not self.finish:
            raise Failed(Failure.CUT, "the stream ended before the answer did", again=True)
        if self.finish in ABORTED:
            raise Failed(Failure.CUT, f"the server broke the answer off: {self.finish}", again=True)
        if self.finish in ("load", "unload") and not self.pieces:  # Ollama has the model in memory now, and said nothing yet
            raise Failed(Failure.OVERLOADED, "the server loaded the model and did not answer", again=True)

    def answer(self, question: Answer, request: Request, failed: Failed | None, advice: str, notes: tuple[str, ...]) -> Answer:
        """The question with its answer. `failed` is why there is no whole one, `advice` what to do about it."""
        expected = request.thinking is not False
        inline = split("".join(self.texts), expected=expected and not self.reasonings)
        thoughts = ("".join(self.reasonings).strip(), inline.reasoning)
        text = inline.text.lstrip("\r\n") if self.reasonings else inline.text
        found = replace(inline, text=text, reasoning="\n\n".join(part for part in thoughts if part))
        told = list(notes)
        stopped = found.closed and failed is None and self.finish not in LENGTH
        switched = request.switch is Switch.TEMPLATE and not request.thinking
        if switched and found.reasoning and not found.text.strip() and stopped:
            # vLLM's parsers take all for a thought where the chat template has closed it already.
            found = Split(found.reasoning)
            told.append("the server put the answer where the reasoning belongs")
        tokens = self.tokens or Tokens()
        thought = self._thought(found, request, tokens)
        told += _switch_note(request, thought) + _model_note(request, self.served_as)
        ending, failure, problem = self._ending(found, request, failed, advice, tokens)
        if ending is AnswerEnding.COMPLETE and not found.text.strip():
            told.append("the answer is empty")
        return replace(
            question,
            text=found.text,
            reasoning=found.reasoning,
            ending=ending,
            problem=problem,
            thought=thought,
            served_as=self.served_as,
            finish_reason=self.finish,
            tokens=tokens,
            first_token_s=self.first_token_s,
            parameters=_sent(request),
            failure=failure,
            notes=tuple(told),
        )

    def _thought(self, found: Split, request: Request, tokens: Tokens) -> bool | None:
        if found.reasoning:
            return True
        if not self.reasonings and (tokens.reasoning or 0) > EMPTY_THOUGHT:  # the server keeps the thought to itself
            return True
        if not self.pieces:
            return None
        # A thought without tags looks like an answer until its closing tag comes.
        return None if self.finish in LENGTH and request.thinking is not False else False

    def _ending(
        self, found: Split, request: Request, failed: Failed | None, advice: str, tokens: Tokens
    ) -> tuple[AnswerEnding, Failure | None, str]:
        if failed is not None:
            return AnswerEnding.FAILED, failed.failure, f"{failed.failure.value}: {failed}{advice}"
        if tokens.prompt is not None and LEAST_CONTEXT <= tokens.prompt < len(request.content.encode()) / BYTES_A_TOKEN:
            words = f"the server read {_tokens(tokens.prompt)} of a prompt that has more: its context is too short"
            return AnswerEnding.FAILED, Failure.CONTEXT, f"{Failure.CONTEXT}: {words}"
        if self.finish == FILTER:
            words = "the server's filter of contents withheld the answer"
            return AnswerEnding.FAILED, Failure.REFUSED, f"{Failure.REFUSED}: {words}"
        if self.finish in LENGTH:
            count = "" if tokens.completion is None else f" after {_tokens(tokens.completion)}"
            where = "answer" if found.closed and ("".join(self.texts) or not found.reasoning) else "thought"
            return AnswerEnding.INCOMPLETE, None, f"the {where} was cut{count}: {_limit(request)}"
        if not found.closed or (found.reasoning and not found.text.strip()):
            return AnswerEnding.INCOMPLETE, None, "the thought was never closed: there is no answer after it"
        return AnswerEnding.COMPLETE, None, ""


def _tokens(count: int) -> str:
    return "1 token" if count == 1 else f"{count} tokens"


def _limit(request: Request) -> str:
    most = request.taken.get("max_tokens")
    return "by the server's own limit" if most is None else f"the limit is {most}, or what the server's context holds"


def _switch_note(request: Request, thought: bool | None) -> list[str]:
    if request.thinking is None or thought is None or thought is request.thinking:
        return []
    asked, did = ("on", "did not think") if request.thinking else ("off", "thought all the same")
    # Two switches only switch off: nothing is sent where the model is to think.
    switch = None if request.thinking and request.switch in (Switch.EFFORT, Switch.SOFT) else request.switch
    how = "it was sent no switch" if switch is None else f"the switch was {switch.value}"
    return [f"thinking was asked {asked}, and the model {did}: {how}"]


def _model_note(request: Request, served_as: str) -> list[str]:
    """Where the server says that another model answered: llama.cpp's has one, and takes any name for it."""
    asked, answered = preset_of(request.model), preset_of(served_as)
    if asked is not None and answered is not None:
        same = asked.name == answered.name
    else:
        one, other = (re.sub(r"\W|_", "", name.rpartition("/")[2].lower()) for name in (request.model, served_as))
        same = one in other or other in one
    return [] if same else [f"asked for {request.model}, the server says that {one_line(served_as, 80)} answered"]


def _sent(request: Request) -> Mapping[str, object]:
    """As the server got it."""
    if request.server.kind is ServerKind.OLLAMA:
        from sandbox.models.ollama import sent
    else:
        from sandbox.models.compatible import sent
    told = sent(request)
    return told | {"prompt_suffix": NO_THINK} if request.content != request.prompt else told
