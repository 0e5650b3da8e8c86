"""Bench: what is to do, what is under way, what is done."""

from __future__ import annotations

import time
from collections import Counter, deque
from collections.abc import Callable, Iterable
from concurrent.futures import Future
from contextlib import suppress
from dataclasses import dataclass, field
from queue import Empty, SimpleQueue

from sandbox.bench.asking import Asker
from sandbox.bench.executor import Executor
from sandbox.bench.judge import Artifacts, JudgeTask, error_judgement, task_of
from sandbox.bench.plan import key_of
from sandbox.challenge import Challenge
from sandbox.finding import VerdictKind
from sandbox.models import Answer, AnswerEnding, AskOptions
from sandbox.models.asking import prompt_of
from sandbox.models.many import Question
from sandbox.store import Judgement, Store
from sandbox.store.claims import LEASE_S

__all__ = ["Bench", "Judging", "OnTally", "Tally"]

RENEW_S = LEASE_S / 4
LOOK_S = 2.0  # how often is looked at what other processes have claimed
TICK_S = 0.25
TOGETHER = 100  # of what has ended is stored at once, at most
AHEAD = 1  # tasks beyond those that are carried out, so that no judge waits while a judgement is being stored


@dataclass(slots=True)
class Tally:
    """How far it is. Counts are of answers, of this process and of others that work on the same.

    reused      answers that were there already; kept: judgements that were
    asking, judging   under way here
    elsewhere   under way in other processes
    incomplete, unanswered   answers that are not judged: cut short, or not had for want of a server
    verdicts    by kind, kept ones too
    problems    one line each, the last ones
    """

    to_ask: int = 0
    asked: int = 0
    reused: int = 0
    asking: int = 0
    tokens: int = 0
    to_judge: int = 0
    judged: int = 0
    kept: int = 0
    judging: int = 0
    elsewhere: int = 0
    incomplete: int = 0
    unanswered: int = 0
    verdicts: Counter[VerdictKind] = field(default_factory=Counter)
    problems: deque[str] = field(default_factory=lambda: deque(maxlen=20))


OnTally = Callable[[Tally], None]


@dataclass(frozen=True, slots=True)
class Judging:
    """How answers are judged: see `sandbox verify`."""

    runner: str = "auto"
    trust_program: bool = False
    artifacts: Artifacts = Artifacts.ALL


@dataclass(slots=True)
class _Work:
    """One judgement, for all answers with the same text."""

    task: JudgeTask
    answers: list[int]


class Bench:
    """Works on one store. Everything is stored in the thread that calls `run`."""

    def __init__(
        self,
        store: Store,
        executor: Executor,
        *,
        judging: Judging | None = None,
        ask_jobs: int | None = None,
        ask_options: AskOptions | None = None,
        on_tally: OnTally | None = None,
    ) -> None:
        self.tally = Tally()
        self._store = store
        self._executor = executor
        self._judging = judging or Judging()
        self._asker = Asker(ask_jobs, ask_options)
        self._on_tally = on_tally
        self._resume = True
        self._questions: dict[str, deque[Question]] = {}  # what waits, by server
        self._work: dict[bytes, _Work] = {}  # what waits, by the judgement's key
        self._busy: dict[bytes, _Work] = {}
        self._theirs: dict[bytes, Question | _Work] = {}  # what other processes have claimed
        self._down: set[str] = set()  # models that are not asked any more
        self._live_tokens: dict[Question, int] = {}
        self._events: SimpleQueue[Callable[[], None]] = SimpleQueue()
        self._looked = self._renewed = time.monotonic()

    def ask(self, questions: Iterable[Question], *, resume: bool = True) -> None:
        """To be answered and judged by `run`. With `resume` what is in the store is not asked again."""
        self._resume = resume
        for question in questions:
            if self._take_answer(question):
                self.tally.reused += 1
            else:
                self._questions.setdefault(question.model.server.url, deque()).append(question)
                self.tally.to_ask += 1

    def judge(self, answer: int, challenge: Challenge) -> None:
        """An answer of the store, to be judged by `run`; nothing is to do where its judgement is there."""
        given = self._store.answer(answer)
        name = f"{given.model}-{given.sample}"
        how = self._judging
        task = task_of(
            challenge, given.text, name=name, runner=how.runner, trust_program=how.trust_program, artifacts=how.artifacts
        )
        self.tally.to_judge += 1
        if not self._have_judgement(task.key, [answer], kept=True):
            for waiting in (self._work, self._busy, self._theirs):
                if isinstance(work := waiting.get(task.key), _Work):
                    work.answers.append(answer)
                    return
            self._work[task.key] = _Work(task, [answer])

    def run(self) -> Tally:
        """Until nothing is left. When it returns or raises, KeyboardInterrupt too, nothing is left running, and what was
        finished is in the store."""
        try:
            while any(self._questions.values()) or self._work or self._busy or self._theirs or self.tally.asking:
                with self._store.together():
                    self._start()
                self._tell()
                self._handle()
            self._tell()
        finally:
            try:
                self._asker.close()
            finally:
                self._executor.close()
                self._store.claims.drop_all()
        return self.tally

    def _handle(self) -> None:
        """What has ended meanwhile, in one commit: where hundreds judge, each commit waits for the disk."""
        with suppress(Empty):
            events = [self._events.get(timeout=TICK_S)]
            with suppress(Empty):
                while len(events) < TOGETHER:
                    events.append(self._events.get_nowait())
            with self._store.together():
                for event in events:
                    event()

    def _tell(self) -> None:
        self.tally.judging = min(len(self._busy), self._executor.jobs)
        self.tally.elsewhere = len(self._theirs)
        self.tally.tokens = sum(self._live_tokens.values())
        if self._on_tally is not None:
            self._on_tally(self.tally)

    def _start(self) -> None:
        now = time.monotonic()
        if now - self._renewed > RENEW_S:
            self._renewed = now
            self._store.claims.renew()
        if self._theirs and now - self._looked > LOOK_S:
            self._looked = now
            self._look()
        for waiting in self._questions.values():
            while waiting and (waiting[0].model.spec in self._down or self._asker.has_room(waiting[0].model)):
                self._start_asking(waiting.popleft())
        while self._work and len(self._busy) < self._executor.jobs + AHEAD:
            key = next(iter(self._work))
            work = self._work.pop(key)
            if self._store.claims.take([key]):
                self._carry_out(key, work)
            else:
                self._theirs[key] = work

    def _start_asking(self, question: Question) -> None:
        if question.model.spec in self._down:
            self.tally.asked += 1
            self.tally.unanswered += 1
        elif self._store.claims.take([key_of(question)]):
            self._put(question)
        else:
            self._theirs[key_of(question)] = question

    def _look(self) -> None:
        """Whether others have finished what they claimed, or left it."""
        free = self._store.claims.take(self._theirs)
        for key, theirs in list(self._theirs.items()):
            if key in free:
                del self._theirs[key]
                self._put(theirs) if isinstance(theirs, Question) else self._carry_out(key, theirs)

    def _put(self, question: Question) -> None:
        """Asks what was claimed, unless another process has just answered it."""
        if self._take_answer(question):
            self.tally.asked += 1
            self._store.claims.release(key_of(question))
            return
        future = self._asker.submit(question, lambda told: self._live_tokens.update({question: told.tokens}))
        self.tally.asking += 1
        future.add_done_callback(lambda ended: self._events.put(lambda: self._answered(question, ended)))

    def _answered(self, question: Question, future: Future[Answer]) -> None:
        self._asker.done(question)
        self._live_tokens.pop(question, None)
        self.tally.asking -= 1
        self.tally.asked += 1
        failed = future.exception()
        if failed is not None:
            self._store.claims.release(key_of(question))
            self._count_unjudged(question, AnswerEnding.FAILED, f"{type(failed).__name__}: {failed}")
            return
        answer = future.result()
        number = self._store.add_answer(answer, claimed=key_of(question))
        if answer.failure is not None and answer.failure.lasting:
            self._down.add(question.model.spec)
        if answer.ending is AnswerEnding.COMPLETE:
            self.judge(number, question.challenge)
        else:
            self._count_unjudged(question, answer.ending, answer.problem)

    def _take_answer(self, question: Question) -> bool:
        """Whether the store has an answer, which is then to be judged. One that failed is none."""
        found = self._store.find_answer(
            question.model.spec,
            question.challenge.slug,
            question.thinking,
            question.language,
            question.sample,
            prompt_of(question.challenge, question.language),
        )
        if not self._resume or found is None or found[1] is AnswerEnding.FAILED:
            return False
        if found[1] is AnswerEnding.COMPLETE:
            self.judge(found[0], question.challenge)
        else:
            self._count_unjudged(question, found[1])
        return True

    def _count_unjudged(self, question: Question, ending: AnswerEnding, problem: str = "") -> None:
        if ending is AnswerEnding.INCOMPLETE:
            self.tally.incomplete += 1
        else:
            self.tally.unanswered += 1
        if problem:
            self.tally.problems.append(f"{question.model.spec} / {question.challenge.slug}: {problem}")

    def _have_judgement(self, key: bytes, answers: list[int], *, kept: bool) -> bool:
        """Ties the answers to the judgement, if there is one that is no error."""
        verdicts = [self._store.attach(answer, key) for answer in answers]
        if verdicts[0] in (None, VerdictKind.ERROR):
            return False
        self._count(verdicts[0], len(answers))
        self.tally.kept += len(answers) if kept else 0
        return True

    def _carry_out(self, key: bytes, work: _Work) -> None:
        """Judges what was claimed; it may have been judged just before."""
        if self._have_judgement(key, work.answers, kept=False):
            self._store.claims.release(key)
            return
        self._busy[key] = work
        future = self._executor.submit(work.task)
        future.add_done_callback(lambda ended: self._events.put(lambda: self._judged(key, ended)))

    def _judged(self, key: bytes, future: Future[Judgement]) -> None:
        work = self._busy.pop(key)
        failed = future.exception()
        judgement = future.result() if failed is None else error_judgement(work.task, str(failed), 0.0)
        self._store.add_judgement(key, judgement, work.answers)
        self._count(judgement.verdict, len(work.answers))
        if judgement.error:
            self.tally.problems.append(f"{work.task.name} / {work.task.slug}: {judgement.error}")

    def _count(self, verdict: VerdictKind | None, answers: int) -> None:
        assert verdict is not None
        self.tally.judged += answers
        self.tally.verdicts[verdict] += answers
