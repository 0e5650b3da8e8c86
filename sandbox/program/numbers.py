"""Numbers in a program's output, in the notations that people and programs print them in.

1234567 · 1,234,567 · 1_234_567 · 1'234'567 · 1 234 567 · 12,34,567 · 123,4567 · 1.234.567 · 1234567.0 · 1.234567e6 ·
1.234567×10^6 · 123.4567万 · 1.234567 million · 一百二十三万四千五百六十七
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

__all__ = ["Number", "numbers_in"]

MAX_DIGITS = 40  # longer ones are no numbers that anybody reads
_TIMES = {
    "万": 10**4, "萬": 10**4, "亿": 10**8, "億": 10**8, "百万": 10**6, "千万": 10**7, "thousand": 10**3, "million": 10**6,
    "billion": 10**9,
}  # fmt: skip
_DIGITS = {c: n for n, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2, "壹": 1}
_TENS = {"十": 10, "百": 100, "千": 1000}
_NOTATIONS = r"""
    (?:(?<![A-Za-z_0-9])|(?<=\bp_))(?<!\d[.:/])
    (?:
        (?P<grouped>\d{1,3}(?:(?P<separator>[,_'’\u00a0\u202f\u2009\ ])\d{3})(?:(?P=separator)\d{3}){0,12}(?![0-9]))
        (?P<fraction>\.\d+)?
      | (?P<dotted>\d{1,3}(?:\.\d{3}){2,12}(?![0-9]))
      | (?P<myriads>\d{1,4}(?:,\d{4}){1,9}(?![0-9]))
      | (?P<lakhs>\d{1,2}(?:,\d{2}){1,9},\d{3}(?![0-9]))
      | (?P<plain>\d+(?:\.\d+)?)
    )
    (?P<power>[eE][+-]?\d{1,3}(?![0-9A-Za-z])|\s?[×x*·]\s?10(?:\^|\*\*)\{?\d{1,3}\}?)?
    (?:\s?(?P<times>百万|千万|[万萬亿億]|(?:thousand|million|billion)(?:th)?(?![a-z])))?
"""
_NUMBER = re.compile(_NOTATIONS, re.VERBOSE)
_DOTTED = re.compile(_NOTATIONS.replace(r"(?:\.\d{3}){2,12}", r"(?:\.\d{3}){1,12}"), re.VERBOSE)
_CHINESE = re.compile(r"[零〇一二两三四五六七八九十百千万萬亿億]{3,24}")


@dataclass(frozen=True, slots=True)
class Number:
    """start, end  in the text
    value       None where it is no whole number
    step        what its last digit stands for: 1 for 1234, 10000 for 1234万
    rough       printed with a few digits of a larger number, so that it may have been rounded
    dotted      1.234.567
    """

    start: int
    end: int
    value: int | None
    step: int = 1
    rough: bool = False
    dotted: bool = False


def numbers_in(line: str, *, dotted: bool = False) -> Iterator[Number]:
    """In order. Digits inside of names, times and dates are none. `dotted`: 3.301 is a whole number."""
    found = [_number(match) for match in (_DOTTED if dotted else _NUMBER).finditer(line)]
    found += [Number(m.start(), m.end(), value) for m in _CHINESE.finditer(line) if (value := _spoken(m[0])) is not None]
    yield from sorted((n for n in found if n is not None), key=lambda n: n.start)


def _number(match: re.Match[str]) -> Number | None:
    digits = match["grouped"] or match["dotted"] or match["myriads"] or match["lakhs"]
    text = re.sub(r"\D", "", digits) + (match["fraction"] or "") if digits else match["plain"]
    if len(text) > MAX_DIGITS:
        return None
    try:
        value = Decimal(text)
        power = int(re.findall(r"[+-]?\d+", match["power"])[-1]) if match["power"] else 0
        factor = Decimal(10) ** power * _TIMES.get((match["times"] or "").removesuffix("th"), 1)
        step = factor / 10 ** len(text.partition(".")[2])
        value *= factor
    except (InvalidOperation, OverflowError, ValueError):
        return None
    whole = abs(value) < Decimal(10) ** MAX_DIGITS and value == value.to_integral_value()
    rounded = match["power"] is not None or (match["times"] is not None and "." in text and match["times"].isascii())
    is_dotted = match["dotted"] is not None
    return Number(match.start(), match.end(), int(value) if whole else None, max(1, int(step)), rounded, is_dotted)


def _spoken(text: str) -> int | None:
    """二千三百三十万 → 23300000; None where it is no number.

    >>> _spoken("二千三百三十万")
    23300000
    """
    total = section = digit = 0
    for c in text:
        if c in _DIGITS:
            digit = digit * 10 + _DIGITS[c] if digit and c != "零" else _DIGITS[c]
        elif c in _TENS:
            section += (digit or 1) * _TENS[c]
            digit = 0
        else:
            unit = _TIMES[c]
            total = (total + section + digit) * unit if unit > 10**4 else total + (section + digit) * unit
            section = digit = 0
    return total + section + digit or None
