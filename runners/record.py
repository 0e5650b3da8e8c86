"""The guest's entry point: runs one program under the virtual clock and records what it displays."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from typing import NoReturn

from runners import libraries, randomness
from runners.clock import install_time
from runners.program import Ended, describe, run_main
from runners.session import Options, Session, flush_streams

__all__ = ["record"]


def record(entry: str, args: list[str], options: Mapping[str, object], trace_fd: int) -> NoReturn:
    """Runs the Python file `entry` of the working folder and writes the recording to `trace_fd`; ends the process.

    The working folder must not be importable yet: everything of ours is loaded before the program's modules can be. The
    process's exit code is the program's own, 0 where its simulated time was reached.
    """
    session = Session(Options.of(options), trace_fd)
    _set_environment()
    libraries.install(session, _sources())
    randomness.install(session)
    times = install_time(session.clock)
    import time

    session.guards.append(lambda: next((f"time.{n}" for n, f in times.items() if getattr(time, n, None) is not f), None))
    _watch_threads(session)
    _hide_ourselves()
    ended: Ended = run_main(entry, args)
    session.finish(ended.reason, ended.exit_code, ended.traceback)
    flush_streams()
    os._exit(ended.exit_code)


def _set_environment() -> None:
    import time

    os.environ["TZ"] = "UTC"
    time.tzset()


def _sources() -> list[bytes]:
    """The program's Python files, to see which libraries it mentions."""
    sources = []
    for folder, _, names in os.walk("."):
        for name in sorted(names):
            if name.endswith((".py", ".pyw")):
                with open(os.path.join(folder, name), "rb") as file:
                    sources.append(file.read(1 << 20))
    return sources


def _watch_threads(session: Session) -> None:
    """A thread's exception is printed by Python and otherwise forgotten; the report shall have it."""
    import threading

    original = threading.excepthook

    def excepthook(args: threading.ExceptHookArgs) -> None:
        if args.exc_value is not None and args.exc_type is not SystemExit:
            session.note("thread", describe(args.exc_value))
        original(args)

    threading.excepthook = excepthook


def _hide_ourselves() -> None:
    """A program may have a module named as one of ours."""
    for name in [name for name in sys.modules if name == "runners" or name.startswith("runners.")]:
        del sys.modules[name]
