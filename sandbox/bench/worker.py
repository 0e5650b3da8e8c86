"""A process that judges: reads tasks from one pipe, writes judgements to another, ends when the first is closed.

    python -m sandbox.bench.worker TASKS_FD JUDGEMENTS_FD

Each message is its length, 4 bytes, and msgpack. Whoever started it may be killed at any moment: then the pipe closes, and the
sandbox in which a program runs is ended before the process is.
"""

from __future__ import annotations

import os
import signal
import sys
import threading
from queue import SimpleQueue
from typing import BinaryIO

__all__ = ["HEAD_BYTES", "main", "read_message", "write_message"]

HEAD_BYTES = 4


def read_message(file: BinaryIO) -> bytes | None:
    """None where the other side has closed the pipe, also in the middle of a message."""
    head = file.read(HEAD_BYTES)
    if len(head) < HEAD_BYTES:
        return None
    size = int.from_bytes(head, "big")
    body = file.read(size)
    return body if len(body) == size else None


def write_message(file: BinaryIO, body: bytes) -> None:
    file.write(len(body).to_bytes(HEAD_BYTES, "big") + body)
    file.flush()


def main() -> None:
    tasks_fd, judgements_fd = map(int, sys.argv[1:])
    for fd in (tasks_fd, judgements_fd):
        os.set_inheritable(fd, False)  # programs under judgement must not hold the pipes open
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for whoever started us
    signal.signal(signal.SIGTERM, _ended)
    tasks: SimpleQueue[bytes] = SimpleQueue()
    threading.Thread(target=_read, args=(tasks_fd, tasks), daemon=True).start()

    import msgspec

    from sandbox.bench.judge import JudgeTask, carry_out

    with os.fdopen(judgements_fd, "wb") as file:
        while True:
            task = msgspec.msgpack.decode(tasks.get(), type=JudgeTask)
            write_message(file, msgspec.msgpack.encode(carry_out(task)))


def _read(fd: int, tasks: SimpleQueue[bytes]) -> None:
    with os.fdopen(fd, "rb") as file:
        while (body := read_message(file)) is not None:
            tasks.put(body)
    os.kill(os.getpid(), signal.SIGTERM)


def _ended(_signal: int, _frame: object) -> None:
    """Unwinds, so that whatever runs is ended by its owner."""
    raise SystemExit(0)


if __name__ == "__main__":
    main()
