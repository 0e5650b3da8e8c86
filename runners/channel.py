"""The recorder's way out: whole messages into one file descriptor, in order, and nothing after the last.

A message is a little-endian u32 length and that many bytes of msgpack; the arrays are described in the host's
sandbox/recording/wire.py, which is the contract.
"""

from __future__ import annotations

import _thread
import os
from contextlib import suppress

from msgspec.msgpack import Encoder

__all__ = ["MAX_MESSAGE_BYTES", "Channel"]

MAX_MESSAGE_BYTES = 64 * 1024 * 1024
BATCH_BYTES = 64 * 1024


class Channel:
    """Writes messages to `fd`, batched; `fd` is not inherited by programs that the program starts.

    Where the reader is gone, or the program closed the descriptor, what follows is silently dropped: the host sees a
    recording without an end.
    """

    def __init__(self, fd: int) -> None:
        self._fd = fd
        self._buffer = bytearray()
        self._encode = Encoder(uuid_format="canonical").encode
        self._lock = _thread.allocate_lock()
        self._write = os.write
        self._close = os.close
        self._open = True
        os.set_inheritable(fd, False)

    def encode(self, message: tuple[object, ...]) -> bytes:
        """The message's body, without its length."""
        return self._encode(message)

    def send(self, message: tuple[object, ...]) -> None:
        self.send_body(self._encode(message))

    def send_body(self, body: bytes) -> None:
        with self._lock:
            buffer = self._buffer
            buffer += len(body).to_bytes(4, "little")
            buffer += body
            if len(buffer) >= BATCH_BYTES:
                self._flush()

    @property
    def waiting_bytes(self) -> int:
        """Bytes that are not written yet."""
        return len(self._buffer)

    def flush(self) -> None:
        with self._lock:
            self._flush()

    def seal(self) -> None:
        """Writes what is left and closes the descriptor: nothing can follow."""
        with self._lock:
            if self._open:
                self._flush()
                self._shut()

    def abandon(self) -> None:
        """For a process forked by the program: forget everything, write nothing."""
        self._lock = _thread.allocate_lock()
        self._buffer.clear()
        if self._open:
            self._shut()

    def _shut(self) -> None:
        self._open = False
        with suppress(OSError):
            self._close(self._fd)

    def _flush(self) -> None:
        data = bytes(self._buffer)
        self._buffer.clear()
        if not self._open:
            return
        view = memoryview(data)
        try:
            while view:
                view = view[self._write(self._fd, view) :]
        except OSError:
            self._shut()
