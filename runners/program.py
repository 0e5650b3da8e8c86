"""Running a file as `python file` would: as __main__, with Python's tracebacks, exit codes, threads and atexit."""

from __future__ import annotations

import atexit
import os
import sys
import threading
import traceback
import types
from dataclasses import dataclass

__all__ = ["Ended", "describe", "run_main", "without_our_frames"]

OUR_FOLDER = os.path.dirname(os.path.abspath(__file__)) + os.sep


@dataclass(frozen=True, slots=True)
class Ended:
    """How the program ended by itself. `reason` is "exit" or "exception"; `traceback` as Python prints it."""

    reason: str
    exit_code: int
    traceback: str = ""


def run_main(entry: str, args: list[str]) -> Ended:
    """Runs the file `entry` of the working folder to its end, its threads and atexit functions included.

    Prints what Python would print on stderr.
    """
    path = os.path.abspath(entry)
    main = types.ModuleType("__main__")
    main.__dict__.update(__file__=path, __builtins__=__builtins__, __cached__=None, __package__=None)
    sys.modules["__main__"] = main
    sys.argv = [entry, *args]
    sys.path.insert(0, os.path.dirname(path))
    try:
        with open(path, "rb") as file:
            code = compile(file.read(), path, "exec", dont_inherit=True)
        exec(code, main.__dict__)
        ended = Ended("exit", 0)
    except SystemExit as stop:
        ended = Ended("exit", _exit_code(stop.code))
    except BaseException as error:
        ended = _failed(error)
    _wind_up()
    return ended


def _exit_code(code: object) -> int:
    if code is None:
        return 0
    if isinstance(code, int):
        return code & 0xFF
    print(code, file=sys.stderr)
    return 1


def _failed(error: BaseException) -> Ended:
    without_our_frames(error)
    text = describe(error)
    try:
        sys.excepthook(type(error), error, error.__traceback__)
    except BaseException:
        print(text, file=sys.stderr, end="")
    return Ended("exception", 130 if isinstance(error, KeyboardInterrupt) else 1, text)


def _wind_up() -> None:
    """What the interpreter does after the main module: waits for threads, runs atexit functions."""
    try:
        threading._shutdown()  # type: ignore[attr-defined]
    except BaseException as error:
        print(describe(error), file=sys.stderr, end="")
    atexit._run_exitfuncs()


def describe(error: BaseException) -> str:
    """The traceback as Python prints it; never raises, whatever the exception's methods do."""
    try:
        return "".join(traceback.format_exception(type(error), error, error.__traceback__))
    except BaseException:
        return f"{type(error).__name__} (its text cannot be shown)\n"


def without_our_frames(error: BaseException) -> None:
    """Takes the recorder's frames out of the traceback, and out of those of its causes."""
    seen: set[int] = set()
    queue: list[BaseException | None] = [error]
    while queue:
        current = queue.pop()
        if current is None or id(current) in seen:
            continue
        seen.add(id(current))
        current.__traceback__ = _outside(current.__traceback__)
        queue += [current.__cause__, current.__context__]
        queue += getattr(current, "exceptions", ()) if isinstance(current, BaseExceptionGroup) else ()


def _outside(top: types.TracebackType | None) -> types.TracebackType | None:
    kept = []
    while top is not None:
        if not top.tb_frame.f_code.co_filename.startswith(OUR_FOLDER):
            kept.append(top)
        top = top.tb_next
    for current, following in zip(kept, [*kept[1:], None], strict=False):
        current.tb_next = following
    return kept[0] if kept else None
