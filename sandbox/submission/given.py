"""What was handed in, as text: read, bounded and decoded; nothing is looked for in it yet."""

from __future__ import annotations

from pathlib import Path

from sandbox.errors import SubmissionError
from sandbox.limits import MIB

__all__ = ["MAX_SUBMISSION_BYTES", "text_of"]

MAX_SUBMISSION_BYTES = 4 * MIB


def text_of(given: str | bytes | Path, name: str, what: str) -> str:
    """The text with "\\n" as its only line ending and without a byte order mark; `what` is what should be given instead.

    Raises SubmissionError, one line, where it is missing, empty, binary, not UTF-8 or UTF-16, or too large.
    """
    if isinstance(given, Path):
        data = _read_file(given, what)
    else:
        data = given.encode("utf-8", "surrogatepass") if isinstance(given, str) else given
    if len(data) > MAX_SUBMISSION_BYTES:
        raise SubmissionError(f"{name}: larger than {MAX_SUBMISSION_BYTES // MIB} MiB; give {what}")
    text = _decoded(data, name, what)
    if not text.strip():
        raise SubmissionError(f"{name}: the submission is empty; give {what}")
    return text


def _read_file(path: Path, what: str) -> bytes:
    try:
        if not path.is_file():
            found = "is a folder" if path.is_dir() else "no such file"
            raise SubmissionError(f"{path}: {found}; give {what}")
        if path.stat().st_size > MAX_SUBMISSION_BYTES:
            raise SubmissionError(f"{path}: larger than {MAX_SUBMISSION_BYTES // MIB} MiB; give {what}")
        return path.read_bytes()
    except OSError as error:
        raise SubmissionError(f"{path}: cannot be read ({error.strerror or error})") from error


def _decoded(data: bytes, name: str, what: str) -> str:
    marks = {b"\xef\xbb\xbf": "utf-8-sig", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
    codec = next((codec for mark, codec in marks.items() if data.startswith(mark)), "utf-8")
    try:
        text = data.decode(codec)
    except UnicodeDecodeError as error:
        raise SubmissionError(f"{name}: not text in UTF-8 (byte {error.start}); give {what}") from error
    if "\0" in text:
        raise SubmissionError(f"{name}: a binary file; give {what}")
    return text.replace("\r\n", "\n").replace("\r", "\n")
