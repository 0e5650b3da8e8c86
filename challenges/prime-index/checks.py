"""The checks of the prime-index challenge, one function each, in the order of challenge.toml.

docs/prime-index-checks.md says what each asks, measures and allows. The right answers are those of the reference's oracle.
"""

from __future__ import annotations

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
PRIME_BEFORE = 438_990_623
# The 3301st, 41203rd, 383003rd and 2711117th prime, and 701 · 907.
PRIMES = (30_577, 495_617, 5_534_761, 44_875_343)
COMPOSITE = 635_807
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
    result = _given(case)
    if result.status is Status.PASS and computes(case).status is Status.FAIL:
        raise NotReachable(f"{result.actual}, which was not computed")
    return result


def stdlib_only(case: ProgramCase) -> Result:
    return _earned(case, expect_own_means(case, _asker(case), PRIMES[0], trial_cpu_s=case.tolerances["trial_cpu_s"]))


def computes(case: ProgramCase) -> Result:
    tol = case.tolerances
    trials = Trials(NUMBER, PRIMES, COMPOSITE, PRIME_BEFORE, lambda n: _index(case, n))
    weighing = Weighing(
        follow_share=tol["follow_share"],
        trial_cpu_s=tol["trial_cpu_s"],
        beside_cpu_s=tol["beside_cpu_s"],
        faster_times=tol["faster_times"],
        faster_cpu_s=tol["faster_cpu_s"],
        least_share=tol["least_share"],
    )
    return expect_computed(case, _asker(case), trials, weighing)


def within_limits(case: ProgramCase) -> Result:
    return _earned(case, expect_within_limits(_asker(case).main, case.limits))


def efficient(case: ProgramCase) -> Result:
    answered = _given(case).status is Status.PASS and computes(case).status is not Status.FAIL
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
    """A program that computes nothing keeps to its means and limits all the same: that is not worth anything."""
    if result.status is Status.PASS:
        computed = computes(case).status
        if computed is Status.FAIL or (computed is Status.UNDECIDED and _given(case).status is Status.FAIL):
            raise NotReachable(f"{result.actual}, but it computes no answer")
    return result


# ── what the checks look at ──────────────────────────────────────────────────────────────────────────────────────────


def _asker(case: ProgramCase) -> Asker:
    return Asker(case, NUMBER, PRIMES[0], _index(case, PRIMES[0]))


def _index(case: ProgramCase, number: int) -> int:
    """π(number)."""
    if case.oracle is None:
        raise NotReachable("the oracle is missing")
    index: int = case.oracle.prime_index(number)
    return index
