"""A run's page: the answer and its thought, the program, the checks with their evidence, pictures and films."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from sandbox.board.html_page import own_files, policy, rendered
from sandbox.board.html_words import WORDS, both
from sandbox.errors import SubmissionError
from sandbox.finding import Status
from sandbox.html import trusted
from sandbox.limits import KIB, MIB
from sandbox.models.answer import AnswerEnding
from sandbox.report import dumps
from sandbox.text import one_line, visible

if TYPE_CHECKING:
    from markupsafe import Markup

    from sandbox.models.answer import Answer
    from sandbox.store import Run

__all__ = ["JudgedReport", "read_report", "run_page", "standing"]

MAX_TEXT = 400_000  # characters of an answer, a thought or a program
MAX_OUTPUT = 64 * KIB  # characters of stdout and of stderr, each
MAX_WHY = 3  # checks in the opening; all are below
MAX_NOTES = 40
RANK = {Status.FAIL: 0, Status.UNDECIDED: 1, Status.PASS: 2, Status.SKIPPED: 3}
_UNJUDGED = {AnswerEnding.INCOMPLETE: "incomplete", AnswerEnding.FAILED: "unanswered", AnswerEnding.COMPLETE: "waiting"}
FILMS = ("video", "moment")
MARKS = {status.value: status.mark for status in Status}


@dataclass(frozen=True, slots=True)
class JudgedReport:
    """What the page needs of report.json, whatever that has.

    checks     as `sandbox.report.data` writes them, in the challenge's order
    artifacts  name → file name, as the report has them
    """

    checks: Sequence[Mapping[str, Any]] = ()
    artifacts: Mapping[str, str] = field(default_factory=dict)
    submission: Mapping[str, Any] = field(default_factory=dict)
    run: Mapping[str, Any] = field(default_factory=dict)
    recording: Mapping[str, Any] = field(default_factory=dict)
    versions: Mapping[str, str] = field(default_factory=dict)


def read_report(data: bytes) -> JudgedReport:
    """Of the bytes of report.json. What another version wrote in another shape is left out."""
    try:
        found = json.loads(data)
    except ValueError:
        return JudgedReport()
    parts = found if isinstance(found, dict) else {}
    checks = parts.get("checks")
    known = {status.value for status in Status}
    return JudgedReport(
        checks=[
            {"expected": "", "actual": "", "time_s": None, "evidence": {}, "score": None, "weight": None} | check
            for check in (checks if isinstance(checks, list) else [])
            if isinstance(check, dict) and isinstance(check.get("id"), str) and check.get("status") in known
        ],
        **{
            name: parts[name] if isinstance(parts.get(name), dict) else {}
            for name in ("artifacts", "submission", "run", "recording", "versions")
        },
    )


def standing(run: Run) -> str:
    """One of passed, failed, undecided, error, incomplete, unanswered, waiting."""
    judged = run.verdict is not None and run.ending is AnswerEnding.COMPLETE
    return run.verdict.value if judged and run.verdict is not None else _UNJUDGED[run.ending]


def run_page(run: Run, answer: Answer, report: JudgedReport, files: Mapping[str, str]) -> str:
    """The whole document, to lie in runs/. `files`: artifact's name, and "report" → its path in the site."""
    style, head, script = own_files("site.css", "run.css"), own_files("head.js"), own_files("run.js")
    kind = standing(run)
    checks = [_check(check, files) for check in report.checks] if kind != "error" else []
    failed = [check for check in checks if check["status"] == Status.FAIL]
    why = failed or [check for check in checks if check["status"] == Status.UNDECIDED]
    source, drawn = _source(answer.text, report)
    told = {artifact for check in checks for artifact in check["artifacts"]}
    return rendered(
        "run.html.j2",
        run=run,
        kind=kind,
        mark={"passed": "✓", "failed": "✗", "undecided": "?"}.get(kind, "–"),
        titles=WORDS[kind],
        name=one_line(run.model, 120),
        mode=both(f"mode_{_mode(run)}"),
        others=f"../index.html#v=runs&q={quote(one_line(run.model, 120), safe='')}&c={quote(run.challenge, safe='')}",
        style=trusted(style),
        head=trusted(head),
        script=trusted(script),
        policy=policy(style, (head, script)),
        summary=_summary(kind, checks),
        why=why[:MAX_WHY],
        more=len(why) - MAX_WHY,
        strip=checks,
        checks=sorted(checks, key=lambda check: RANK[check["status"]]),
        picture=files.get("screenshot", ""),
        films=[{"name": name, "source": files[name]} for name in FILMS if name in files],
        pictures=[
            {"name": name, "source": source}
            for name, source in files.items()
            if source.endswith((".png", ".svg")) and name not in told and name != "screenshot"
        ],
        texts=[*_texts(answer, source, drawn), *_outputs(report)],
        tables=[table for table in (_asked(run, answer), _judged(run, report), _limits(report)) if table["rows"]],
        data=files.get("report", ""),
        version=report.versions.get("sandbox", ""),
    )


def _mode(run: Run) -> int:
    return -1 if run.thinking is None else int(run.thinking)


def _summary(kind: str, checks: Sequence[Mapping[str, Any]]) -> Markup:
    if kind in ("error", "incomplete", "unanswered", "waiting"):
        return both(f"summary_{kind}")
    asked = [check for check in checks if check["status"] != Status.SKIPPED]
    return both("summary", n=sum(check["status"] == Status.PASS for check in asked), total=len(asked))


def _check(check: Mapping[str, Any], files: Mapping[str, str]) -> dict[str, Any]:
    """A check for the page, with those pictures and plots that bear its name."""
    identifier = check["id"]
    stem = re.sub(r"[^a-z0-9-]+", "-", identifier.lower()).strip("-")
    mine = [name for name in (f"frame-{stem}", f"picture-{stem}", f"plot-{stem}") if name in files]
    score, weight, time_s = check["score"], check["weight"], check["time_s"]
    counted = isinstance(score, (int, float)) and isinstance(weight, (int, float)) and weight > 0
    return {
        "id": one_line(identifier, 60),
        "anchor": "check-" + re.sub(r"[^A-Za-z0-9-]+", "-", identifier),
        "status": check["status"],
        "mark": MARKS[check["status"]],
        "word": both(f"status_{check['status']}"),
        "expected": str(check["expected"]),
        "actual": str(check["actual"]),
        "points": both("points", n=f"{score * weight:.3g}", total=f"{weight:g}") if counted else both("not_counted"),
        "time": round(time_s, 3) if isinstance(time_s, (int, float)) else None,
        "artifacts": mine,
        "pictures": [files[name] for name in mine],
        "numbers": _numbers(check["evidence"]),
    }


def _numbers(evidence: object) -> list[tuple[str, str]]:
    """The numbers behind a check, in words short enough for a page; all of them are in report.json."""
    rows = []
    for name, value in evidence.items() if isinstance(evidence, dict) else ():
        text = "–" if value is None else f"{value:.6g}" if isinstance(value, float) else str(value)
        rows.append((one_line(name.replace("_", " "), 60), one_line(text, 400)))
    return rows


def _source(text: str, report: JudgedReport) -> tuple[str, bool]:
    """The program or the drawing in an answer, and whether it is a drawing; empty where it holds none."""
    from sandbox.submission import Wants, read_submission

    if report.submission.get("kind") in ("program", "svg"):
        return text, report.submission["kind"] == "svg"
    # What was judged is no longer known where the challenge is another by now; a drawing is not run.
    drawn = bool(report.checks) and not report.run
    order: tuple[Wants, ...] = ("svg", "python") if drawn else ("python", "svg")
    for wants in order:
        try:
            source = read_submission(text, wants=wants).source
        except SubmissionError:
            continue
        if source:
            return source, wants == "svg"
    return "", False


def _text(name: str, text: str, *, code: bool = False, opened: bool = True) -> dict[str, Any]:
    shown = visible(text[:MAX_TEXT])
    return {
        "name": name,
        "code": code,
        "text": _lines(shown) if code else shown,
        "size": f"{len(text):,}",
        "open": opened,
        "cut": f"{MAX_TEXT:,}" if len(text) > MAX_TEXT else "",
    }


def _lines(source: str) -> Markup:
    """Lines with their numbers."""
    from markupsafe import escape

    lines = str(escape(source)).removesuffix("\n").split("\n")
    return trusted("".join(f'<span class="line" data-n="{n}">{line}\n</span>' for n, line in enumerate(lines, 1)))


def _texts(answer: Answer, source: str, drawn: bool) -> list[dict[str, Any]]:
    """The code, the answer around it, the thought before it, and the question."""
    found = []
    if source:
        found.append(_text("drawing" if drawn else "code", source, code=True))
    if answer.text.strip() and answer.text.strip() != source.strip():
        found.append(_text("answer", answer.text, opened=not source))
    if answer.reasoning.strip():
        found.append(_text("reasoning", answer.reasoning, opened=False))
    if answer.prompt.strip():
        found.append(_text("prompt", answer.prompt, opened=False))
    return found


def _outputs(report: JudgedReport) -> list[dict[str, Any]]:
    traceback = str(report.recording.get("traceback") or "")
    stdout, stderr = (str(report.run.get(name) or "") for name in ("stdout", "stderr"))
    # Python prints the traceback to stderr; once is enough.
    stderr = stderr.strip().removesuffix(traceback.strip()) if traceback else stderr
    parts = (("traceback", traceback), ("stdout", stdout), ("stderr", stderr))
    return [_text(name, text[:MAX_OUTPUT]) for name, text in parts if text.strip()]


def _asked(run: Run, answer: Answer) -> dict[str, Any]:
    """How the asking went."""
    tokens = answer.tokens
    rows: list[tuple[Markup, object]] = [
        (both("model"), run.model),
        (both("fact_server"), answer.served_as),
        (both("mode"), both(f"mode_{_mode(run)}")),
        (both("fact_thought"), "" if answer.thought is None else both("yes" if answer.thought else "no")),
        (both("sample"), run.sample + 1),
        (both("fact_started"), answer.started),
        (both("fact_seconds"), f"{answer.seconds:.1f} s" if answer.seconds > 0 else ""),
        (both("fact_first"), "" if answer.first_token_s is None else f"{answer.first_token_s:.1f} s"),
        (both("fact_prompt"), _count(tokens.prompt)),
        (both("fact_tokens"), _count(tokens.completion)),
        (both("fact_reasoning"), _count(tokens.reasoning)),
        (both("fact_finish"), answer.finish_reason),
        (both("fact_problem"), answer.problem),
        (both("fact_parameters"), dumps(answer.parameters, indent=None) if answer.parameters else ""),
    ]
    rows += [(both("fact_note"), note) for note in answer.notes[:MAX_NOTES]]
    return {"title": both("asking"), "rows": _shown(rows)}


def _judged(run: Run, report: JudgedReport) -> dict[str, Any]:
    """How the program ran, and who judged it."""
    outcome, recording = report.run, report.recording
    usage = outcome.get("usage") or {}
    ended = [str(outcome.get("ending") or ""), str(outcome.get("reason") or "")]
    frames, size = recording.get("frames"), (recording.get("width"), recording.get("height"))
    rows: list[tuple[Markup, object]] = [
        (both("fact_problem"), run.error),
        (both("fact_taken"), report.submission.get("taken", "")),
        (both("fact_backend"), outcome.get("backend", "")),
        (both("fact_ended"), ", ".join(filter(None, ended))),
        (both("fact_wall"), _seconds(usage.get("wall_s"))),
        (both("fact_cpu"), _seconds(usage.get("cpu_s"))),
        (both("fact_memory"), _bytes(usage.get("peak_bytes"))),
        (both("fact_simulated"), f"{recording.get('seconds', 0):g} s, {frames} frames" if frames else ""),
        (both("fact_window"), f"{size[0]} × {size[1]} px" if frames else ""),
        (both("fact_library"), f"{recording.get('library', '')} {recording.get('library_version', '')}".strip()),
        (both("fact_judged"), _seconds(run.judge_s) if run.judgement is not None else ""),
    ]
    rows.append((both("fact_version"), ", ".join(f"{name} {text}" for name, text in report.versions.items())))
    return {"title": both("judging"), "rows": _shown(rows)}


def _limits(report: JudgedReport) -> dict[str, Any]:
    enforced, gaps = (report.run.get(name) or {} for name in ("enforced", "gaps"))
    rows: list[tuple[object, object]] = [(name.replace("_", " "), text) for name, text in enforced.items()]
    rows += [(name.replace("_", " "), both("not_enforced") + f": {text}") for name, text in gaps.items()]
    return {"title": both("limits"), "rows": _shown(rows)}


def _shown(rows: Sequence[tuple[object, object]]) -> list[tuple[object, object]]:
    """Those that say something; what is no markup of ours is cut to a line."""
    return [(_short(name, 60), _short(value, 600)) for name, value in rows if value not in ("", None)]


def _short(value: object, limit: int) -> object:
    return value if isinstance(value, type(both("run"))) else one_line(str(value), limit)


def _count(value: int | None) -> str:
    return "" if value is None else f"{value:,}"


def _seconds(value: object) -> str:
    return f"{value:.2f} s" if isinstance(value, (int, float)) else ""


def _bytes(value: object) -> str:
    return f"{value / MIB:.1f} MiB" if isinstance(value, (int, float)) else ""
