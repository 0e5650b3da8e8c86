"""One answer's judgement, as a task that any process or machine can carry out."""

from __future__ import annotations

import re
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path

from sandbox.challenge import Challenge, find
from sandbox.errors import InfrastructureError, SubmissionError
from sandbox.finding import VerdictKind
from sandbox.judging import Question, judged
from sandbox.judging.question import failed_report
from sandbox.report.model import Report
from sandbox.store import Judgement, challenge_print, judge_print, judgement_key
from sandbox.store.contents import text_bytes
from sandbox.submission import MAX_SUBMISSION_BYTES, Submission

__all__ = ["Artifacts", "JudgeTask", "carry_out", "error_judgement", "judged_answer", "task_of"]

OTHER_VERSION = (
    "the judge or the challenge is not the one that this began with: it was changed meanwhile (start again), "
    "or this machine has another version (install the same on all)"
)
UNREADABLE = re.compile("[\0\ud800-\udfff]")  # what no text file may hold, and what a server may send all the same


class Artifacts(StrEnum):
    """What is kept beside report.json. One owner of this closed list."""

    ALL = "all"  # the page, pictures and videos
    NO_VIDEO = "no-video"
    NONE = "none"  # a program is then not run a second time for pictures of its failures


@dataclass(frozen=True, slots=True)
class JudgeTask:
    """challenge  its slug, or the absolute path of a folder, which every machine must see that carries the task out
    text       the answer in UTF-8, lone surrogates too
    name       what the report calls the answer
    prints     of the challenge and of the judge; who has others does not judge
    """

    challenge: str
    slug: str
    text: bytes
    name: str
    runner: str
    trust_program: bool
    artifacts: Artifacts
    challenge_print: bytes
    judge_print: bytes

    @property
    def key(self) -> bytes:
        return judgement_key(self.challenge_print, self.judge_print, self.text.decode("utf-8", "surrogatepass"))


def task_of(
    challenge: Challenge,
    text: str,
    *,
    name: str = "",
    runner: str = "auto",
    trust_program: bool = False,
    artifacts: Artifacts = Artifacts.ALL,
) -> JudgeTask:
    from sandbox.content import content_folder

    built_in = challenge.folder.parent == content_folder("challenges")
    where = challenge.slug if built_in else str(challenge.folder)
    prints = challenge_print(challenge), judge_print()
    return JudgeTask(where, challenge.slug, text_bytes(text), name, runner, trust_program, artifacts, *prints)


def judged_answer(
    challenge: Challenge,
    text: str,
    *,
    name: str = "",
    runner: str = "auto",
    trust_program: bool = False,
    out: Path | None = None,
    video: bool = True,
) -> Report:
    """As `verify`, of what a model said, whatever that is: an answer in which nothing can be found to judge is judged as one
    that holds nothing. Raises UsageError for a wrong call alone."""
    from sandbox.verify import verify

    text = UNREADABLE.sub("\ufffd", text)
    try:
        return verify(challenge.folder, text, runner=runner, trust_program=trust_program, out=out, video=video, name=name)
    except SubmissionError as error:
        # What is too large to be read is not searched for an explanation either.
        answer = text if len(text) <= MAX_SUBMISSION_BYTES else ""
        empty = Submission(name or "<text>", "answer", "", answer, str(error))
    question = Question(challenge, empty, runner, trust_program, challenge.seconds, out is not None, None)
    try:
        report = judged(question)
    except InfrastructureError as error:
        report = failed_report(question, str(error))
    if out is not None:
        from sandbox.report import write

        report = write(report, out, video=video)
    return report


def carry_out(task: JudgeTask) -> Judgement:
    """Judges in this process. Whatever fails here, a defect of the judge too, is an error of this answer's judgement."""
    from sandbox.isolation.owner import folder, remove_folder
    from sandbox.report import dumps, report_data

    started = time.monotonic()
    work = folder()
    try:
        challenge = find(task.challenge)
        if (challenge_print(challenge), judge_print()) != (task.challenge_print, task.judge_print):
            raise InfrastructureError(OTHER_VERSION)
        out = work / "report"
        kept = task.artifacts
        report = judged_answer(
            challenge,
            task.text.decode("utf-8", "surrogatepass"),
            name=task.name,
            runner=task.runner,
            trust_program=task.trust_program,
            out=None if kept is Artifacts.NONE else out,
            video=kept is Artifacts.ALL,
        )
        files = {path.name: path.read_bytes() for path in out.iterdir()} if out.is_dir() else {}
        return Judgement(
            challenge=report.challenge,
            title=report.title,
            verdict=report.verdict.kind,
            score=report.score,
            error=report.error,
            backend=report.outcome.backend if report.outcome else "",
            seconds=round(time.monotonic() - started, 3),
            judged=_now(),
            report=files.pop("report.json", b"") or dumps(report_data(report)).encode(),
            artifacts=files,
        )
    except Exception as error:
        return error_judgement(task, f"{type(error).__name__}: {error}", time.monotonic() - started)
    finally:
        remove_folder(work)


def error_judgement(task: JudgeTask, why: str, seconds: float) -> Judgement:
    """Of an answer that could not be judged: it says nothing about the answer."""
    from sandbox.report import dumps

    line = " ".join(why.split())
    data: dict[str, object] = {
        "challenge": task.slug,
        "verdict": VerdictKind.ERROR.value,
        "score": None,
        "error": line,
        "checks": [],
        "artifacts": {},
    }
    return Judgement(task.slug, task.slug, VerdictKind.ERROR, None, line, "", round(seconds, 3), _now(), dumps(data).encode())


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
