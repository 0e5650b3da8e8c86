"""The oracle of the challenge prime-index against published values, against a plain sieve, and against itself."""

from __future__ import annotations

import math
import subprocess
import sys
from bisect import bisect_right
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reference.prime_index.oracle import LIMIT, PRIMES_BELOW_LIMIT, is_prime, nth_prime, prime_index

ROOT = Path(__file__).parents[2]
SOLUTION = ROOT / "reference" / "prime_index" / "solution.py"

# π(10^k): https://oeis.org/A006880
COUNTS = [4, 25, 168, 1229, 9592, 78498, 664579, 5761455, 50847534, 455052511, 4118054813]
# The 10^k-th prime: https://oeis.org/A006988
PRIMES = [2, 29, 541, 7919, 104729, 1299709, 15485863, 179424673, 2038074743, 22801763489]

PLAIN_LIMIT = 1_000_000


def sieve(limit: int) -> list[int]:
    prime = bytearray([1]) * (limit + 1)
    prime[:2] = b"\0\0"
    for p in range(2, math.isqrt(limit) + 1):
        if prime[p]:
            prime[p * p :: p] = bytes(len(range(p * p, limit + 1, p)))
    return [n for n in range(limit + 1) if prime[n]]


PLAIN = sieve(PLAIN_LIMIT)


@pytest.mark.parametrize(("power", "count"), list(enumerate(COUNTS, 1)))
def test_counts_of_powers_of_ten_are_the_published_ones(power: int, count: int) -> None:
    assert prime_index(10**power) == count


@pytest.mark.parametrize(("power", "prime"), list(enumerate(PRIMES)))
def test_primes_at_powers_of_ten_are_the_published_ones(power: int, prime: int) -> None:
    assert nth_prime(10**power) == prime
    assert is_prime(prime)


def test_the_number_of_the_challenge_is_the_23_300_000th_prime() -> None:
    assert prime_index(438990637) == 23_300_000
    assert nth_prime(23_300_000) == 438990637


def test_the_last_prime_in_range_is_the_largest_below_the_limit() -> None:
    last = nth_prime(PRIMES_BELOW_LIMIT)
    assert last == 99_999_999_977
    assert not any(is_prime(n) for n in range(last + 1, LIMIT + 1))


def test_every_small_number_agrees_with_a_plain_sieve() -> None:
    primes = set(PLAIN)
    for n in range(5000):
        assert prime_index(n) == bisect_right(PLAIN, n)
        assert is_prime(n) == (n in primes)
    assert [nth_prime(k) for k in range(1, 670)] == PLAIN[:669]


def test_primality_agrees_with_a_plain_sieve_below_a_million() -> None:
    assert [n for n in range(PLAIN_LIMIT + 1) if is_prime(n)] == PLAIN


@given(st.integers(0, PLAIN_LIMIT))
def test_counts_agree_with_a_plain_sieve_below_a_million(n: int) -> None:
    assert prime_index(n) == bisect_right(PLAIN, n)


@given(st.integers(1, len(PLAIN)))
def test_primes_agree_with_a_plain_sieve_below_a_million(k: int) -> None:
    assert nth_prime(k) == PLAIN[k - 1]


@settings(max_examples=20, deadline=None)
@given(st.integers(1, 10**8))
def test_the_index_of_the_kth_prime_is_k(k: int) -> None:
    prime = nth_prime(k)
    assert is_prime(prime)
    assert prime_index(prime) == k
    assert prime_index(prime - 1) == k - 1


@settings(max_examples=20, deadline=None)
@given(st.integers(0, 10**9), st.integers(1, 300))
def test_a_count_grows_by_the_primes_in_between(n: int, width: int) -> None:
    assert prime_index(n + width) - prime_index(n) == sum(map(is_prime, range(n + 1, n + width + 1)))


@settings(max_examples=20, deadline=None)
@given(st.integers(1, 10**8))
def test_the_next_prime_is_larger_and_nothing_is_left_out(k: int) -> None:
    prime, following = nth_prime(k), nth_prime(k + 1)
    assert prime < following
    assert not any(map(is_prime, range(prime + 1, following)))


@pytest.mark.parametrize("strong_pseudoprime", [2047, 1373653, 25326001, 3215031751])
def test_strong_pseudoprimes_to_the_first_bases_are_composite(strong_pseudoprime: int) -> None:
    assert not is_prime(strong_pseudoprime)


@pytest.mark.parametrize("n", [-1, LIMIT + 1])
def test_a_number_outside_the_range_is_an_error(n: int) -> None:
    with pytest.raises(ValueError, match=f"n must be 0 … {LIMIT}, not {n}"):
        prime_index(n)
    with pytest.raises(ValueError, match=f"n must be 0 … {LIMIT}, not {n}"):
        is_prime(n)


@pytest.mark.parametrize("k", [0, -5, PRIMES_BELOW_LIMIT + 1])
def test_an_index_outside_the_range_is_an_error(k: int) -> None:
    with pytest.raises(ValueError, match=f"k must be 1 … {PRIMES_BELOW_LIMIT}, not {k}"):
        nth_prime(k)


def test_the_oracle_loads_numpy_only_when_it_counts() -> None:
    code = "import sys; from reference.prime_index.oracle import is_prime; is_prime(97); print('numpy' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True, timeout=60)
    assert done.stdout == "False\n"


def test_the_solution_gives_the_index_with_the_standard_library_alone() -> None:
    done = subprocess.run([sys.executable, "-I", "-S", SOLUTION], capture_output=True, text=True, check=True, timeout=60)
    assert done.stdout == "438990637 is a prime, the 23,300,000th one (2 being the first).\n"
    assert done.stderr == ""


def test_the_solution_follows_its_number(tmp_path: Path) -> None:
    text = SOLUTION.read_text(encoding="utf-8")
    assert text.count("438_990_637") == 1
    for number, said in [
        (2, "2 is a prime, the 1st one"),
        (3, "3 is a prime, the 2nd one"),
        (611_953, "611953 is a prime, the 50,000th one"),
        (1_000_001, "1000001 is not a prime; 78,498 primes are smaller"),
    ]:
        program = tmp_path / f"{number}.py"
        program.write_text(text.replace("438_990_637", str(number)), encoding="utf-8")
        done = subprocess.run([sys.executable, "-I", program], capture_output=True, text=True, check=True, timeout=60)
        assert done.stdout.startswith(said)
