"""The report as one JSON object: for report.json and for `--json`."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from sandbox.finding import Finding
from sandbox.outcome import Outcome
from sandbox.report.model import Report
from sandbox.text import UNSAFE, decoded

__all__ = ["dumps", "outcome_data", "report_data"]


def report_data(report: Report, *, relative_to: Path | None = None) -> dict[str, object]:
    """`challenge`, `verdict`, `score`, `checks[]`, `run`, `artifacts` (paths, as they are or relative), `versions`, and what
    was judged. Times are virtual seconds where they are named so in model.py, else real ones."""
    facts = asdict(report.run)
    facts["notes"] = [{"kind": kind, "text": text} for kind, text in report.run.notes]
    submission = report.submission
    return {
        "challenge": report.challenge,
        "title": report.title,
        "verdict": report.verdict.kind.value,
        "score": report.score,
        "error": report.error or None,
        "submission": {"name": submission.name, "kind": submission.kind, "taken": submission.taken},
        "checks": [_check(finding) for finding in report.findings],
        "run": None if report.outcome is None else outcome_data(report.outcome),
        "recording": facts,
        "artifacts": {
            name: str(path.relative_to(relative_to) if relative_to else path) for name, path in report.artifacts.items()
        },
        "versions": dict(report.versions),
    }


def _check(finding: Finding) -> dict[str, object]:
    return {
        "id": finding.id,
        "status": finding.status.value,
        "score": finding.score,
        "weight": finding.weight,
        "expected": finding.expected,
        "actual": finding.actual,
        "time_s": finding.time_s,
        "evidence": dict(finding.evidence),
    }


def outcome_data(outcome: Outcome) -> dict[str, object]:
    """An Outcome with its output as text; of collected files only name → size in bytes."""
    return {
        "backend": outcome.backend,
        "ending": outcome.ending.value,
        "exit_code": outcome.exit_code,
        "signal": outcome.signal,
        "reason": outcome.reason,
        "usage": asdict(outcome.usage),
        "stdout": decoded(outcome.stdout),
        "stderr": decoded(outcome.stderr),
        "stdout_dropped": outcome.stdout_dropped,
        "stderr_dropped": outcome.stderr_dropped,
        "evidence": dict(outcome.evidence),
        "enforced": dict(outcome.enforced),
        "gaps": dict(outcome.gaps),
        "files": {name: len(content) for name, content in outcome.files.items()},
    }


def dumps(value: Mapping[str, object], *, indent: int | None = 2) -> str:
    """JSON that every parser takes and every terminal shows: no NaN (they are null), no raw control or bidi characters."""
    text = json.dumps(_finite(value), ensure_ascii=False, indent=indent, allow_nan=False)
    return UNSAFE.sub(_escaped, text)


def _escaped(match: Any) -> str:
    code = ord(match[0])
    if 0xD800 <= code <= 0xDFFF:  # half of a pair says nothing, and strict parsers refuse it
        return "\\ufffd"
    if code >= 0x10000:
        high, low = divmod(code - 0x10000, 0x400)
        return f"\\u{0xD800 + high:04x}\\u{0xDC00 + low:04x}"
    return f"\\u{code:04x}"


def _finite(value: Any) -> object:
    if isinstance(value, Mapping):
        return {str(key): _finite(item) for key, item in value.items()}
    if isinstance(value, (list, tuple, set, frozenset)):
        return [_finite(item) for item in value]
    if isinstance(value, bool) or value is None or isinstance(value, (str, int)):
        return value
    if hasattr(value, "tolist"):  # numpy's scalars and arrays
        return _finite(value.tolist())
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    return str(value)
