"""Contents: bytes by their SHA-256, each kept once."""

from __future__ import annotations

import os
import sqlite3
import tempfile
import zlib
from hashlib import sha256
from pathlib import Path

from sandbox.errors import StoreError

__all__ = ["Contents", "hash_of", "text_bytes"]

INLINE_BYTES = 32 * 1024  # compressed; below some 100 kB a database reads and writes faster than the file system
FAST = 1  # zlib's effort: texts of models shrink to a third, at 100 MB/s


def hash_of(data: bytes) -> bytes:
    return sha256(data).digest()


def text_bytes(text: str) -> bytes:
    """Lone surrogates, which a server may send, are kept."""
    return text.encode("utf-8", "surrogatepass")


class Contents:
    """`place` is called outside of a transaction, `add` inside of the one that refers to the content.

    A kill between the two leaves a file that nothing refers to, and that the next judgement with this content takes.
    """

    def __init__(self, connection: sqlite3.Connection, folder: Path) -> None:
        self._connection = connection
        self._folder = folder

    def place(self, data: bytes) -> bytes | None:
        """The compressed bytes where they are small; else the file is put in its place and on the disk, and it is None."""
        packed = zlib.compress(data, FAST) if len(data) <= 8 * INLINE_BYTES else b""
        if packed and len(packed) <= INLINE_BYTES:
            return packed
        path = self.path(hash_of(data))
        if not path.is_file():
            path.parent.mkdir(parents=True, exist_ok=True)
            handle, name = tempfile.mkstemp(prefix=".", dir=path.parent)
            try:
                with os.fdopen(handle, "wb") as file:
                    file.write(data)
                    file.flush()
                    os.fsync(file.fileno())
                Path(name).chmod(0o444)
                Path(name).rename(path)
            except BaseException:
                Path(name).unlink(missing_ok=True)
                raise
            _sync_folder(path.parent)
        return None

    def add(self, data: bytes, placed: bytes | None) -> bytes:
        """The hash of the content, which is in the store from now on."""
        digest = hash_of(data)
        self._connection.execute(
            "INSERT INTO contents (hash, size, data) VALUES (?, ?, ?) ON CONFLICT (hash) DO NOTHING",
            (digest, len(data), placed),
        )
        return digest

    def read(self, digest: bytes) -> bytes:
        """Raises StoreError where it is missing, or is not what it was."""
        row = self._connection.execute("SELECT data FROM contents WHERE hash = ?", (digest,)).fetchone()
        if row is None:
            raise StoreError(f"the store has no content {digest.hex()}")
        try:
            data: bytes = self.path(digest).read_bytes() if row[0] is None else zlib.decompress(row[0])
        except (OSError, zlib.error) as error:
            raise StoreError(f"the store lost the content {digest.hex()} ({error})") from error
        if hash_of(data) != digest:
            raise StoreError(f"the content {digest.hex()} of the store is damaged")
        return data

    def path(self, digest: bytes) -> Path:
        """Where the file is, if the content is one."""
        name = digest.hex()
        return self._folder / name[:2] / name[2:]


def _sync_folder(path: Path) -> None:
    """So that the name is on the disk, not the bytes alone."""
    handle = os.open(path, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
