"""report.html: one page that opens from the disk, asks the network for nothing, and shows all of the program's text as text."""

from __future__ import annotations

import base64
import json
import math
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sandbox.evidence import MarkedFrame, Plot, Still
from sandbox.finding import Finding, Status, VerdictKind
from sandbox.html import hash_source, own_file, templates, trusted
from sandbox.limits import KIB, MIB
from sandbox.report.data import dumps
from sandbox.report.model import Report, nothing_shown
from sandbox.report.plots import MARKS, ROLE_STYLE, plot_svg
from sandbox.text import decoded, one_line

if TYPE_CHECKING:
    pass

__all__ = ["Film", "PageFiles", "page"]

FOLDER = Path(__file__).parent / "templates"
EMBED_BYTES = 8 * MIB  # pictures and films together, up to which the page carries them itself
MAX_LINES, MAX_SOURCE = 5000, 400_000  # lines and characters of the program
MAX_OUTPUT = 64 * KIB  # characters of stdout and of stderr, each
MAX_NOTES = 40
MAX_WHY = 3  # findings in the opening; all are below
WIDE, NARROW = (760, 270), (360, 230)  # px of a plot on a desktop, on a phone
SHARE_TITLES = {
    VerdictKind.PASSED: "Passed",
    VerdictKind.FAILED: "Failed",
    VerdictKind.UNDECIDED: "Undecided",
    VerdictKind.ERROR: "Error",
}
STATUS_WORDS = {Status.PASS: "passed", Status.FAIL: "failed", Status.UNDECIDED: "undecided", Status.SKIPPED: "skipped"}
# What did not pass comes first; within a status the challenge's order stays.
RANK = {Status.FAIL: 0, Status.UNDECIDED: 1, Status.PASS: 2, Status.SKIPPED: 3}
LIMIT_WORDS = {
    "wall_s": "real time",
    "cpu_s": "processor time",
    "memory_bytes": "memory",
    "output_bytes": "output",
    "file_bytes": "written files",
}
TYPES = {".png": "image/png", ".mp4": "video/mp4"}


@dataclass(frozen=True, slots=True)
class Film:
    """A film beside the page; its second 0 is `start_s` of simulated time."""

    path: Path
    start_s: float
    end_s: float


@dataclass(frozen=True, slots=True)
class PageFiles:
    """What was written beside the page: frames are id → (path, simulated second that the picture shows, None for none)."""

    screenshot: Path | None
    frames: Mapping[str, tuple[Path, float | None]] = field(default_factory=dict)
    film: Film | None = None
    moment: Film | None = None


def page(report: Report, files: PageFiles) -> str:
    """The whole document. Files up to 8 MiB together are inside it, else it links to them by their names."""
    environment = templates("sandbox.report")
    environment.filters |= {"seconds": _seconds, "bytes": _bytes}
    style = own_file(FOLDER / "style.css") + MARKS + ROLE_STYLE
    script = own_file(FOLDER / "page.js")
    paths = [path for path, _ in files.frames.values()]
    paths += [] if files.screenshot is None else [files.screenshot]
    paths += [film.path for film in (files.film, files.moment) if film is not None]
    embed = sum(path.stat().st_size for path in set(paths)) <= EMBED_BYTES
    # Where the machine failed nothing was judged: a list of checks would say so once for each.
    findings = () if report.verdict.kind is VerdictKind.ERROR else report.findings
    strip = [_check(finding, report, files, embed) for finding in findings]
    checks = [check for _, check in sorted(zip(findings, strip, strict=True), key=lambda pair: RANK[pair[0].status])]
    failed = [check for check in checks if check["status"] == Status.FAIL]
    why = failed or [check for check in checks if check["status"] == Status.UNDECIDED]
    return environment.get_template("page.html.j2").render(
        report=report,
        style=trusted(style),
        script=trusted(script),
        policy=_policy(style, script, embed),
        kind=report.verdict.kind.value,
        word=SHARE_TITLES[report.verdict.kind],
        summary=_summary(report),
        picture="" if files.screenshot is None else _address(files.screenshot, embed),
        picture_text=_picture_text(report),
        films=[_film(f, name, embed) for f, name in ((files.film, "film"), (files.moment, "moment")) if f is not None],
        why=why[:MAX_WHY],
        more=f"and {len(why) - MAX_WHY} more" if len(why) > MAX_WHY else "",
        strip=strip,
        checks=checks,
        program=_program(report),
        outputs=_outputs(report),
        facts=_facts(report),
        enforced=_limits(report),
    )


def _policy(style: str, script: str, embed: bool) -> str:
    """Content-Security-Policy: our one style and our one script by their hashes, no network."""
    media = "data:" if embed else "'self' file:"
    return (
        f"default-src 'none'; style-src {hash_source(style)}; script-src {hash_source(script)}; "
        f"img-src {media}; media-src {media}; base-uri 'none'; form-action 'none'"
    )


def _address(path: Path, embed: bool) -> str:
    if not embed:
        return path.name
    return f"data:{TYPES[path.suffix]};base64,{base64.b64encode(path.read_bytes()).decode()}"


def _film(film: Film, name: str, embed: bool) -> dict[str, object]:
    return {
        "name": name,
        "source": _address(film.path, embed),
        "start": round(film.start_s, 3),
        "end": round(film.end_s, 3),
        "file": film.path.name,
    }


def _summary(report: Report) -> str:
    if report.verdict.kind is VerdictKind.ERROR:
        return "The judge or the machine failed. This says nothing about the program."
    counts = {status: sum(f.status is status for f in report.findings) for status in Status}
    asked = len(report.findings) - counts[Status.SKIPPED]
    words = [f"{counts[Status.PASS]} of {asked} checks passed"]
    words += [f"{counts[s]} {STATUS_WORDS[s]}" for s in (Status.FAIL, Status.UNDECIDED, Status.SKIPPED) if counts[s]]
    return ", ".join(words) + "."


def _picture_text(report: Report) -> str:
    titles = [shown.title for shown in report.evidence.frames] + [shown.title for shown in report.evidence.stills]
    if titles:
        return titles[0]
    return "The last captured frame" if len(report.captures) else nothing_shown(report).capitalize()


def _check(finding: Finding, report: Report, files: PageFiles, embed: bool) -> dict[str, object]:
    frames = [f for f in report.evidence.frames if f.check == finding.id and f.id in files.frames]
    plots = [p for p in report.evidence.plots if p.check == finding.id]
    stills = [s for s in report.evidence.stills if s.check == finding.id and s.id in files.frames]
    # What is the page's main picture already is not shown twice.
    shown = [_frame(f, files, embed) for f in frames if files.frames[f.id][0] != files.screenshot]
    shown += [_still(s, files, embed) for s in stills if files.frames[s.id][0] != files.screenshot]
    return {
        "id": finding.id,
        "anchor": "check-" + re.sub(r"[^A-Za-z0-9-]+", "-", finding.id),
        "status": finding.status.value,
        "mark": finding.status.mark,
        "word": STATUS_WORDS[finding.status],
        "expected": finding.expected,
        "actual": finding.actual,
        "share": _share(finding),
        "time": finding.time_s,
        "jump": _jump(finding.time_s, files),
        "frames": shown,
        "plots": [_plot(p) for p in plots],
        "numbers": _numbers(finding.evidence),
    }


def _share(finding: Finding) -> str:
    if finding.weight == 0:
        return "not counted"
    return f"{round(finding.score * finding.weight, 2):g} of {finding.weight:g}"


def _jump(time_s: float | None, files: PageFiles) -> dict[str, object] | None:
    """Which film shows a moment, and at which of its seconds."""
    if time_s is None:
        return None
    for film, name in ((files.moment, "moment"), (files.film, "film")):
        if film is not None and film.start_s <= time_s <= film.end_s:
            return {"film": name, "at": round(time_s - film.start_s, 3)}
    return None


def _frame(frame: MarkedFrame, files: PageFiles, embed: bool) -> dict[str, object]:
    path, shown_s = files.frames[frame.id]
    far = shown_s is not None and abs(shown_s - frame.time_s) > 0.1
    note = f"the nearest captured frame, of {shown_s:.2f} s" if far else "" if shown_s is not None else "no frame was captured"
    width, height = _png_size(path)
    return {"source": _address(path, embed), "title": frame.title, "note": note, "width": width, "height": height}


def _still(still: Still, files: PageFiles, embed: bool) -> dict[str, object]:
    path, _ = files.frames[still.id]
    width, height = _png_size(path)
    return {"source": _address(path, embed), "title": still.title, "note": "", "width": width, "height": height}


def _png_size(path: Path) -> tuple[int, int]:
    """From the header, https://www.w3.org/TR/png-3/#11IHDR, so that nothing moves on the page while pictures load."""
    with path.open("rb") as file:
        head = file.read(24)
    return int.from_bytes(head[16:20], "big"), int.from_bytes(head[20:24], "big")


def _plot(plot: Plot) -> dict[str, object]:
    return {"title": plot.title, "wide": trusted(plot_svg(plot, *WIDE)), "narrow": trusted(plot_svg(plot, *NARROW))}


def _numbers(evidence: Mapping[str, object]) -> list[tuple[str, str]]:
    """The numbers behind a finding, in words short enough for a page; all of them are in report.json."""
    rows = []
    for name, value in json.loads(dumps(evidence)).items():
        text = "–" if value is None else f"{value:.6g}" if isinstance(value, float) else str(value)
        rows.append((one_line(name.replace("_", " "), 60), one_line(text, 400)))
    return rows


def _program(report: Report) -> dict[str, object]:
    """Lines of the program, of which those that its traceback names are told apart."""
    source = report.submission.source
    lines = source[:MAX_SOURCE].split("\n")
    shown = lines[:MAX_LINES]
    if shown and not shown[-1] and len(shown) == len(lines):
        shown = shown[:-1]
    named = {int(n) for n in re.findall(r'File "(?:[^"\n]*/)?program\.py", line (\d{1,7})', report.run.traceback)}
    cut = len(source) > MAX_SOURCE or len(lines) > MAX_LINES
    return {
        "lines": [{"number": n, "text": text, "named": n in named} for n, text in enumerate(shown, 1)],
        "cut": f"The first {len(shown)} lines; the rest is left out here." if cut else "",
    }


def _outputs(report: Report) -> list[dict[str, Any]]:
    traceback = report.run.traceback.encode("utf-8", "replace")
    found = [("Traceback", traceback, 0)]
    if report.outcome is not None:
        outcome = report.outcome
        # Python prints the traceback to stderr; once is enough.
        stderr = outcome.stderr.strip().removesuffix(traceback.strip()) if traceback else outcome.stderr
        found.append(("stdout", outcome.stdout, outcome.stdout_dropped))
        found.append(("stderr", stderr, outcome.stderr_dropped))
    outputs = []
    for name, data, dropped in found:
        if data or dropped:
            more = max(0, len(data) - MAX_OUTPUT) + dropped
            outputs.append({"name": name, "text": decoded(data[:MAX_OUTPUT]), "more": f"{_bytes(more)} more" if more else ""})
    return outputs


def _facts(report: Report) -> list[tuple[str, str]]:
    """What is worth knowing of the run, in the order in which one asks."""
    run, outcome = report.run, report.outcome
    facts = [("submission", f"{report.submission.name}, {report.submission.kind}"), ("taken", report.submission.taken)]
    if outcome is not None:
        code = f" with exit code {outcome.exit_code}" if outcome.exit_code is not None else ""
        ended = f"{outcome.ending.phrase}{code}" + (f" (signal {outcome.signal})" if outcome.signal is not None else "")
        facts += [("back end", outcome.backend), ("the program", ended), ("reason", outcome.reason)]
        usage = outcome.usage
        facts.append(("real time", f"{usage.wall_s:.2f} s"))
        facts.append(("processor time", "" if usage.cpu_s is None else f"{usage.cpu_s:.2f} s"))
        facts.append(("peak memory", "" if usage.peak_bytes is None else _bytes(usage.peak_bytes)))
        facts += [(f"evidence: {name}", text) for name, text in outcome.evidence.items()]
    if run.frames:
        facts.append(("simulated", f"{run.seconds:g} s, {run.frames} frames, {run.fps:g} a second"))
        facts.append(("window", f"{run.width} × {run.height} px"))
        facts.append(("speed", f"{run.speed:g} × real time"))
    facts.append(("library", f"{run.library} {run.library_version}".strip()))
    facts.append(("recording ended", run.end_reason))
    facts += [(f"note: {kind}", text) for kind, text in run.notes[:MAX_NOTES]]
    facts.append(("notes", f"{len(run.notes) - MAX_NOTES} more" if len(run.notes) > MAX_NOTES else ""))
    facts += [(f"version: {name}", text) for name, text in report.versions.items()]
    return [(one_line(name, 60), one_line(text, 400)) for name, text in facts if text]


def _limits(report: Report) -> list[dict[str, str]]:
    if report.outcome is None:
        return []
    found = [(name, text, "") for name, text in report.outcome.enforced.items()]
    found += [(name, text, "not enforced") for name, text in report.outcome.gaps.items()]
    return [{"name": LIMIT_WORDS.get(name, name), "text": text, "gap": gap} for name, text, gap in found]


def _seconds(value: float) -> str:
    return f"{value:.2f} s" if math.isfinite(value) else "?"


def _bytes(count: int) -> str:
    for size, unit in ((MIB, "MiB"), (KIB, "KiB")):
        if count >= size:
            return f"{count / size:.1f} {unit}"
    return f"{count} bytes"
