"""Tables of the store, and how the file is opened."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from sandbox.errors import StoreError

__all__ = ["FILE", "VERSION", "opened", "transaction"]

FILE = "store.sqlite"
APPLICATION = 0x534A4447  # "SJDG", by which `file` and we tell the store from other databases
VERSION = 1
BUSY_S = 60.0  # a writer waits so long for another one's transaction
CACHE_KIB = 64 * 1024

# mode: 1 thinking, 0 not, -1 as the model does by itself. `question` is unique among what was not superseded.
TABLES = """
CREATE TABLE contents (
    id INTEGER PRIMARY KEY,
    hash BLOB NOT NULL UNIQUE,
    size INTEGER NOT NULL,
    data BLOB                       -- zlib; NULL where it is a file
);
CREATE TABLE answers (
    id INTEGER PRIMARY KEY,
    model TEXT NOT NULL,
    challenge TEXT NOT NULL,
    language TEXT NOT NULL,
    mode INTEGER NOT NULL,
    sample INTEGER NOT NULL,
    prompt BLOB NOT NULL,
    text BLOB NOT NULL,
    reasoning BLOB NOT NULL,
    ending TEXT NOT NULL,
    problem TEXT NOT NULL,
    seconds REAL NOT NULL,
    prompt_tokens INTEGER,
    completion_tokens INTEGER,
    reasoning_tokens INTEGER,
    rest TEXT NOT NULL,             -- JSON: what else the answer has
    judgement INTEGER REFERENCES judgements,
    superseded INTEGER NOT NULL DEFAULT 0
);
CREATE UNIQUE INDEX question ON answers (model, challenge, mode, language, sample) WHERE superseded = 0;
CREATE TABLE judgements (
    id INTEGER PRIMARY KEY,
    key BLOB NOT NULL UNIQUE,
    challenge TEXT NOT NULL,
    title TEXT NOT NULL,
    verdict TEXT NOT NULL,
    score REAL,
    error TEXT NOT NULL,
    backend TEXT NOT NULL,
    seconds REAL NOT NULL,
    judged TEXT NOT NULL,
    report BLOB NOT NULL
);
CREATE TABLE artifacts (
    judgement INTEGER NOT NULL REFERENCES judgements,
    name TEXT NOT NULL,
    hash BLOB NOT NULL,
    PRIMARY KEY (judgement, name)
) WITHOUT ROWID;
CREATE TABLE claims (
    key BLOB PRIMARY KEY,
    owner TEXT NOT NULL,
    until REAL NOT NULL             -- seconds since 1970
) WITHOUT ROWID;
"""


def opened(folder: Path, *, create: bool) -> sqlite3.Connection:
    """The connection, in autocommit mode: `transaction` begins and ends transactions.

    Raises StoreError where there is no store (unless `create`), where it is of another version, or no store at all.
    """
    path = folder / FILE
    if not create and not path.is_file():
        raise StoreError(f"{folder}: no store is there; `sandbox bench` and `sandbox import` make one")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        # Generators and a progress display may live on another thread; whoever uses the store from two has to take turns.
        connection = sqlite3.connect(path, timeout=BUSY_S, isolation_level=None, check_same_thread=False)
    except (OSError, sqlite3.OperationalError) as error:
        raise StoreError(f"{folder}: cannot be opened ({error})") from error
    try:
        _prepare(connection, folder)
    except sqlite3.DatabaseError as error:
        connection.close()
        raise StoreError(f"{path}: not a store, or damaged ({error})") from error
    except BaseException:
        connection.close()
        raise
    return connection


def _prepare(connection: sqlite3.Connection, folder: Path) -> None:
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute(f"PRAGMA cache_size = -{CACHE_KIB}")
    with transaction(connection):
        (application,) = connection.execute("PRAGMA application_id").fetchone()
        (version,) = connection.execute("PRAGMA user_version").fetchone()
        (tables,) = connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
        if tables == 0 and application == 0:
            for statement in TABLES.split(";\n"):
                connection.execute(statement)
            connection.execute(f"PRAGMA application_id = {APPLICATION}")
            connection.execute(f"PRAGMA user_version = {VERSION}")
        elif application != APPLICATION:
            raise StoreError(f"{folder / FILE}: a database of something else; give another --store")
        elif version != VERSION:
            than = "a newer" if version > VERSION else "an older"
            raise StoreError(
                f"{folder}: made by {than} sandbox (schema {version}, this one reads {VERSION}); "
                "give another --store, or use the sandbox that made it"
            )


class transaction:
    """BEGIN IMMEDIATE … COMMIT, or ROLLBACK where the block raises. IMMEDIATE: it waits for its turn to write before it
    reads, so that what it decides still holds when it writes. Within another one it is a part of that.

    Raises StoreError where the disk is full, or another process holds the store for BUSY_S.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._inner = False

    def __enter__(self) -> None:
        self._inner = self._connection.in_transaction
        if self._inner:
            return
        try:
            self._connection.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError as error:
            raise StoreError(f"the store cannot be written ({error})") from error

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: object) -> None:
        if self._inner:
            return
        try:
            if kind is None:
                self._connection.execute("COMMIT")
        except sqlite3.OperationalError as failed:
            error = failed
        if self._connection.in_transaction:
            self._connection.execute("ROLLBACK")
        if isinstance(error, sqlite3.OperationalError):
            raise StoreError(f"the store cannot be written ({error})") from error
