"""Tasks and samples from JSON lines, plain or compressed by gzip."""

from __future__ import annotations

import gzip
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from sandbox.errors import UsageError
from sandbox.limits import MIB
from sandbox.text import whole_json

if TYPE_CHECKING:
    from typing import Any

import msgspec

__all__ = ["Sample", "Task", "own_solutions", "read_samples", "read_tasks"]

MAX_BYTES = 1024 * MIB
T = TypeVar("T")


class Task(msgspec.Struct, frozen=True):
    """prompt              the head of the function with its docstring, and what it needs above it
    test                text that defines `check(candidate)`
    entry_point         the function's name
    canonical_solution  a body that passes; empty where there is none
    """

    task_id: str
    prompt: str
    test: str
    entry_point: str
    canonical_solution: str = ""


class Sample(msgspec.Struct, frozen=True):
    """One completion for one task: the rest of the function's text, the whole function, or an answer that holds it."""

    task_id: str
    completion: str


def read_tasks(path: Path) -> list[Task]:
    """Raises UsageError with the line's number where a line is no task, or an id comes twice."""
    tasks = _read(path, Task, "task_id, prompt, test, entry_point")
    seen: set[str] = set()
    for task in tasks:
        if task.task_id in seen:
            raise UsageError(f"{path}: two tasks with the id {task.task_id!r}")
        if not task.entry_point.isidentifier():
            raise UsageError(f"{path}: the entry_point of {task.task_id} is no function's name: {task.entry_point!r}")
        seen.add(task.task_id)
    return tasks


def read_samples(path: Path, tasks: Sequence[Task]) -> list[Sample]:
    """Raises UsageError with the line's number where a line is no sample, or of a task that is not among `tasks`."""
    samples = _read(path, Sample, "task_id, completion")
    known = {task.task_id for task in tasks}
    for sample in samples:
        if sample.task_id not in known:
            raise UsageError(f"{path}: a sample for {sample.task_id!r}, which is not among the {len(known)} tasks")
    return samples


def own_solutions(tasks: Sequence[Task]) -> list[Sample]:
    """The canonical solutions as samples: whether the tasks are right. Raises UsageError where none has one."""
    found = [Sample(task.task_id, task.canonical_solution) for task in tasks if task.canonical_solution]
    if not found:
        raise UsageError("no task has a canonical_solution; give samples with --samples FILE")
    return found


def _read(path: Path, kind: type[T], fields: str) -> list[T]:
    try:
        data = path.read_bytes()
        if path.suffix == ".gz":
            with gzip.open(path) as file:
                data = file.read(MAX_BYTES + 1)
    except (OSError, EOFError) as error:
        raise UsageError(f"{path}: cannot be read ({getattr(error, 'strerror', None) or error})") from error
    if len(data) > MAX_BYTES:
        raise UsageError(f"{path}: larger than {MAX_BYTES // MIB} MiB")
    found: list[T] = []
    decoder: msgspec.json.Decoder[Any] = msgspec.json.Decoder(kind)
    for number, line in enumerate(data.split(b"\n"), 1):
        if line.strip():
            try:
                found.append(decoder.decode(whole_json(line)))
            except (msgspec.MsgspecError, ValueError, RecursionError) as error:
                raise UsageError(f"{path}, line {number}: {error}; each line is a JSON object with {fields}") from error
    if not found:
        raise UsageError(f"{path}: no lines; each line is a JSON object with {fields}")
    return found
