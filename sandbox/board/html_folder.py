"""The site's folder: pages that are put there whole, files by their content, and what is known from the time before."""

from __future__ import annotations

import errno
import json
import os
import shutil
import tempfile
from collections.abc import Collection, Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sandbox.errors import UsageError

if TYPE_CHECKING:
    from sandbox.store import Store

__all__ = ["SiteFolder"]

MARK = "site.json"  # by which a folder is known as a site's; what it knows of its pages is in it
FORMAT = "sandbox site 1"
NAME_CHARS = 32  # hex digits of a content's SHA-256 that name its file: 128 bits
NO_LINK = (errno.EXDEV, errno.EPERM, errno.EMLINK, errno.EOPNOTSUPP, errno.ENOSYS, errno.EACCES)


class SiteFolder:
    """Files of the site alone are written and removed; others in the folder are left as they are.

    known  page → what was told of it by `close` the last time
    """

    def __init__(self, folder: Path) -> None:
        """Raises UsageError where the folder holds something that is no site, or cannot be written."""
        self.folder = folder
        self.known: Mapping[str, dict[str, Any]] = {}
        self._there: dict[str, set[str]] = {}
        if folder.is_symlink() or (folder.exists() and not folder.is_dir()):
            raise UsageError(f"{folder}: not a folder; give another")
        try:
            mark = _mark(folder / MARK)
            if mark is None and folder.is_dir() and any(folder.iterdir()):
                raise UsageError(f"{folder}: holds files that are not of a site; give an empty or a new folder")
            for part in ("runs", "files"):
                (folder / part).mkdir(parents=True, exist_ok=True)
                self._there[part] = {path.name for path in (folder / part).iterdir()}
            if mark is None:
                self._save({})
            else:
                self.known = mark
        except OSError as error:
            raise UsageError(f"{folder}: cannot be written ({error.strerror or error}); give another") from error

    def has_all(self, page: str, files: Iterable[str]) -> bool:
        """Whether the page and its files are there."""
        parts = (path.partition("/") for path in (page, *files))
        return all(name in self._there[part] for part, _, name in parts)

    def write(self, page: str, text: str) -> None:
        """A reader sees the page from before or this one, never a part."""
        path = self.folder / page
        try:
            handle, work = tempfile.mkstemp(prefix=".", dir=path.parent)
            try:
                with os.fdopen(handle, "w", encoding="utf-8") as file:
                    file.write(text)
                Path(work).chmod(0o644)
                Path(work).replace(path)
            except BaseException:
                Path(work).unlink(missing_ok=True)
                raise
        except OSError as error:
            raise UsageError(f"{path}: cannot be written ({error.strerror or error}); give another folder") from error

    def put(self, store: Store, digest: bytes, suffix: str) -> str:
        """The file's path in the site, "files/…". A content that the store has as a file is linked, not copied, where the
        file system can."""
        name = f"{digest.hex()[:NAME_CHARS]}{suffix}"
        if name not in self._there["files"]:
            self._place(store, digest, self.folder / "files" / name)
            self._there["files"].add(name)
        return f"files/{name}"

    def _place(self, store: Store, digest: bytes, path: Path) -> None:
        source = store.content_file(digest)
        work = path.with_name(f".{path.name}.{os.getpid()}")
        try:
            try:
                if source is None:
                    work.write_bytes(store.content(digest))
                else:
                    os.link(source, work)
            except OSError as error:
                if source is None or error.errno not in NO_LINK:
                    raise
                shutil.copyfile(source, work)
            work.replace(path)
        except OSError as error:
            raise UsageError(f"{path}: cannot be written ({error.strerror or error}); give another folder") from error
        finally:
            work.unlink(missing_ok=True)

    def close(self, pages: Mapping[str, Mapping[str, object]], files: Collection[str]) -> None:
        """Keeps what is to be known of the pages, and removes pages and files that are none of these."""
        self._save(pages)
        for part, kept in (("runs", pages), ("files", files)):
            for name in self._there[part]:
                if f"{part}/{name}" not in kept and not name.startswith("."):
                    (self.folder / part / name).unlink(missing_ok=True)

    def _save(self, pages: Mapping[str, Mapping[str, object]]) -> None:
        self.write(MARK, json.dumps({"format": FORMAT, "pages": pages}, separators=(",", ":")))


def _mark(path: Path) -> Mapping[str, dict[str, Any]] | None:
    """What the folder's mark tells; None where it has none, nothing where it is of another version."""
    try:
        data = json.loads(path.read_bytes())
    except (FileNotFoundError, NotADirectoryError):
        return None
    except ValueError:
        return {}
    same = isinstance(data, dict) and data.get("format") == FORMAT
    return data["pages"] if same else {}
