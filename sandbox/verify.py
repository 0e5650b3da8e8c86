"""verify: one submission through the whole way — read, run in a sandbox, record, judge, report."""

from __future__ import annotations

from pathlib import Path

from sandbox.challenge import find
from sandbox.errors import InfrastructureError, UsageError
from sandbox.judging import Question, judged
from sandbox.judging.question import failed_report
from sandbox.progress import OnProgress
from sandbox.report.model import Report
from sandbox.submission import read_submission

__all__ = ["verify"]

MAX_SECONDS = 3600.0


def verify(
    challenge: str | Path,
    submission: str | bytes | Path | None = None,
    *,
    runner: str = "auto",
    trust_program: bool = False,
    seconds: float | None = None,
    out: Path | None = None,
    video: bool = True,
    on_progress: OnProgress | None = None,
    name: str = "",
) -> Report:
    """Judges one submission; None is the challenge's reference solution. str and bytes are the text itself, a Path is read.

    seconds  simulated seconds to run, None for the challenge's own
    out      folder for report.json, report.html, pictures and video; None writes nothing
    name     what the report calls the submission: a file has its own name

    Raises UsageError (SubmissionError, ChallengeError) for a call that cannot be carried out. A failure of the machine is a
    Report whose verdict is "error". KeyboardInterrupt leaves nothing running.
    """
    asked = find(challenge)
    if seconds is not None and not 1.0 <= seconds <= MAX_SECONDS:
        raise UsageError(f"seconds must be 1…{MAX_SECONDS:g}, not {seconds:g}")
    given = read_submission(asked.reference if submission is None else submission, name=name, wants=asked.kind.wants)
    question = Question(asked, given, runner, trust_program, seconds or asked.seconds, out is not None, on_progress)
    try:
        report = judged(question)
    except InfrastructureError as error:
        report = failed_report(question, str(error))
    if out is not None:
        from sandbox.report import write

        report = write(report, out, video=video, on_progress=on_progress)
    return report


