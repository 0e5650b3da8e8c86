"""What the launcher is told and what it tells. Every start imports this: json alone would take a fifth of the time of one."""

from __future__ import annotations

import marshal
import os

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

__all__ = ["read_spec", "read_until_closed", "setup_of", "tell", "write"]


def setup_of(argument: str) -> dict[str, Any]:
    """The launcher's first argument. It comes from the judge, as the spec does: marshal reads nothing of anybody else's."""
    setup: dict[str, Any] = marshal.loads(bytes.fromhex(argument))
    return setup


def read_spec(fd: int) -> dict[str, Any] | None:
    """Waits for the spec: its length in 8 bytes, then marshal. None where the judge has gone instead."""
    head = _exactly(fd, 8)
    if head is None:
        return None
    data = _exactly(fd, int.from_bytes(head, "little"))
    if data is None:
        return None
    spec: dict[str, Any] = marshal.loads(data)
    return spec


def _exactly(fd: int, count: int) -> bytes | None:
    parts = []
    while count:
        part = os.read(fd, min(count, 1 << 20))
        if not part:
            return None
        parts.append(part)
        count -= len(part)
    return b"".join(parts)


def read_until_closed(fd: int) -> bytes:
    parts = []
    while part := os.read(fd, 1 << 20):
        parts.append(part)
    return b"".join(parts)


def tell(fd: int, message: dict[str, object]) -> None:
    """One line of JSON. Values are text and numbers."""
    words = ", ".join(f"{_quoted(key)}: {_written(value)}" for key, value in message.items())
    write(fd, f"{{{words}}}\n".encode("ascii"))


def write(fd: int, data: bytes) -> None:
    view = memoryview(data)
    while view:
        view = view[os.write(fd, view) :]


def _written(value: object) -> str:
    if isinstance(value, str):
        return _quoted(value)
    return str(value).lower() if isinstance(value, bool) else repr(value)


def _quoted(text: str) -> str:
    units = memoryview(text.encode("utf-16", "surrogatepass")[2:]).cast("H")
    return '"' + "".join(chr(u) if 32 <= u < 127 and u not in (34, 92) else f"\\u{u:04x}" for u in units) + '"'
