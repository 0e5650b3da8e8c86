"""`sandbox run`: the primitive, any program under limits."""

from __future__ import annotations

import sys
from argparse import Namespace
from pathlib import Path

from sandbox.errors import UsageError
from sandbox.limits import MIB, Limits
from sandbox.outcome import Ending, Outcome

__all__ = ["command"]


def command(arguments: Namespace) -> int:
    """Prints the program's output and how it ended; 0 where it ended by itself with 0, else 1."""
    from sandbox.isolation import run
    from sandbox.job import Job

    limits = Limits(arguments.wall, arguments.cpu, arguments.memory, arguments.processes, arguments.output, arguments.files)
    path = Path(arguments.program)
    job = Job(files={path.name: _read(path, limits)}, entry=path.name, args=arguments.args, limits=limits)
    outcome = run(job, arguments.runner, trust_program=arguments.trust_program)
    if arguments.json:
        from sandbox.report import dumps, outcome_data

        print(dumps(outcome_data(outcome)))
    else:
        _show(outcome)
    return 0 if outcome.ok else 1


def _read(path: Path, limits: Limits) -> bytes:
    try:
        if not path.is_file():
            raise UsageError(f"{path}: {'is a folder' if path.is_dir() else 'no such file'}; give a program")
        if path.stat().st_size > limits.file_bytes:
            raise UsageError(f"{path}: larger than --files ({limits.file_bytes / MIB:g} MiB)")
        return path.read_bytes()
    except OSError as error:
        raise UsageError(f"{path}: cannot be read ({error.strerror or error})") from error


def _show(outcome: Outcome) -> None:
    """The program's bytes as they are where a file or pipe takes them; a terminal gets them harmless."""
    from sandbox.text import decoded, visible

    for stream, data in ((sys.stdout, outcome.stdout), (sys.stderr, outcome.stderr)):
        if stream.isatty():
            stream.write(visible(decoded(data)))
        else:
            stream.flush()
            stream.buffer.write(data)
        stream.flush()
    print(f"sandbox: {_ending(outcome)}", file=sys.stderr)


def _ending(outcome: Outcome) -> str:
    from sandbox.text import one_line

    words = [f"the program {outcome.ending.phrase}"]
    if outcome.ending is Ending.EXITED:
        words.append(f"with exit code {outcome.exit_code}")
    elif outcome.signal is not None:
        words.append(f"(signal {outcome.signal})")
    if outcome.reason:
        words.append(f"({one_line(outcome.reason)})")
    used = [f"{outcome.usage.wall_s:.2f} s"]
    if outcome.usage.cpu_s is not None:
        used.append(f"{outcome.usage.cpu_s:.2f} CPU s")
    if outcome.usage.peak_bytes is not None:
        used.append(f"{outcome.usage.peak_bytes / MIB:.0f} MiB")
    dropped = outcome.stdout_dropped + outcome.stderr_dropped
    if dropped:
        used.append(f"{dropped} bytes of output dropped")
    return f"{' '.join(words)}; {', '.join(used)}; {outcome.backend}"
