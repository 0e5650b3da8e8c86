"""The command `sandbox`.

Exit codes: 0 passed · 1 failed · 2 wrong usage · 3 undecided · 4 error of the machine or the judge · 130 interrupted.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Sequence

from sandbox.errors import SandboxError, UsageError

__all__ = ["main"]

USAGE, ERROR, INTERRUPTED, TERMINATED = 2, 4, 130, 143


def main(argv: Sequence[str] | None = None) -> int:
    """Carries out one command line and returns its exit code; prints to stdout and stderr."""
    from sandbox.cli.arguments import parse

    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):  # a terminal that knows ASCII only still gets every table
            stream.reconfigure(errors="backslashreplace")
    before = signal.signal(signal.SIGTERM, _terminated)
    try:
        arguments = parse(sys.argv[1:] if argv is None else list(argv))
        code: int = arguments.command(arguments)
        sys.stdout.flush()
        return code
    except KeyboardInterrupt:
        print("sandbox: interrupted", file=sys.stderr)
        return INTERRUPTED
    except BrokenPipeError:
        # Whoever read our output has gone; Python must not complain again when it closes the stream.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return ERROR
    except SandboxError as error:
        from sandbox.text import one_line

        print(f"sandbox: {one_line(str(error), 1000)}", file=sys.stderr)
        return USAGE if isinstance(error, UsageError) else ERROR
    except Exception:
        # A defect of the judge must not end with 1, which says that the program failed.
        import traceback

        traceback.print_exc()
        return ERROR
    finally:
        signal.signal(signal.SIGTERM, before)


def _terminated(_signal: int, _frame: object) -> None:
    """SIGTERM unwinds like Ctrl-C, so that whatever runs is ended by its owner."""
    raise SystemExit(TERMINATED)
