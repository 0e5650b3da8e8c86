"""Every error that the library raises on purpose.

    SandboxError                 base: catch this one
    ├── UsageError               the caller asked for something impossible; the message says what to do (exit code 2)
    │   ├── SubmissionError      the submission cannot be read: missing, empty, binary, too large, not a program
    │   │   └── DrawingError     the SVG cannot be read as a drawing: no SVG in it, or beyond the limits of a drawing
    │   ├── ChallengeError       no such challenge, or its folder is not a challenge
    │   └── StoreError           the folder of answers and judgements is no store, of another version, or damaged
    └── InfrastructureError      the machine or the judge failed; says nothing about the program (exit code 4)
        ├── BackendUnavailable   the back end asked for is not ready here; carries how to get it
        └── RecordingError       the guest's byte stream cannot be decoded

Failures of the *program* are never exceptions: they are endings of an Outcome and findings of a Verdict.
"""

from __future__ import annotations

__all__ = [
    "BackendUnavailable",
    "ChallengeError",
    "DrawingError",
    "InfrastructureError",
    "RecordingError",
    "SandboxError",
    "StoreError",
    "SubmissionError",
    "UsageError",
]


class SandboxError(Exception):
    """Base of all errors of this library."""


class UsageError(SandboxError):
    """The call cannot be carried out as it was asked; the message is one line and says what to do."""


class SubmissionError(UsageError):
    """The submission cannot be read as a program, an answer or a document."""


class DrawingError(SubmissionError):
    """The SVG is no drawing, or larger, deeper or heavier than a drawing may be; the message says in which way."""


class ChallengeError(UsageError):
    """The challenge does not exist or its folder is not complete."""


class StoreError(UsageError):
    """The store cannot be opened, or lacks what it should have; the message says which folder and what to do."""


class InfrastructureError(SandboxError):
    """The machine, a back end or the judge failed; nothing is said about the program."""


class BackendUnavailable(InfrastructureError):
    """A back end is not ready on this machine; the message ends with how to get it."""


class RecordingError(InfrastructureError):
    """The recording's bytes break the wire format. The cause may be the program, so callers turn it into a finding."""
