"""pytest's fixture `verify`, so that a test says what a program shall do in one line:

    def test_the_answer(verify):
        assert verify("CHALLENGE", source).passed

Where it does not pass, the failure tells which checks failed, and a section below it has what was expected and seen. A failure
of the machine, such as a missing back end, is raised and is no failed assertion.

It is there as soon as the package is installed, and imports nothing until it is used. `sandbox_runner` in pytest's
configuration names the back end; a test may give any argument of `sandbox.verify` itself.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from sandbox.finding import Finding
    from sandbox.report.model import Report

__all__: list[str] = []

_reports = pytest.StashKey[list["Report"]]()


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addini("sandbox_runner", "back end of the fixture verify: auto, docker, bubblewrap or sandlock", default="auto")


@pytest.fixture
def verify(request: pytest.FixtureRequest) -> Callable[..., Report]:
    """As `sandbox.verify`: (challenge, submission) -> Report. Raises InfrastructureError where it could not be judged."""
    reports = request.node.stash.setdefault(_reports, [])
    runner = str(request.config.getini("sandbox_runner"))

    def verify(challenge: str | Path, submission: str | bytes | Path | None = None, **how: Any) -> Report:
        __tracebackhide__ = True
        import sandbox
        from sandbox.finding import VerdictKind

        name = "" if isinstance(submission, Path) else request.node.name
        report = sandbox.verify(challenge, submission, **{"runner": runner, "name": name, **how})
        if report.verdict.kind is VerdictKind.ERROR:
            raise sandbox.InfrastructureError(report.error)
        reports.append(report)
        return _told(report)

    return verify


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Any:
    outcome = yield
    if call.when == "call" and outcome.failed:
        for report in item.stash.get(_reports, []):
            if not report.passed:
                outcome.sections.append((f"sandbox: {_head(report)}", _checks(report)))
    return outcome


def _told(report: Report) -> Report:
    """The same report, with a representation that pytest can show in a line."""
    from dataclasses import fields

    from sandbox.report.model import Report

    class Told(Report):
        __slots__ = ()

        def __repr__(self) -> str:
            return f"<{_head(self)}: {', '.join(f.id for f in _wrong(self)) or 'all checks passed'}>"

    return Told(**{field.name: getattr(report, field.name) for field in fields(report)})


def _head(report: Report) -> str:
    from sandbox.text import one_line

    name = f"{one_line(report.challenge, 60)} / {one_line(report.submission.name, 60)}"
    return f"{name} {report.verdict.kind.value} {report.score or 0.0:g} of 100"


def _wrong(report: Report) -> list[Finding]:
    from sandbox.finding import Status

    return [finding for finding in report.findings if finding.status in (Status.FAIL, Status.UNDECIDED)]


def _checks(report: Report) -> str:
    from sandbox.text import one_line

    lines = []
    for finding in _wrong(report):
        when = "" if finding.time_s is None else f" at {finding.time_s:.2f} s"
        lines.append(f"{finding.status.mark} {finding.id}{when}: {one_line(finding.actual)}")
        lines.append(f"  expected: {one_line(finding.expected)}")
    return "\n".join(lines)
