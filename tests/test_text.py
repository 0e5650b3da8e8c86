"""Text of the program is shown as text: it moves no cursor, hides nothing and reorders nothing."""

from __future__ import annotations

import doctest
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sandbox import text
from sandbox.text import decoded, one_line, visible


def test_examples_in_the_docstrings_hold() -> None:
    assert doctest.testmod(text).failed == 0


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("a\x1b[2Jb", "a\\x1b[2Jb"),
        ("\x00\x07\x7f\x9b", "\\x00\\x07\\x7f\\x9b"),
        ("abc\u202edef", "abc\\u202edef"),
        ("a\u200bb\u2060c\ufeff", "a\\u200bb\\u2060c\\ufeff"),
        ("a\u2028b", "a\\u2028b"),
        ("\ud800", "\\ud800"),
        ("\U000e0041", "\\U000e0041"),
        ("a\rb\r\nc", "a\\x0db\nc"),
        ("Z" + "\u0336" * 50, "Z" + "\u0336" * 3),
    ],
)
def test_what_moves_hides_or_reorders_is_written_out(given: str, shown: str) -> None:
    assert visible(given) == shown


@pytest.mark.parametrize("plain", ["hexagon", "双六边形 ↺ 40 °/s", "👩\u200d🔬", "שלום", "नमस्ते", "é\te\u0301\n", "<b>&amp;"])
def test_what_people_write_stays(plain: str) -> None:
    assert visible(plain) == plain


@settings(deadline=None)
@given(st.text(st.characters(), max_size=200))
def test_no_text_of_the_world_leaves_a_control_or_format_character(given: str) -> None:
    shown = visible(given)
    shown.encode("utf-8")
    left = {c for c in shown if unicodedata.category(c) in ("Cc", "Cs", "Zl", "Zp")} - {"\t", "\n"}
    assert left == set()
    assert not set(shown) & set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c")


@settings(deadline=None)
@given(st.text(max_size=400), st.integers(5, 60))
def test_one_line_is_one_and_no_longer_than_asked(given: str, limit: int) -> None:
    line = one_line(given, limit)
    assert len(line) <= limit
    assert len(line.splitlines()) <= 1


def test_cut_line_says_so_and_a_long_text_costs_nothing() -> None:
    assert one_line("a b\n\n  c", 5) == "a b c"
    assert one_line("abcdefgh", 5) == "abcd…"
    assert one_line("x" * 50_000_000, 5) == "xxxx…"


def test_bytes_that_are_no_text_become_replacement_characters() -> None:
    assert decoded(b"a\xff\xfeb\xed\xa0\x80") == "a\ufffd\ufffdb\ufffd\ufffd\ufffd"
