"""Runs programs written by language models in a sandbox, records what they draw, and judges it with evidence.

    from sandbox import verify
    report = verify("CHALLENGE", source)
    report.passed, report.score

Names are loaded when they are first used, so that importing the package costs nothing.
"""

from __future__ import annotations

import sys
from types import ModuleType
from typing import TYPE_CHECKING

from sandbox.version import __version__

if TYPE_CHECKING:
    from sandbox.errors import (
        BackendUnavailable,
        ChallengeError,
        InfrastructureError,
        RecordingError,
        SandboxError,
        StoreError,
        SubmissionError,
        UsageError,
    )
    from sandbox.finding import Finding, Status, Verdict, VerdictKind
    from sandbox.isolation import run
    from sandbox.job import Job, JobKind
    from sandbox.limits import Limits
    from sandbox.outcome import Ending, Outcome, Usage
    from sandbox.progress import Progress
    from sandbox.report.model import Report
    from sandbox.reward import reward, reward_async, rewards, rewards_async
    from sandbox.verify import verify

__all__ = [
    "BackendUnavailable",
    "ChallengeError",
    "Ending",
    "Finding",
    "InfrastructureError",
    "Job",
    "JobKind",
    "Limits",
    "Outcome",
    "Progress",
    "RecordingError",
    "Report",
    "SandboxError",
    "Status",
    "StoreError",
    "SubmissionError",
    "Usage",
    "UsageError",
    "Verdict",
    "VerdictKind",
    "__version__",
    "reward",
    "reward_async",
    "rewards",
    "rewards_async",
    "run",
    "verify",
]

_HOME = {
    "errors": (
        "BackendUnavailable", "ChallengeError", "InfrastructureError", "RecordingError", "SandboxError", "StoreError",
        "SubmissionError", "UsageError",
    ),
    "finding": ("Finding", "Status", "Verdict", "VerdictKind"),
    "isolation": ("run",),
    "job": ("Job", "JobKind"),
    "limits": ("Limits",),
    "outcome": ("Ending", "Outcome", "Usage"),
    "progress": ("Progress",),
    "report.model": ("Report",),
    "reward": ("reward", "reward_async", "rewards", "rewards_async"),
    "verify": ("verify",),
}  # fmt: skip
_MODULE = {name: f"sandbox.{module}" for module, names in _HOME.items() for name in names}


def __getattr__(name: str) -> object:
    if name not in _MODULE:
        raise AttributeError(f"module 'sandbox' has no attribute {name!r}")
    from importlib import import_module

    value: object = getattr(import_module(_MODULE[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(__all__)


class _Package(ModuleType):
    """`sandbox.verify` is the function, whether or not the module of the same name was imported before."""

    def __setattr__(self, name: str, value: object) -> None:
        if not (name in _MODULE and isinstance(value, ModuleType)):
            super().__setattr__(name, value)


sys.modules[__name__].__class__ = _Package
