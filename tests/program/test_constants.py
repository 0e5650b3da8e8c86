"""Where a number stands in a program, and what the program is with another one in its place."""

from __future__ import annotations

import ast
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sandbox.program.constants import inputs_of, places, with_number

NUMBER = 438_990_637
NOTATIONS = {
    "n = 438990637": "n = 7919",
    "n = 438_990_637  # which one is 438990637?": "n = 7919  # which one is 438990637?",
    "n = 0x1A2A772D": "n = 7919",
    "n = 4.38990637e8": "n = 7919.0",
    "n = 438990636 + 1": "n = 7918 + 1",
    "n = 438990000 + 637": "n = (7919)",
    "range(438_990_638)": "range(7920)",
    "sieve = bytearray(438990639)": "sieve = bytearray(7921)",
    "n = int('438990637')": "n = int('7919')",
    "n = int('438,990,637'.replace(',', ''))": "n = int('7,919'.replace(',', ''))",
    "n = int('1a2a772d', 16)": "n = (7919)",
    "n = '438990' + '637'": 'n = ("7919")',
    "n = int(''.join(['438', '990', '637']))": 'n = int(("7919"))',
    "HIGH = 438990\nn = HIGH * 1000 + 637": "HIGH = 438990\nn = (7919)",
    "n = -438990637": "n = -7919",
    "print(f'π(438990637) = {f(438_990_637):,}')": "print(f'π(7919) = {f(7_919):,}')",
    "print('4.38990637 is not it, nor 1438990637, nor x438990637')": None,
    "n = 438990637.5": None,
    "print('素数438990637是第几个')": "print('素数7919是第几个')",
    "def f(n: int = 438990637): pass": "def f(n: int = 7919): pass",
    "p.add_argument('--number', default='438990637')": "p.add_argument('--number', default='7919')",
    "n = 439000000 - f(9363)": None,
    "n = b'438990637'": "n = b'7919'",
    "é = 'é'; n = 438990000+637; m = 1": "é = 'é'; n = (7919); m = 1",
    "sieve = bytearray(219495319)  # odd numbers": "sieve = bytearray(3960)  # odd numbers",
    "def f(:": None,
}


@pytest.mark.parametrize(("source", "other"), NOTATIONS.items())
def test_the_number_is_replaced_where_the_program_means_it(source: str, other: str | None) -> None:
    made = with_number(source, NUMBER, 7919)
    if sys.version_info >= (3, 12) and source.startswith("print(f"):
        made = made.replace("{f(7919)", "{f(7_919)")  # there what stands in braces is code, before it was text
    assert made == (source if other is None else other)
    assert bool(places(source, NUMBER)) == (other is not None)


def test_a_place_says_where_it_is() -> None:
    (place,) = places("x = 1\ny = [2,\n     438990638]\n", NUMBER)
    assert (place.line, place.text, place.form, place.beside) == (3, "438990638", "integer", 1)
    assert places("y = 438990638", NUMBER, beside=0) == ()


@pytest.mark.parametrize(
    "source",
    ["x = 233 * 100000", "x = 23_400_000 - 100_000", "x = 233 * 10**5", "x = '23300000'", "x = '00000332'[::-1]",
     "x = int.from_bytes(b'\\x01\\x63\\x87\\xa0', 'big')", "A = 23300\nx = A * 1000", "x = f'the {23300000}th'"],
)  # fmt: skip
def test_an_answer_that_is_written_down_is_found(source: str) -> None:
    assert len(places(source, 23_300_000, beside=0)) == 1


@pytest.mark.parametrize(
    ("source", "stdin", "args"),
    [
        ("n = int(input('n? '))", True, False),
        ("import sys\nn = int(sys.stdin.readline())", True, False),
        ("n = int(open(0).read())", True, False),
        ("import sys\nn = int(sys.argv[1])", False, True),
        ("import argparse", False, True),
        ("print('input and argv')  # stdin", False, False),
    ],
)
def test_where_a_program_reads_from(source: str, stdin: bool, args: bool) -> None:
    assert inputs_of(source) == inputs_of(source + "\n")
    assert (inputs_of(source).stdin, inputs_of(source).args) == (stdin, args)


@pytest.mark.timeout(30)
@pytest.mark.parametrize(
    "source",
    ["x = " + "+1" * 100_000, "x = 2 ** 2 ** 2 ** 99", "x = 1 << 99999999", "x = 'a' * 9 * 9", "x = y\ny = x", "x = x",
     "x = 9" * 1 + "9" * 100_000, "x = ['438990637'" + ", 1" * 100_000 + "]", "'" + "4389906" * 100_000 + "'", "x = 1 // 0"],
    ids=range(10),
)  # fmt: skip
def test_hostile_constants_are_read_in_time(source: str) -> None:
    with_number(source, NUMBER, 7919)


SOURCES = st.lists(st.sampled_from(list(NOTATIONS)).filter(lambda s: "\n" not in s and s != "def f(:"), max_size=5).map(
    "\n".join
)


@settings(max_examples=100, deadline=None)
@given(SOURCES, st.integers(1000, 10**10))
def test_the_rest_of_the_program_stays_as_it_is(source: str, other: int) -> None:
    changed = with_number(source, NUMBER, other)
    ast.parse(changed)
    assert places(changed, NUMBER) == () or abs(other - NUMBER) <= 2
    kept = [line for line in source.split("\n") if not places(line, NUMBER)]
    assert all(line in changed.split("\n") for line in kept)


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=40))
def test_nothing_is_raised_for_any_text(source: str) -> None:
    assert isinstance(with_number(source, NUMBER, 7919), str)
    inputs_of(source)
