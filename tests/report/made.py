"""Reports made of known parts: frames of one colour, a few findings, and text that tries to be more than text."""

from __future__ import annotations

from dataclasses import replace

import lz4.block
import numpy as np

from sandbox.evidence import Band, Evidence, Mark, MarkedFrame, Plot, Series, Shape
from sandbox.finding import Finding, Status, Verdict
from sandbox.outcome import Ending, Outcome, Usage
from sandbox.recording.captures import Captures
from sandbox.recording.wire import Capture
from sandbox.report import Report, RunFacts, SubmissionFacts

WIDTH, HEIGHT = 160, 120
HOSTILE = (
    "<script>document.title='owned'</script><img src=x onerror=\"document.title='owned'\">&amp;</pre></code></svg>"
    "\x1b[2J\x1b]0;owned\x07 \u202eevil\u2066 \x00 \ud800 \x9b31m {{ 7*7 }} ]]> 双六边形 \u200b"
)


def capture(time_s: float, colour: tuple[int, int, int] = (10, 20, 30), index: int = 0) -> Capture:
    pixels = np.zeros((HEIGHT, WIDTH, 4), np.uint8)
    pixels[:, :, :3] = colour[::-1]
    return Capture(index, round(time_s * 1e9), WIDTH, HEIGHT, lz4.block.compress(pixels.tobytes(), store_size=False))


def captures(*times_s: float) -> Captures:
    """One grey frame at each time, lighter with time."""
    made = Captures()
    for index, time_s in enumerate(times_s):
        grey = min(255, int(time_s * 10))
        made.add(capture(time_s, (grey, grey, grey), index))
    return made


def span(start_s: float, end_s: float, fps: float) -> list[float]:
    return [start_s + k / fps for k in range(round((end_s - start_s) * fps) + 1)]


def findings() -> tuple[Finding, ...]:
    return (
        Finding("starts", Status.PASS, "a frame", "first drawn at 0.00 s", 1.0, 4.0, 0.0),
        Finding("contained", Status.FAIL, "inside in every frame", "12 px past the wall", 0.25, 8.0, 1.5, {"worst_px": 12.0}),
        Finding("gravity", Status.UNDECIDED, "parabolas", "seen too briefly", 0.0, 2.0),
        Finding("explained", Status.SKIPPED, "an explanation", "the submission is a program alone", 0.0, 0.0),
    )


def evidence() -> Evidence:
    ring = Shape("ring", ((80.0, 60.0),), "bad", "12 px past the wall", 6.0)
    wall = Shape("outline", ((20.0, 20.0), (140.0, 20.0), (140.0, 100.0), (20.0, 100.0)), "first", "left")
    title = "contained at 1.50 s: 12 px past the wall"
    frames = (
        MarkedFrame("frame-contained", "contained", title, 1.5, (wall, ring), "✗ contained  1.50 s", "bad"),
        MarkedFrame("frame-gravity", "gravity", "the ball's way", 0.5, (wall,)),
    )
    line = Series("clearance", (0.0, 1.0, 2.0), (5.0, -12.0, 3.0), "subject")
    band = Band(None, 0.0, "outside", "bad")
    plot = Plot("clearance", "contained", "To the wall", "px", (line,), (band,), (Mark(1.5, "out"),))
    return Evidence(frames, (plot,))


def outcome(stdout: bytes = b"hello\n", stderr: bytes = b"") -> Outcome:
    return Outcome(
        "bubblewrap", Ending.EXITED, 0, None, Usage(1.0, 0.5, 1 << 20), stdout, stderr, enforced={"wall_s": "the host's clock"}
    )


def report(*, frames: list[float] | None = None, seconds: float = 2.0, **changes: object) -> Report:
    """A failed report of two seconds at 15 frames a second."""
    facts = RunFacts("pygame", "2.5", 30, seconds, WIDTH, HEIGHT, 15.0, 20.0, "time")
    made = Report(
        challenge="demo",
        title="A ball in a box",
        verdict=Verdict.of(findings()),
        findings=findings(),
        submission=SubmissionFacts("answer.md", "answer", "import pygame\nprint('hi')\n", "the only block"),
        outcome=outcome(),
        run=facts,
        evidence=evidence(),
        captures=captures(*(span(0.0, seconds, 15) if frames is None else frames)),
        versions={"sandbox": "0.1.0"},
    )
    return replace(made, **changes)  # type: ignore[arg-type]


def hostile_report() -> Report:
    """Every text that the program or the model can choose is hostile."""
    bad = HOSTILE
    finding = Finding("contained", Status.FAIL, bad, bad, 0.0, 1.0, 1.0, {bad: [bad]})
    return report(
        title=bad,
        findings=(finding, replace(findings()[0], actual=bad)),
        submission=SubmissionFacts(bad, "program", f"# {bad}\nimport pygame\n", bad),
        outcome=replace(outcome(bad.encode("utf-8", "surrogatepass"), b"\xff" + bad.encode("utf-8", "replace")), reason=bad),
        run=replace(report().run, traceback=f'  File "program.py", line 1\n{bad}', notes=(("title", bad),) * 3, library=bad),
        evidence=Evidence(
            (MarkedFrame(bad, "contained", bad, 1.0, (Shape("ring", ((80.0, 60.0),), bad, bad, 5.0),), bad),),
            (Plot(bad, "contained", bad, bad, (Series(bad, (0.0, 1.0), (0.0, 1.0), bad),), (Band(0.0, 1.0, bad, bad),)),),
        ),
        versions={bad: bad},
    )
