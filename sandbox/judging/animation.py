"""Judging a program that shows frames: it runs on a virtual clock, what it draws is recorded, and checks look at the scene."""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass, replace

from sandbox.case import AnimationCase
from sandbox.evidence import Evidence
from sandbox.finding import Finding, Status
from sandbox.job import Job, JobKind
from sandbox.judging.question import ENTRY, Question, versions
from sandbox.outcome import Ending, Outcome, Usage
from sandbox.progress import Progress
from sandbox.recording.captures import Captures
from sandbox.report.model import Report, RunFacts, Span
from sandbox.scene.reception import Look, Reception
from sandbox.scene.scene import Scene

__all__ = ["judged"]

STALL_CPU_S = 20.0  # processor seconds without a new frame that end a run
STALL_WALL_S = 60.0  # real seconds without a new frame that end a run
MOMENT_BEFORE_S, MOMENT_AFTER_S, MOMENT_FPS = 2.0, 2.0, 30.0
EXACT_S, EXACT_FPS = 0.001, 1000.0  # a window so narrow and dense that it captures the very frame shown at a moment
# Looking at pixels, where shapes do not tell: so many pictures a second, of all of them at most so many
PIXELS_FPS, PIXELS_MIN_FPS, PIXELS_PICTURES = 30.0, 5.0, 1800.0
PROGRESS_EVERY_S = 0.1
SEED = 1


@dataclass(frozen=True, eq=False)
class _Run:
    outcome: Outcome
    reception: Reception
    wall_s: float


def judged(question: Question) -> Report:
    """Runs the program, judges it, and runs it again where pixels or pictures of failures are wanted."""
    challenge, seconds = question.challenge, question.seconds
    run = _run(question, seconds, challenge.windows(seconds))
    if question.on_progress is not None:
        question.on_progress(Progress("judge", run.reception.time_s, seconds, run.reception.frames))
    scene = Scene.of(run.reception)
    case = AnimationCase(question.submission, run.outcome, challenge.tolerances, run.reception, scene, seconds)
    findings = challenge.judge(case)
    if scene.wants_pixels:
        windows = [[0.0, seconds, max(PIXELS_MIN_FPS, min(PIXELS_FPS, PIXELS_PICTURES / seconds))]]
        again = _run(question, seconds, windows, "pixels", Look.PIXELS)
        scene = Scene.of(run.reception, again.reception.sight)
        case = replace(case, scene=scene)
        findings = challenge.judge(case)
    evidence = challenge.evidence(case, findings)
    moments: tuple[Captures, Span | None] = Captures(), None
    if question.pictures:
        moments = _moments(question, findings, evidence, run)
    by = dict(versions("numpy", "opencv-python-headless", "shapely"))
    hello = run.reception.hello
    if hello is not None:
        by |= {"guest python": hello.python, hello.library: hello.library_version}
    return replace(
        question.report(findings, evidence, by),
        outcome=run.outcome,
        run=_facts(run, scene),
        captures=run.reception.captures,
        moments=moments[0],
        moment_film_s=moments[1],
    )


def _run(
    question: Question, seconds: float, windows: list[list[float]], stage: str = "run", look: Look = Look.SHAPES
) -> _Run:
    from sandbox.isolation import run

    submission, on_progress = question.submission, question.on_progress
    started = time.monotonic()
    last_told = 0.0

    def on_frame(time_s: float, frames: int) -> None:
        nonlocal last_told
        now = time.monotonic()
        if on_progress is not None and now - last_told >= PROGRESS_EVERY_S:
            last_told = now
            on_progress(Progress(stage, time_s, seconds, frames, time_s / max(now - started, 1e-6)))

    reception = Reception(on_frame, look=look)
    stall = _Stall(reception)
    if not submission.source:
        nothing = Outcome("none", Ending.STOPPED, None, None, Usage(0.0), reason="the answer holds no program")
        return _Run(nothing, reception, 0.0)
    job = Job(
        files={ENTRY: submission.source.encode("utf-8", "surrogateescape")},
        entry=ENTRY,
        kind=JobKind.RECORD,
        limits=question.challenge.limits,
        options={"seconds": seconds, "seed": SEED, "windows": windows},
    )
    threading.Thread(target=_warm_up, daemon=True).start()
    outcome = run(
        job, question.runner, trust_program=question.trust_program, on_trace=reception.feed, watch=stall.watch
    )
    reception.finish()
    return _Run(outcome, reception, time.monotonic() - started)


def _warm_up() -> None:
    """Loads the judge's libraries while the guest starts."""
    import cv2  # noqa: F401
    import shapely  # noqa: F401


class _Stall:
    """Ends a run that shows no new frame any more: long before its limits, because it will not come back."""

    def __init__(self, reception: Reception) -> None:
        self._reception = reception
        self._bytes = 0
        self._since = Usage(0.0, 0.0)

    def watch(self, usage: Usage) -> str | None:
        if self._reception.broken:
            return "the recording is broken"
        cpu = usage.cpu_s if usage.cpu_s is not None else usage.wall_s
        if self._reception.bytes != self._bytes:
            self._bytes, self._since = self._reception.bytes, Usage(usage.wall_s, cpu)
            return None
        quiet_cpu, quiet_wall = cpu - (self._since.cpu_s or 0.0), usage.wall_s - self._since.wall_s
        if quiet_cpu >= STALL_CPU_S or quiet_wall >= STALL_WALL_S:
            return f"no new frame for {quiet_cpu:.0f} CPU seconds ({quiet_wall:.0f} s)"
        return None


def _moments(question: Question, findings: list[Finding], evidence: Evidence, first: _Run) -> tuple[Captures, Span | None]:
    """Pictures of a failure that the first run did not take: the very frames that evidence marks, and a film around the
    first failure, with its span, where the opening's film does not reach it. The program runs again, the same, to the last."""
    times = [f.time_s for f in findings if f.status is Status.FAIL and f.time_s is not None]
    taken = first.reception.captures
    if not len(taken) or all(f.status is not Status.FAIL for f in findings):
        return Captures(), None
    windows = []
    film: Span | None = None
    for frame in evidence.frames:
        nearest = taken.nearest(frame.time_s)
        if nearest is None or abs(taken.times_s[nearest] - frame.time_s) > EXACT_S:
            windows.append([max(0.0, frame.time_s - EXACT_S), frame.time_s + EXACT_S, EXACT_FPS])
    if times and min(times) > question.challenge.capture_s - MOMENT_AFTER_S:
        moment = min(*times, first.reception.time_s)
        film = (max(0.0, moment - MOMENT_BEFORE_S), moment + MOMENT_AFTER_S)
        windows.append([*film, MOMENT_FPS])
    if not windows:
        return Captures(), None
    # The run ends with the last frame of the first one: what came after it, a freeze perhaps, need not be waited for again.
    until = min(max(end for _, end, _ in windows), first.reception.time_s)
    again = _run(question, until, windows, "pictures", Look.PICTURES)
    return again.reception.captures, film


def _facts(run: _Run, scene: Scene) -> RunFacts:
    reception = run.reception
    seconds = reception.time_s
    width, height = scene.size
    return RunFacts(
        library=reception.hello.library if reception.hello else "",
        library_version=reception.hello.library_version if reception.hello else "",
        frames=reception.frames,
        seconds=round(seconds, 3),
        width=width,
        height=height,
        fps=round(reception.frames / seconds, 2) if seconds else 0.0,
        speed=round(seconds / run.wall_s, 2) if run.wall_s else 0.0,
        end_reason=reception.end.reason if reception.end else "",
        traceback=reception.end.traceback if reception.end else "",
        notes=tuple(reception.notes),
    )

