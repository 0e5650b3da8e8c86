"""What a program may use. One value, units in the names; every back end enforces it or says that it cannot."""

from __future__ import annotations

from dataclasses import dataclass, fields

from sandbox.errors import UsageError

__all__ = ["GIB", "KIB", "MIB", "Limits"]

KIB = 1024
MIB = 1024 * KIB
GIB = 1024 * MIB


@dataclass(frozen=True, slots=True)
class Limits:
    """Upper bounds for one run of one program, all processes together unless said otherwise.

    wall_s        real seconds from the start of the program to its end
    cpu_s         processor seconds, user and system
    memory_bytes  resident memory and tmpfs pages
    processes     processes and threads alive at once
    output_bytes  kept bytes of stdout and of stderr, each; what is beyond is drained and counted
    file_bytes    bytes in all writable places together

    Raises UsageError where a value is not a positive finite number.
    """

    wall_s: float = 120.0
    cpu_s: float = 90.0
    memory_bytes: int = 1 * GIB
    processes: int = 64
    output_bytes: int = 1 * MIB
    file_bytes: int = 64 * MIB

    def __post_init__(self) -> None:
        for field in fields(self):
            value = getattr(self, field.name)
            if isinstance(value, bool) or not isinstance(value, (int, float)) or not 0 < value < float("inf"):
                raise UsageError(f"limit {field.name} must be a positive number, not {value!r}")
