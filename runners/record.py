"""The guest's entry point: runs one program under the virtual clock and records what it displays."""

from __future__ import annotations

import os
import sys
import threading
import time
from collections.abc import Mapping
from operator import index
from types import ModuleType
from typing import NoReturn

from runners import libraries, randomness, threads
from runners.clock import install_time
from runners.imports import Importer
from runners.program import Ended, describe, run_main
from runners.session import Options, Session, flush_streams
from runners.watchdog import start_watchdog

__all__ = ["record"]


def record(entry: str, args: list[str], options: Mapping[str, object], trace_fd: int) -> NoReturn:
    """Runs the Python file `entry` of the working folder and writes the recording to `trace_fd`; ends the process.

    The working folder must not be importable yet: everything of ours is loaded before the program's modules can be. The
    process's exit code is the program's own, 0 where its simulated time was reached.
    """
    session = Session(Options.of(options), trace_fd)
    _set_environment()
    importer = Importer()
    libraries.install(session, importer, _sources())
    randomness.install(session)
    times = install_time(session.clock)
    session.guards.append(lambda: next((f"time.{n}" for n, f in times.items() if getattr(time, n, None) is not f), None))
    threads.install(session.clock)
    importer.after["selectors"] = threads.change_selectors(session.clock)
    importer.after["subprocess"] = threads.keep_real_time
    importer.after["webbrowser"] = lambda module: _silence_browser(session, module)
    importer.install()
    _watch_threads(session)
    _watch_exits(session)
    start_watchdog(session)
    _hide_ourselves()
    ended: Ended = run_main(entry, args)
    session.finish(ended.reason, ended.exit_code, ended.traceback)
    flush_streams()
    session.leave(ended.exit_code)


def _silence_browser(session: Session, module: ModuleType) -> None:
    """Opening a page does nothing, and says that it did."""

    def open_page(url: str, *args: object, **named: object) -> bool:
        session.note("browser", str(url))
        return True

    for name in ("open", "open_new", "open_new_tab"):
        setattr(module, name, open_page)


def _set_environment() -> None:
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
    original = threading.excepthook

    def excepthook(args: threading.ExceptHookArgs) -> None:
        if args.exc_value is not None and args.exc_type is not SystemExit:
            session.note("thread", describe(args.exc_value))
        original(args)

    threading.excepthook = excepthook


def _watch_exits(session: Session) -> None:
    """A program that leaves in the hard way has ended by itself all the same."""

    def _exit(status: int) -> NoReturn:
        """Exit to the system with specified status, without normal exit processing."""
        code = index(status) & 0xFF
        session.finish("exit", code)
        session.leave(code)

    os._exit = _exit


def _hide_ourselves() -> None:
    """A program may have a module named as one of ours."""
    for name in [name for name in sys.modules if name == "runners" or name.startswith("runners.")]:
        del sys.modules[name]
