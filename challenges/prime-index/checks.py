"""The checks of the prime-index challenge, one function each, in the order of challenge.toml.

docs/prime-index-checks.md says what each asks, measures and allows. The right answers are those of the reference's oracle.
"""

from __future__ import annotations

import hashlib
import random
from types import ModuleType

from sandbox.case import NotAsked, NotReachable, ProgramCase
from sandbox.expect import (
    Result,
    Trials,
    Weighing,
    expect_answer,
    expect_computed,
    expect_efficient,
    expect_explained,
    expect_own_means,
    expect_started,
    expect_within_limits,
)
from sandbox.finding import Status
from sandbox.program import Asker

NUMBER = 438_990_637
# Where the other numbers are: the next prime after a place in each. Nobody can know them before the program is written.
PLACES = ((20_000, 40_000), (350_000, 600_000), (4_000_000, 6_000_000), (40_000_000, 46_000_000))
PLACES_BESIDE = (NUMBER - 9_000, NUMBER - 1_000)
COMPOSITE = 635_807  # 701 · 907
# What an explanation of such a program cannot do without, in English and Chinese.
TOPICS = {
    "what is counted": ["prime", "素数", "质数", "質數", "素數"],
    "how to start it": ["python", "run", "execut", "start", "usage", "运行", "執行", "执行", "启动", "保存"],
    "the cost": ["o(", "fast", "second", "time", "memory", "complex", "efficien", "quick", "speed", "复杂度", "效率", "快",
        "秒", "时间", "内存", "耗时"],
}  # fmt: skip
# How it can be done. Whoever explains an algorithm names some of these; whoever says what is printed names none.
MECHANISMS = {
    "the sieve": ["sieve", "eratosthenes", "cross out", "crossed out", "strike", "筛", "划去", "划掉", "标记合数"],
    "multiples": ["multiple", "倍数"],
    "square root": ["sqrt", "square root", "√", "p*p", "p²", "p^2", "isqrt", "平方根", "平方"],
    "segments": ["segment", "block", "chunk", "window", "分段", "分块", "区间", "窗口"],
    "odd numbers only": ["odd", "even number", "wheel", "奇数", "偶数", "轮"],
    "memory": ["bytearray", "one byte", "bit per", "bits", "字节", "位图", "比特"],
    "counting": ["π(", "pi(", "prime-counting", "prime counting", "count(", "sum(", "素数计数", "计数函数", "累加"],
    "inclusion and exclusion": ["legendre", "meissel", "lehmer", "inclusion", "phi(", "φ", "勒让德", "梅塞尔", "容斥"],
    "dynamic programming": ["lucy", "dynamic program", "n/i", "n//i", "n // i", "⌊n", "动态规划", "递推"],
    "smallest factors": ["smallest prime factor", "smallest factor", "least prime", "divisor", "divisib", "最小质因",
        "最小素因", "整除", "因子", "因数"],
    "primality": ["primality", "miller", "trial division", "试除", "素性"],
}  # fmt: skip


def starts(case: ProgramCase) -> Result:
    return expect_started(_asker(case))


def answer(case: ProgramCase) -> Result:
    return _earned(case, _given(case))


def stdlib_only(case: ProgramCase) -> Result:
    return _earned(case, expect_own_means(case, _asker(case), _primes(case)[0], trial_cpu_s=case.tolerances["trial_cpu_s"]))


def computes(case: ProgramCase) -> Result:
    tol = case.tolerances
    *smaller, beside = _primes(case)
    trials = Trials(NUMBER, smaller, COMPOSITE, beside, lambda n: _index(case, n))
    weighing = Weighing(
        follow_share=tol["follow_share"],
        trial_cpu_s=tol["trial_cpu_s"],
        faster_times=tol["faster_times"],
        faster_cpu_s=tol["faster_cpu_s"],
        least_share=tol["least_share"],
    )
    return expect_computed(case, _asker(case), trials, weighing)


def within_limits(case: ProgramCase) -> Result:
    return _earned(case, expect_within_limits(_asker(case).main, case.limits))


def efficient(case: ProgramCase) -> Result:
    answered = _given(case).status is Status.PASS and computes(case).status is Status.PASS
    return expect_efficient(_asker(case), case.reference, answered=answered, at_most_s=case.limits.cpu_s)


def explained(case: ProgramCase) -> Result:
    if case.submission.kind != "answer":
        raise NotAsked("the submission is a program alone")
    tol = case.tolerances
    return expect_explained(
        case.submission,
        words=TOPICS,
        mechanisms=MECHANISMS,
        comment_share=tol["comment_share"],
        characters=int(tol["prose_characters"]),
    )


def _given(case: ProgramCase) -> Result:
    return expect_answer(_asker(case), NUMBER, _index(case, NUMBER))


def _earned(case: ProgramCase, result: Result) -> Result:
    """A program that computes nothing may say the answer, and keeps to its means and limits: that is not worth anything."""
    if result.status is Status.PASS and computes(case).status is not Status.PASS:
        raise NotReachable(f"{result.actual}; whether it was computed is not shown")
    return result


# ── what the checks look at ──────────────────────────────────────────────────────────────────────────────────────────


def _asker(case: ProgramCase) -> Asker:
    small = _primes(case)[0]
    return Asker(case, NUMBER, small, _index(case, small))


def _primes(case: ProgramCase) -> list[int]:
    """Those that the program is asked about, rising, the last beside the number: the same for the same program, and others for
    another, so that a table of them cannot be written into it."""
    oracle = _oracle(case)
    chance = random.Random(hashlib.sha256(case.submission.source.encode("utf-8", "surrogatepass")).digest())
    starts = [chance.randint(*place) for place in (*PLACES, PLACES_BESIDE)]
    return [next(n for n in range(start, 2 * start) if oracle.is_prime(n)) for start in starts]


def _index(case: ProgramCase, number: int) -> int:
    """π(number)."""
    index: int = _oracle(case).prime_index(number)
    return index


def _oracle(case: ProgramCase) -> ModuleType:
    if case.oracle is None:
        raise NotReachable("the oracle is missing")
    return case.oracle
