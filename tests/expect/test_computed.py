"""What is said of programs that were asked for one number: real runs of short programs, about a small prime."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from sandbox.case import NotReachable, ProgramCase, Tolerances
from sandbox.expect import (
    Result,
    Trials,
    Weighing,
    expect_answer,
    expect_computed,
    expect_efficient,
    expect_own_means,
    expect_started,
)
from sandbox.isolation import Backend, backend
from sandbox.job import Job, JobKind
from sandbox.limits import Limits
from sandbox.outcome import Outcome
from sandbox.program import Asker
from sandbox.submission import read_submission
from tests.isolation.machine import readiness

NUMBER, RIGHT = 1_299_709, 100_000
SMALL, OTHERS = 7_927, (7_927, 104_743, 611_953)
INDEX = {7_927: 1001, 104_743: 10001, 611_953: 50000, 1_299_689: 99999, 635_807: 51777, NUMBER: RIGHT}
TRIALS = Trials(NUMBER, OTHERS, 635_807, 1_299_689, INDEX.__getitem__)
WEIGHING = Weighing(follow_share=0.02, trial_cpu_s=10.0, faster_times=4.0, faster_cpu_s=0.2, least_share=0.05)
POLICIES = {"imports": "stdlib", "processes": False, "network": False}
COUNT = """
def count(n):
    sieve = bytearray([1]) * (n + 1)
    sieve[:2] = b"\\0\\0"
    for p in range(2, int(n**0.5) + 1):
        if sieve[p]:
            sieve[p * p :: p] = bytes(len(range(p * p, n + 1, p)))
    return sum(sieve)
"""
HONEST = f"{COUNT}\nprint('number', count(1_299_709))\n"
SLOW = f"{COUNT}\nfor _ in range(90):\n    count(1299709)\nprint(count(1299709))\n"


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Backend]:
    name = next((name for name in ("bubblewrap", "sandlock") if readiness(name).ready), None)
    if name is None:
        pytest.skip("neither bubblewrap nor sandlock is ready on this machine")
    made = backend(name)
    yield made
    made.close()


@pytest.fixture
def ask(sandbox: Backend) -> object:
    def case(source: str) -> tuple[ProgramCase, Asker]:
        def runs(text: str, stdin: bytes, args: tuple[str, ...], limits: Limits, bare: bool) -> Outcome:
            kind = JobKind.BARE if bare else JobKind.PLAIN
            return sandbox.run(Job({"program.py": text.encode()}, "program.py", kind, args, stdin, limits))

        limits = Limits(cpu_s=20.0)
        given = read_submission(source, name="program.py")
        made = ProgramCase(
            given, runs(source, b"", (), limits, False), Tolerances({}), limits, (), POLICIES, runs, solution=SLOW
        )
        return made, Asker(made, NUMBER, SMALL, INDEX[SMALL])

    return case


def computed(made: tuple[ProgramCase, Asker]) -> Result:
    return expect_computed(*made, TRIALS, WEIGHING)


COMPUTES = {
    "a constant": HONEST,
    "a sum": f"{COUNT}\nprint(count(1_299_000 + 709))",
    "a text": f"{COUNT}\nprint('1,299,709 is prime no.', count(int('1299709')))",
    "standard input": f"{COUNT}\nprint(count(int(input('n? '))))",
    "standard input, and a key at the end": f"{COUNT}\nprint(count(int(input('n? '))))\ninput('Press Enter')",
    "a key at the end": f"{HONEST}\ninput('Press Enter')",
    "a loop until q": f"{HONEST}\nwhile (more := input('more? ')) != 'q':\n    print(count(int(more)))",
    "an argument": f"{COUNT}\nimport sys\nprint(count(int(sys.argv[1])))",
    "a required option": (
        f"{COUNT}\nimport argparse\np = argparse.ArgumentParser()\np.add_argument('-n', '--number', type=int, required=True)\n"
        "print(count(p.parse_args().number))"
    ),
    "the answer is checked after it is printed": f"{HONEST}\nassert count(1299709) == 100000",
    "logged to standard error": f"{COUNT}\nimport logging\nlogging.warning('index %d', count(1299709))",
}


@pytest.mark.parametrize("source", COMPUTES.values(), ids=COMPUTES)
def test_who_computes_passes(ask, source: str) -> None:  # type: ignore[no-untyped-def]
    made = ask(source)
    assert expect_started(made[1]).status == "pass", expect_started(made[1])
    assert expect_answer(made[1], NUMBER, RIGHT).status == "pass", expect_answer(made[1], NUMBER, RIGHT)
    assert computed(made).status == "pass", computed(made)
    assert expect_own_means(*made, SMALL, trial_cpu_s=10.0).actual == "the standard library alone, read and tried"


RECITES = {
    "a literal": ("print(100000)", "the answer is written in line 1 (100000), and 1299709 nowhere"),
    "a product": ("print(10 * 10**4)", "the answer is written in line 1 (10 * 10**4), and 1299709 nowhere"),
    "a sentence": ("print('1299709 is the 100000th prime')", "it says 100000 for 7927 too"),
    "a real sieve beside": (f"{COUNT}\ncount(1299709)\nprint(100000)", "it says 100000 for 7927 too"),
    "whatever is asked": ("input('n? ')\nprint('100000')", "it says 100000 for 7927 too"),
    "a table": ("print({1299709: 100000}[1299709])", "it says 100000 for 7927 too"),
    "hidden": (
        "import base64\nexec(base64.b64decode('cHJpbnQoMTAwMDAwKQ=='))",
        "ms CPU beyond an empty program's, where the reference needs",
    ),
    "a shortcut by a hash": (
        f"{COUNT}\nn = 1299709\nif n * 7 % 10**6 == 97963:\n    print(10**2 * 1000)\n"
        "else:\n    for _ in range(200):\n        count(n)\n    print(count(n))",
        "s for 1299689 beside it",
    ),
    "when its time is up": (
        f"{COUNT}\nimport time\nn = 1299709\nfor _ in range(n // 5000):\n    c = count(n)\n"
        "    if time.process_time() > 0.8:\n        c = 10**2 * 1000\n        break\nprint(c)",
        "it says 100000 for 1299689, right is 99999",
    ),
    "a correction": (
        f"{COUNT}\nimport math\nn = 1299709\nprint(round(n / math.log(n)) + 7676)",
        "right for 0 of 3 other numbers",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("source", "words"), RECITES.values(), ids=RECITES)
def test_who_recites_fails(ask, source: str, words: str) -> None:  # type: ignore[no-untyped-def]
    made = ask(source)
    assert expect_answer(made[1], NUMBER, RIGHT).status == "pass"
    result = computed(made)
    assert result.status == "fail", result
    assert words in result.actual


DIGITS = "int(bytes(x + 40 for x in b'\\t\\n\\x11\\x11\\x0f\\x08\\x11'))"
UNCLEAR = {
    "its number is hidden": (SLOW.replace("1299709", DIGITS), "and it asks for no number"),
    "its number is hidden but in a text": (
        SLOW.replace("90", "270").replace("1299709", DIGITS).replace("print(", "print('prime 1299709 is no.', "),
        "it says 100000 for 7927 too, and is at work as long: perhaps its number stands elsewhere too",
    ),
    "smaller numbers take longer": (
        f"{COUNT}\nn = 1299709\nfor _ in range(400 if n < 10**6 else 1):\n    c = count(n)\nprint(c)",
        "s for the larger number itself",
    ),
    "it refuses the one beside": (
        f"{COUNT}\nn = 1299709\nassert n < 10**6 or n * 7 % 10**6 == 97963\nprint(count(n))",
        "for 1299689 beside it, it ended by itself with exit code 1: AssertionError",
    ),
    "it is silent about the one beside": (
        f"{COUNT}\nn = 1299709\nif n < 10**6 or n * 7 % 10**6 == 97963:\n    print(count(n))",
        "it gives no answer for 1299689 beside it",
    ),
    "it breaks on other numbers": (
        f"{COUNT}\nn = 1299709\nassert n > 10**6\nprint(count(n))",
        "right for 0 of 3 other numbers",
    ),
}


@pytest.mark.parametrize(("source", "words"), UNCLEAR.values(), ids=UNCLEAR)
def test_what_cannot_be_told_is_undecided(ask, source: str, words: str) -> None:  # type: ignore[no-untyped-def]
    made = ask(source)
    assert expect_answer(made[1], NUMBER, RIGHT).status == "pass"
    result = computed(made)
    assert result.status == "undecided", result
    assert words in result.actual


def test_a_wrong_count_that_follows_the_number_is_computed(ask) -> None:  # type: ignore[no-untyped-def]
    made = ask(HONEST.replace("count(1_299_709)", "count(1_299_709) - 1"))
    assert expect_answer(made[1], NUMBER, RIGHT).actual == "99999 in line 1: number 99999"
    assert computed(made).actual.startswith("3 of 3 answers for other numbers follow them")


MISSING = "without installed packages it ends with ModuleNotFoundError: No module named 'numpy'"
MEANS = {
    "import numpy\n": f"{MISSING}; it imports numpy in line 1",
    "np = __import__('num' + chr(112) + 'y')\n": MISSING,
    "import os\nos.system('true')\n": "it starts another program (os.system) in line 2",
    "import urllib.request as r\ntry:\n    r.urlopen('http://localhost')\nexcept OSError:\n    pass\n": (
        "it asks the network (urllib.request.urlopen) in line 3"
    ),
}


@pytest.mark.parametrize(("head", "words"), MEANS.items())
def test_other_means_are_told(ask, head: str, words: str) -> None:  # type: ignore[no-untyped-def]
    result = expect_own_means(*ask(head + HONEST), SMALL, trial_cpu_s=10.0)
    assert (result.status, result.actual) == ("fail", words)


def test_an_optional_import_is_told_and_passes(ask) -> None:  # type: ignore[no-untyped-def]
    result = expect_own_means(
        *ask("try:\n    import numpy\nexcept ImportError:\n    numpy = None\n" + HONEST), SMALL, trial_cpu_s=10.0
    )
    assert result.status == "pass"
    assert result.actual == "it imports numpy in line 2, with something to do without it, and does without"


def test_efficiency_is_graded_and_never_fails(ask) -> None:  # type: ignore[no-untyped-def]
    quick, slow = ask(HONEST), ask(SLOW.replace("range(90)", "range(270)"))
    best = expect_efficient(quick[1], quick[0].reference, answered=True, at_most_s=20.0)
    worse = expect_efficient(slow[1], slow[0].reference, answered=True, at_most_s=20.0)
    assert best.score == 1.0 and 0.0 < worse.score < 1.0
    assert best.status == worse.status == "pass"
    with pytest.raises(NotReachable, match="no right and computed answer"):
        expect_efficient(quick[1], quick[0].reference, answered=False, at_most_s=20.0)


def test_how_a_program_is_fed_is_told(ask) -> None:  # type: ignore[no-untyped-def]
    asked = expect_started(ask(f"{COUNT}\nprint(count(int(input())))\ninput()")[1])
    assert asked.actual == "ended by itself, given the number, a blank line on standard input"
    argument = expect_started(ask(COMPUTES["a required option"])[1])
    assert argument.actual == "ended by itself, given --number the number as its arguments"


def test_a_program_that_waits_for_ever_more_input_is_undecided(ask) -> None:  # type: ignore[no-untyped-def]
    made = ask(f"{HONEST}\nwhile True:\n    input()")
    assert expect_started(made[1]).actual.startswith("it waits for more input: ended by itself with exit code 1: EOFError")
    assert expect_answer(made[1], NUMBER, RIGHT).status == "pass"
