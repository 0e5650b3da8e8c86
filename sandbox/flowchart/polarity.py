"""Which exit of a decision a label names."""

from __future__ import annotations

import re
import unicodedata

__all__ = ["polarity"]

_YES = r"(?:是|yes|y|true|t|真|成立|满足|对|有|√|✓|✔|1|ok)"
_NO = r"(?:否|不是|no|n|false|f|假|不成立|不满足|错|无|×|✗|✘|0)"
_END = r"(?:$|[\s()（）\[\]/:,，。;；→←↓↑\-—–|])"


def polarity(text: str) -> bool | None:
    """True for 是, Yes, True, Y, T …, False for 否, No, False, N, F …, None where it says neither. Words may follow it:
    "Yes (swap)", "是 / True"."""
    plain = re.sub(r"^[\s(\[（【:：→←↓↑]+", "", unicodedata.normalize("NFKC", text).strip().lower())
    if re.match(_NO + _END, plain):
        return False
    if re.match(_YES + _END, plain):
        return True
    return None
