"""Which exit of a decision a label names."""

from __future__ import annotations

import re
import unicodedata

__all__ = ["polarity"]

_YES = r"是|yes|true|真|成立|满足|条件成立|条件满足|条件为真|为真|对|有|√|✓|✔|ok"
_NO = r"否|否则|不是|no|not|false|else|otherwise|假|不成立|不满足|条件不成立|条件不满足|条件为假|为假|错|无|×|✗|✘"
_END = r"(?=$|[\s()\[\]/:,.。;→←↓↑\-—–|!])"
_LETTERS = {"y": True, "t": True, "1": True, "n": False, "f": False, "0": False}
_WORD = re.compile(rf"(?:(?P<no>{_NO})|(?P<yes>{_YES})){_END}")
_BRACKETED = re.compile(r"[(\[]\s*(?:(?P<no>否|no|false|n|f|假)|(?P<yes>是|yes|true|y|t|真))\s*[)\]]$")
_AROUND = " \t\r\n()[]【】:→←↓↑.,。;-—–|!"


def polarity(text: str) -> bool | None:
    """True for 是, Yes, True, Y, T …, False for 否, No, False, N, F …, None where it says neither. Words may follow a word,
    "Yes (swap)", "是 / True", but nothing a letter: n is a variable in "n = 5"."""
    plain = unicodedata.normalize("NFKC", text).strip().lower().lstrip(_AROUND)
    if plain.strip(_AROUND) in _LETTERS:
        return _LETTERS[plain.strip(_AROUND)]
    found = _WORD.match(plain) or _BRACKETED.search(plain)
    return None if found is None else found["yes"] is not None
