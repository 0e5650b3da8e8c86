"""Claims: which process works on what, so that no two do the same. A claim is a lease: it ends when nobody renews it."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from sandbox.isolation.owner import is_gone, owner
from sandbox.store.schema import transaction

__all__ = ["LEASE_S", "Claims"]

LEASE_S = 60.0  # how long a claim outlives a process of which nothing is known; a live one renews it in time


class Claims:
    """Of one process. Claims of processes of this machine that have ended count for nothing at once, also after a SIGKILL."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._owner = f"{_machine()}/{owner()}"

    def take(self, keys: Iterable[bytes]) -> set[bytes]:
        """Those of the keys that nobody else has; they are ours for LEASE_S from now."""
        wanted = list(keys)
        now = time.time()
        with transaction(self._connection):
            self._connection.execute("DELETE FROM claims WHERE until < ?", (now,))
            for (name,) in self._connection.execute("SELECT DISTINCT owner FROM claims").fetchall():
                machine, _, process = name.partition("/")
                if machine == _machine() and is_gone(process):
                    self._connection.execute("DELETE FROM claims WHERE owner = ?", (name,))
            row = [(key, self._owner, now + LEASE_S) for key in wanted]
            self._connection.executemany("INSERT INTO claims VALUES (?, ?, ?) ON CONFLICT (key) DO NOTHING", row)
            ours = self._connection.execute("SELECT key FROM claims WHERE owner = ?", (self._owner,)).fetchall()
        return {key for (key,) in ours} & set(wanted)

    def renew(self) -> None:
        with transaction(self._connection):
            self._connection.execute("UPDATE claims SET until = ? WHERE owner = ?", (time.time() + LEASE_S, self._owner))

    def drop(self, key: bytes) -> None:
        """Inside of the transaction that stores what was claimed."""
        self._connection.execute("DELETE FROM claims WHERE key = ? AND owner = ?", (key, self._owner))

    def release(self, key: bytes) -> None:
        """What was claimed and needs no work after all."""
        with transaction(self._connection):
            self.drop(key)

    def drop_all(self) -> None:
        with transaction(self._connection):
            self._connection.execute("DELETE FROM claims WHERE owner = ?", (self._owner,))


@cache
def _machine() -> str:
    """Differs from machine to machine and from boot to boot."""
    try:
        return Path("/proc/sys/kernel/random/boot_id").read_text(encoding="ascii").strip()
    except OSError:
        return "unknown"
