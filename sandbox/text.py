"""Text of the program (source, names, output) made safe to show: nothing in it moves a cursor or reorders a line.

Markup is another matter: whoever writes HTML or SVG escapes it there.
"""

from __future__ import annotations

import json
import re

__all__ = ["decoded", "one_line", "visible", "whole_json"]

# Controls but tab and newline, surrogates, and format characters that hide or reorder what stands around them. The two
# joiners U+200C and U+200D stay: scripts and emoji need them.
_UNSAFE = (
    "\\x00-\\x08\\x0b-\\x1f\\x7f-\\x9f\\xad\\u061c\\u115f\\u1160\\u180e\\u200b\\u200e\\u200f\\u2028-\\u202e\\u2060-\\u206f"
    "\\u3164\\ud800-\\udfff\\ufeff\\ufff0-\\ufffb\\ufffe\\uffff\\U000e0000-\\U000e0fff"
)
UNSAFE = re.compile(f"[{_UNSAFE}]")
_MANY_MARKS = re.compile(r"([\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]{3})[\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]+")  # fmt: skip  # noqa: E501


def visible(text: str) -> str:
    """Unsafe characters written as in Python's escapes (`\\x1b`, `\\u202e`); at most three accents stay on one letter.

    >>> visible("a\\x1b[2J\\u202eb")
    'a\\\\x1b[2J\\\\u202eb'
    """
    return _MANY_MARKS.sub(r"\1", UNSAFE.sub(lambda m: _escape(ord(m[0])), text.replace("\r\n", "\n")))


def one_line(text: str, limit: int = 300) -> str:
    """The same on one line of at most `limit` characters."""
    line = " ".join(visible(text[: 8 * limit]).split())
    return line if len(line) <= limit else line[: limit - 1].rstrip() + "…"


def decoded(data: bytes) -> str:
    """Output of a program as text; bytes that are not UTF-8 become U+FFFD."""
    return data.decode("utf-8", "replace")


def whole_json(data: bytes) -> bytes:
    """JSON with "?" for half a surrogate pair: models write such, and no text in UTF-8 can hold it. What is no JSON stays.

    >>> whole_json(b'"\\\\ud800a"')
    b'"?a"'
    """
    if b"\\ud" not in data.lower():
        return data
    try:
        return json.dumps(json.loads(data), ensure_ascii=False).encode("utf-8", "replace")
    except (ValueError, RecursionError):
        return data


def _escape(code: int) -> str:
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"
