"""Which number an output gives as the answer."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sandbox.program.answers import read_answer
from sandbox.program.numbers import numbers_in

ASKED = 438_990_637
RIGHT = 23_300_000

GIVEN = [
    "23300000",
    "23,300,000\n",
    "23_300_000.",
    "23 300 000",
    "23'300'000",
    "23300000.0",
    "2,33,00,000",
    "2330,0000",
    "２３３０００００",
    "\x1b[1;32m23300000\x1b[0m",
    "438990637 is the 23,300,000th prime",
    "The 23300000-th prime is 438990637.\nTime: 12.3 s, memory 54 MB",
    "π(438990637) = 23300000",
    "n = 23300000",
    "prime #23300000",
    "(438990637, 23300000)",
    '{"prime": 438990637, "is_prime": true, "index": 23300000, "sqrt": 20952, "elapsed": 0.2}',
    "438990637 是第 23300000 个质数",
    "素数438990637排在第23300000位，用时3.21秒",
    "第 2330 万个素数",
    "第 2330.0 万 个",
    "二千三百三十万",
    "小于等于438990637的素数共有23300000个",
    "Die 23.300.000. Primzahl ist 438.990.637",
    "438990637 est le 23 300 000e nombre premier.",
    "438990637 is the 23,300,000-th prime (2 is the 1st).",
    "438990637 是第 23300000 个素数（2 是第 1 个）",
    "pi(100) = 25 ok\npi(1000) = 168 ok\nanswer: 23300000",
    "n | pi(n)\n10 | 4\n100 | 25\n438990637 | 23300000",
    "primes up to 20952: 2359\nprimes up to 438990637: 23300000",
    "processed 1/4\r processed 4/4 23299000\nResult: 23300000",
    "10%: 2300000 primes so far\n99%: 23000000 primes so far\n23300000",
    "count = 5761455\ncount = 11078937\ncount = 23300000",
    "li(n) is about 23301041\nexactly 23300000",
    "438990637 is prime number 23,300,000 (0-based index 23299999)",
    "438990637 = p_23300000",
    "There are 23299999 primes below 438990637; hence 438990637 is prime number 23300000.",
    "block 1 of 3: 8000000 primes\nblock 2 of 3: 7800000 primes\nblock 3 of 3: 7500000 primes\nsum = 23300000",
    '{\n  "n": 23300000,\n  "seconds": 3.0\n}',
    "[438990581, 438990607, 438990613, 438990621, 438990623, 438990637]\nCount: 23300000",
    "index (0-based): 23299999\nindex (1-based): 23300000",
    "There are 23299999 primes before it, so it is number 23300000",
    "在它之前有 23299999 个素数，所以它是第 23300000 个",
    "2024-01-02 12:34:56,789 INFO sieve of 438990638 numbers\n2024-01-02 12:34:59,001 INFO index 23300000",
    "Using 4 threads and 419 segments of 1048576 numbers\n23300000\nDone in 5 s",
]


@pytest.mark.parametrize("output", GIVEN)
def test_the_right_answer_is_read(output: str) -> None:
    reading = read_answer(output, {ASKED})
    assert reading.gives(RIGHT) is True, reading


NOT_GIVEN = {
    "": "no number is given as the answer",
    "438990637 is prime": "no number is given as the answer",
    "Answer: 23300001": "23300001 in line 1",
    "done in 23300000 ns": "no number is clearly the answer",
    "23299999\n23300000\n23300001": "3 numbers are given alike: 23299999, 23300000, 23300001",
    "The answer is 23299999 or 23300000": "2 numbers are given alike: 23299999, 23300000",
    "The answer could be 23300000, 23299999 or 23300001": "3 numbers are given alike: 23300000, 23299999, 23300001",
    "1. 23299999\n2. 23300000": "4 numbers are given alike: 1, 23299999, 2 …",
    "23300000 primes so far\nFinal answer: 23300001": "23300001 in line 2",
    "between 23200000 and 23400000": "23400000 in line 1",
    "It is about 23.3 million.": "no number is clearly the answer",
}


@pytest.mark.parametrize(("output", "why"), NOT_GIVEN.items())
def test_anything_else_is_not_the_answer(output: str, why: str) -> None:
    reading = read_answer(output, {ASKED})
    assert reading.gives(RIGHT) is not True
    assert reading.why == why


@pytest.mark.parametrize(
    "output", ["2.33e+07", "It is the 23.3 millionth prime", "index (0-based): 23299999", "about 23300000", "23300000\n2359\n7"]
)
def test_what_is_not_clear_is_left_open(output: str) -> None:
    assert read_answer(output, {ASKED}).gives(RIGHT) is None


def test_a_number_in_large_units_does_not_tell_more_than_its_digits() -> None:
    reading = read_answer("第2330万个", {ASKED})
    assert [reading.gives(n) for n in (RIGHT, RIGHT - 1, RIGHT + 10_000)] == [True, None, False]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("1,234 5,678 12,34", [1234, 5678, 12, 34]),
        ("1e3 1.5e3 2×10^4 0.5", [1000, 1500, 20000, None]),
        ("1.2万 3亿 4百万 5 million", [12000, 300_000_000, 4_000_000, 5_000_000]),
        ("x7 7x 0x1f _8 9:10", [7, 0, 9]),
        ("一百二十三万四千五百六十七 三千零五", [1_234_567, 3005]),
    ],
)
def test_numbers_are_read_in_many_notations(text: str, values: list[int | None]) -> None:
    assert [number.value for number in numbers_in(text)] == values


NOTATIONS = st.sampled_from(["{}", "{:,}", "{:_}", "{}.0"])
SENTENCES = st.sampled_from(
    [
        "{p} is the {a}th prime number.",
        "The index of {p} is {a}",
        "{a}",
        "Answer: {a}",
        "第{a}个素数是{p}",
        "{p} 是第 {a} 个质数",
        "number of primes <= {p}: {a}",
        "Result: n = {a} (in 1.25 s)",
    ]
)
NOISE = st.sampled_from(
    [
        "Sieving up to {p} ...",
        "Elapsed time: 12.345 seconds",
        "Peak memory: 52,428,800 bytes",
        "耗时 3.5 秒",
        "sqrt = 20952, base primes: 2359",
        "segment 12/419 done",
        "[progress] 40% of the segments",
        "π(1000) = 168 (checked)",
        "Using 8 workers",
        "",
    ]
)


@settings(max_examples=500, deadline=None)
@given(st.integers(10_000, 10**9), NOTATIONS, SENTENCES, st.lists(NOISE, max_size=4), st.lists(NOISE, max_size=4))
def test_the_answer_is_read_among_noise(answer: int, notation: str, sentence: str, before: list[str], after: list[str]) -> None:
    prime = answer * 18 + 5
    text = "\n".join([*before, sentence, *after]).replace("{p}", str(prime)).replace("{a}", notation.format(answer))
    assert read_answer(text, {prime}).gives(answer) is True, text


@pytest.mark.timeout(60)
@pytest.mark.parametrize(
    "piece", ["1", "1,111", "1 ", "23300000 or ", "index ", "a. 1; ", "十", "1\n", "\x1b[", "\r", "π(", "1,1", "第1个", "9:"]
)
def test_a_megabyte_of_hostile_output_is_read_in_time(piece: str) -> None:
    read_answer(piece * ((1 << 20) // len(piece)), {ASKED})


@settings(max_examples=300, deadline=None)
@given(st.text(alphabet="0123456789,._ '万亿第个th e+-\r\n:π()", max_size=60))
def test_nothing_is_raised_for_any_output(output: str) -> None:
    assert read_answer(output, {ASKED}).why
