"""Randomness repeats where the program leaves it unseeded, and is the program's own where it does not."""

from __future__ import annotations

import pytest

from tests.runners.recorded import run

SOURCES = (
    "random.random()", "random.Random().random()", "random.SystemRandom().random()", "os.urandom(4)", "uuid.uuid4()",
    "secrets.token_hex(4)", "numpy.random.default_rng().random()", "hash('text')", "{'a', 'b', 'c', 'd'}",
    "(random.seed(), random.random())", "(random.shuffle(cards), cards)", "numpy.random.RandomState().rand()",
)  # fmt: skip
SOURCE = "import os, random, secrets, uuid, numpy\ncards = [*range(9)]\nprint(%s)\n"


@pytest.mark.parametrize("call", SOURCES)
def test_what_is_unseeded_repeats(call: str) -> None:
    assert run(SOURCE % call).stdout == run(SOURCE % call).stdout != ""


@pytest.mark.parametrize("call", ["random.random()", "numpy.random.default_rng().random()"])
def test_another_seed_gives_another_run(call: str) -> None:
    assert run(SOURCE % call, seed=1).stdout != run(SOURCE % call, seed=2).stdout


def test_the_programs_own_seeds_are_kept() -> None:
    source = SOURCE % "random.seed(5), random.random(), random.Random(3).random(), numpy.random.default_rng(4).random()"
    assert run(source).stdout == "None 0.6229016948897019 0.23796462709189137 0.9430561055723676\n"
