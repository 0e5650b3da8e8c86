"""Which files come back."""

from __future__ import annotations

import fnmatch
import os
import stat

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

__all__ = ["outputs"]

MAX_FILES = 256
MAX_ENTRIES = 50_000


def outputs(work: str, globs: Sequence[str], most_bytes: int) -> Iterator[tuple[str, bytes]]:
    """(name, content) of the plain files below `work` that match, `most_bytes` together; links and whatever else there is are
    left out."""
    patterns = [pattern.split("/") for pattern in globs]
    left, sent, seen = most_bytes, 0, 0
    queue = [""]
    while queue and seen < MAX_ENTRIES:
        folder = queue.pop()
        try:
            entries = sorted(os.scandir(os.path.join(work, folder)), key=lambda entry: entry.name)
        except OSError:
            continue
        for entry in entries:
            seen += 1
            name = os.path.join(folder, entry.name)
            if entry.is_dir(follow_symlinks=False):
                queue.append(name)
            elif sent < MAX_FILES and _is_plain(name) and any(_matches(name.split("/"), p) for p in patterns):
                data = _content(os.path.join(work, name), left)
                if data is not None:
                    left -= len(data)
                    sent += 1
                    yield name, data


def _is_plain(name: str) -> bool:
    return name.isprintable()  # neither control characters nor bytes that are not UTF-8


def _matches(parts: list[str], pattern: list[str]) -> bool:
    if not pattern:
        return not parts
    if pattern[0] == "**":
        return any(_matches(parts[n:], pattern[1:]) for n in range(len(parts) + 1))
    return bool(parts) and fnmatch.fnmatchcase(parts[0], pattern[0]) and _matches(parts[1:], pattern[1:])


def _content(path: str, at_most: int) -> bytes | None:
    try:
        fd = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    except OSError:
        return None
    with os.fdopen(fd, "rb") as file:
        facts = os.fstat(fd)
        if not stat.S_ISREG(facts.st_mode) or facts.st_size > at_most or facts.st_nlink > 1:
            return None
        return file.read(facts.st_size)
