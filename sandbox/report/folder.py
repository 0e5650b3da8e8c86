"""The report's folder: made beside its place and put there whole, so that a reader never sees half of it."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sandbox.errors import UsageError

__all__ = ["check_folder", "replaced_folder"]

# What a report's folder may hold; a folder with anything else is somebody's own and is not touched.
OWN_FILES = ("report.json", "report.html", "results.jsonl", "screenshot.png", "video.mp4", "moment.mp4", "preview.webp")
OWN_PREFIXES = ("frame-", "picture-", "plot-")


def check_folder(out: Path) -> None:
    """Raises UsageError where no report can be written to `out`: ask before a long run."""
    if out.is_symlink() or (out.exists() and not out.is_dir()):
        raise UsageError(f"{out}: not a folder; give another --out")
    if out.is_dir():
        strangers = sorted(p.name for p in _entries(out) if not _own(p))
        if strangers:
            raise UsageError(f"{out}: holds {strangers[0]}, which is not of a report; give an empty or a new folder")
    parent = next(p for p in out.absolute().parents if p.exists())
    if not parent.is_dir() or not os.access(parent, os.W_OK | os.X_OK) or (out.is_dir() and not os.access(out, os.W_OK)):
        raise UsageError(f"{out}: cannot be written; give another --out")
    try:
        out.absolute().parent.mkdir(parents=True, exist_ok=True)
        tempfile.TemporaryFile(dir=out.absolute().parent).close()
    except OSError as error:
        raise UsageError(f"{out}: cannot be written ({error.strerror or error}); give another --out") from error


def _entries(folder: Path) -> list[Path]:
    try:
        return list(folder.iterdir())
    except OSError as error:
        raise UsageError(f"{folder}: cannot be read ({error.strerror or error}); give another --out") from error


def _own(path: Path) -> bool:
    return path.is_file() and not path.is_symlink() and (path.name in OWN_FILES or path.name.startswith(OWN_PREFIXES))


@contextmanager
def replaced_folder(out: Path) -> Iterator[Path]:
    """A temporary folder beside `out`; when the block ends well it is `out`, and an earlier report there is gone.

    Raises UsageError as `check_folder` does, and where the disk refuses.
    """
    check_folder(out)
    place = out.absolute()
    try:
        work = Path(tempfile.mkdtemp(prefix=f".{place.name[:60]}-", dir=place.parent))
    except OSError as error:
        raise UsageError(f"{out}: cannot be written ({error.strerror or error}); give another --out") from error
    old = work.with_name(work.name + "-old")
    try:
        yield work
        work.chmod(0o777 & ~_umask())
        if place.exists():
            place.rename(old)
        try:
            work.rename(place)
        except OSError:
            if old.exists():
                old.rename(place)
            raise
    except OSError as error:
        raise UsageError(f"{out}: cannot be written ({error.strerror or error}); give another --out") from error
    finally:
        shutil.rmtree(work, ignore_errors=True)
        shutil.rmtree(old, ignore_errors=True)


def _umask() -> int:
    mask = os.umask(0o022)
    os.umask(mask)
    return mask
