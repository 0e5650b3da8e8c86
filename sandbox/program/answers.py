"""The one number that a program's output gives as its answer.

Every number of the output is a candidate. It is measured by the words around it: what names it as an index of a prime, as the
number that was asked about, as a time, a size or a limit, as an estimate, as progress, as the count of something else. Then it
is judged: the best one is the answer, where no other stands as well as it does. Of running totals the last is the answer; of
several numbers that are all given as the answer none is.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sandbox.limits import KIB
from sandbox.program.numbers import Number, numbers_in
from sandbox.text import one_line

__all__ = ["Candidate", "Reading", "read_answer"]

ACCEPTED = 0.0  # standing from which a number can be the answer at all
EQUAL = 0.5  # difference in standing that means nothing
NEAR = 0.01  # share of the larger number: candidates so near one another are guesses at one thing
BESIDE = 2  # numbers that far from the one asked about are limits made of it
CONTEXT = 60  # characters before and after a number that may name it
TOTALS_GROW = 1.2  # times, from the first to the last of running totals
MAX_READ = 256 * KIB  # characters, the last ones of an output
FEW = 4  # numbers in a line beside the one asked about
LONG_LINE = 2000  # characters, from which on brackets say nothing
SHOWN_LINE = 120  # characters
SHOWN = 3  # candidates that are told
_I = re.IGNORECASE


def _words(*groups: str) -> str:
    return "|".join(groups)


# Right before a number, up to the number before it.
_NAMED = re.compile(
    r"(?:\b(?:"
    + _words(
        "index|indices|rank|position|ordinal|place|order|answer|result|count|total|number of primes|primes (?:found|counted)",
        "how many|nth|no\\.?|number|pi|sum|nummer|stelle|platz|anzahl|ergebnis|antwort|rang|posici[oó]n|respuesta|réponse",
    )
    + r")\b|#|π|(?<!\w)[nk]['\"]?\s*[=:]|(?<!\w)p[_(\[]"
    r"|序号|索引|编号|排名|排位|位次|位置|第|个数|数量|计数|总数|共|答案|结果|等于|排在|是)[^\d\n]{0,30}$",
    _I,
)
_FINAL = re.compile(
    r"\b(?:final|answer|therefore|hence|thus|so|conclusion|ergebnis|antwort)\b|答案|最终|因此|所以|结论|⇒|=>|→", _I
)
_NOISE_BEFORE = re.compile(
    r"(?:\b(?:"
    + _words(
        "time|took|elapsed|duration|seconds?|secs?|minutes?|ms|cpu|memory|rss|peak|limit|bound|sqrt|isqrt|root|seed|version|python|threads?|cores?|workers?",
        "segments?|blocks?|chunks?|batch(?:es)?|steps?|iterations?|speed|checked|processed|scanned|size|length|offset|start|end",
        "from|range|between|low|high|lo|hi|base|small|wheel|mod|gap|digits?|line|progress|divided by|factor|bits?|year",
    )
    + r")\b|√|耗时|用时|时间|内存|上限|下限|上界|下界|平方根|线程|进程|分段|步长|速度|大小|长度|区间|范围|从|基素数|小素数|模"
    r"|间隔|位数|第几|已处理|进度|筛到)[^\d\n]{0,20}$",
    _I,
)
_ALTERNATIVE = re.compile(r"\s*(?:\bor\b|\bto\b|或者?|到|至|[~–-]|\.\.+|…)\s*")
_LISTED = re.compile(r"\s*(?:[,;/、，]|\band\b|和|与)?\s*(?:\bor\b|\band\b|或)?\s*")
# Right after a number, up to the next.
_UNIT = re.compile(
    r"\s?(?:s|secs?|seconds?|sekunden|ms|µs|us|μs|ns|milliseconds?|mins?|minutes?|h|hours?|[kmgt]i?b|bytes?|bits?|b|hz)(?![a-z])"
    r"|\s?(?:秒|毫秒|微秒|分钟|分(?!之)|小时|字节|倍|次|步|段|块|线程|进程|线|位数|核)|\s?[%％]|/\s?\d|\s?-?(?:"
    + _words(
        "threads?|cores?|workers?|processes|iterations?|steps?|segments?|blocks?|chunks?|digits?|times|numbers|candidates",
        "base primes|small primes",
    )
    + r")\b|[A-Za-z_]+\d|(?!(?:st|nd|rd|th|ten?|e|er|[eè]me|o|a|ra|ro)\b)[A-Za-z_]",
    _I,
)
_ORDINAL = re.compile(
    r"\s?-?(?:st|nd|rd|th|e|er|[eè]me|º|ª)\b|(?:\.|-?te)?\s?(?:primzahl|n[úu]mero primo|primo|nombre premier|premier)"
    r"|\s?(?:个|位|號|号)?\s?(?:素|质|質)数|\s?(?:位|号|號|个)(?!数)"
    r"|\s?(?:个)?\s?(?:素|质|質)|\s(?:\w+ )?primes?\b",
    _I,
)
# Of the part of the sentence.
_CLAUSE = re.compile(r"[;；，。]|[,.](?=\s|$)|\s[–—-]\s|[(（](?=[^()（）]{0,40}\d{3})|(?<=\d)[)）]")
_ONE_BASED = re.compile(
    r"\b(?:1|one)-?\s?(?:based|indexed)|从\s?[1一](?!\d)"
    r"|\b2\s*(?:is|being|as|=|是|为|算)\s*(?:the )?(?:第|no\. ?|#|number )?(?:1|first)(?:st)?\b",
    _I,
)
_ZERO_BASED = re.compile(
    r"\b(?:0|zero)-?\s?(?:based|indexed)|(?:start|count)\w* (?:at|from|with) (?:0|zero)\b|[从以]\s?[0零](?!\d)", _I
)
_BEFORE = re.compile(
    r"\b(?:before|preceding|smaller than|less than|lower than|below|precede|davor)\b"
    r"|之前|前面|小于它|比它小|比.{0,12}小",
    _I,
)
# Of the whole line.
_ESTIMATE = re.compile(r"\b(?:estimat\w*|approx\w*|about|roughly|expected|heuristic|li)\b|[≈~]|估|约|近似|大概", _I)
_PROGRESS = re.compile(
    r"\d\s?[%％]|\b(?:progress|processing|so far|checkpoint|sieving|eta|verify|test)\w*"
    r"|\b(?:segment|block|chunk|batch|part|range|step|worker|thread|process|task|pass)\s+#?\d+\b|进度|目前|已筛|正在|自检|测试",
    _I,
)
_OTHER = re.compile(
    r"(?:(?:\bpi|π)\s?\(|(?:up to|below|under|<=?|≤|through|until|bis|不超过|小于等于|小于|不大于|前)\s?)\s?$", _I
)
_OTHER_AFTER = re.compile(r"\s?(?:以内|以下|之内)", _I)
_ESCAPES = re.compile(r"\x1b\[[0-9;?]*[ -/]*[@-~]|\x1b[()][0-9A-B]|\x1b.")
_CLOCKS = re.compile(r"\d{4}-\d{2}-\d{2}|\d{1,2}:\d{2}(?::\d{2})?(?:[.,]\d+)?")
_BRACKETS = re.compile(r"[(（][^()（）]*[)）]")
_WIDE = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}


@dataclass(frozen=True, slots=True)
class Candidate:
    """words     the line that it stands in
    standing  how well the words around it give it as the answer; below 0 they say that it is something else
    step      what its last digit stands for
    rough     it may be rounded
    beside    said to begin with 0, or to count what is before: the answer is one more
    dotted    printed as 1.234.567
    """

    value: int
    line: int
    words: str
    standing: float
    step: int = 1
    rough: bool = False
    beside: bool = False
    dotted: bool = False


@dataclass(frozen=True, slots=True)
class Reading:
    """What an output says. `answer` is None where it gives no number, or several, as the answer; `why` says which.

    words       the line that gives the answer, "" where none does
    offered     the values that stand equally well
    candidates  all numbers that are not the one asked about, in the order of the output
    """

    answer: int | None
    why: str
    words: str = ""
    offered: tuple[int, ...] = ()
    candidates: tuple[Candidate, ...] = ()

    @property
    def dotted(self) -> bool:
        """Its answer is printed as 1.234.567, so that 3.301 is a whole number there."""
        return any(c.dotted for c in self.candidates if c.value == self.answer)

    def gives(self, expected: int) -> bool | None:
        """Whether `expected` is given as the answer; None where that is not clear."""
        if self.answer is not None:
            best = [c for c in self.candidates if c.value == self.answer]
            if self.answer == expected:
                return None if all(c.rough for c in best) else True
            unclear = all((c.beside and c.value + 1 == expected) or abs(c.value - expected) < c.step for c in best)
            return None if unclear else False
        if not self.offered:
            hidden = any(expected in (c.value, c.value + 1 if c.beside else c.value) for c in self.candidates)
            return None if hidden else False
        return None if expected in self.offered and not _are_guesses(self.offered, expected) else False


def read_answer(output: str, about: Collection[int], *, dotted: bool = False) -> Reading:
    """`about` are the numbers that were asked about: where they stand, they are not the answer. `dotted`: 3.301 may be it."""
    candidates = _candidates(output[-MAX_READ:], about, dotted)
    if not candidates:
        return Reading(None, "no number is given as the answer")
    good = [c for c in candidates if c.standing >= ACCEPTED]
    if not good:
        return Reading(None, "no number is clearly the answer", candidates=tuple(candidates))
    top = max(c.standing for c in good)
    equal = [c for c in good if c.standing > top - EQUAL]
    offered = tuple(dict.fromkeys(c.value for c in equal))
    if len(offered) == 1 or _are_totals(equal, candidates):
        best = equal[-1]
        return Reading(best.value, f"{best.value} in line {best.line}", best.words, offered[-1:], tuple(candidates))
    told = ", ".join(map(str, offered[:SHOWN])) + (" …" if len(offered) > SHOWN else "")
    return Reading(None, f"{len(offered)} numbers are given alike: {told}", "", offered, tuple(candidates))


def _are_totals(equal: Sequence[Candidate], all_of_them: Sequence[Candidate]) -> bool:
    """They grow to the end of the output: what is counted is still being counted."""
    values = [c.value for c in equal]
    growing = values == sorted(values) and values[-1] >= TOTALS_GROW * values[0]
    return growing and len({c.line for c in equal}) == len(equal) and equal[-1].line == all_of_them[-1].line


def _are_guesses(values: Sequence[int], right: int) -> bool:
    """Several numbers near one another, or many with the right one before the last: whoever offers them all has no answer."""
    return max(values) - min(values) <= NEAR * max(values) or (len(values) > SHOWN and values[-1] != right)


def _candidates(output: str, about: Collection[int], dotted: bool) -> list[Candidate]:
    found: list[Candidate] = []
    for number, line in enumerate(_lines(output), 1):
        if any(c.isdigit() or c in "百千万亿" for c in line):
            found += _of_line(number, line, about, dotted)
    return found


def _lines(output: str) -> list[str]:
    """As a terminal shows them: a carriage return overwrites."""
    text = _ESCAPES.sub("", output.replace("\r\n", "\n")).translate(_WIDE)
    return [next((part for part in reversed(line.split("\r")) if part.strip()), "") for line in text.split("\n")]


def _of_line(line_number: int, line: str, about: Collection[int], dotted: bool) -> list[Candidate]:
    parts, words = deque(_clauses(line)), one_line(line, SHOWN_LINE)
    line = _hidden(_ONE_BASED, _hidden(_ZERO_BASED, _hidden(_CLOCKS, line)))
    numbers = list(numbers_in(line, dotted=dotted))
    asked = {n.start for n in numbers if n.value in about}
    beside_it = {n.start for n in numbers if n.value is not None and any(abs(n.value - a) <= BESIDE for a in about)}
    others = {n.start for n in numbers if n.start not in beside_it and _is_of_another(line, n)}
    remarks = _in_brackets(line, numbers, asked)
    of_line = -3.0 * bool(_PROGRESS.search(line)) - 2.0 * bool(_ESTIMATE.search(line)) + 1.5 * bool(_FINAL.search(line))
    # Where many numbers stand beside the one asked about, being there says little of each.
    few = len(numbers) - len(beside_it) <= FEW
    of_line += (3.0 if few else 1.0) * bool(asked) - 4.0 * bool(others)
    alone = 2.0 * (len(numbers) == 1 and _is_alone(line, numbers[0]))
    found: list[Candidate] = []
    end, last = 0, 0.0
    for index, number in enumerate(numbers):
        left = line[max(end, number.start - CONTEXT) : number.start]
        following = numbers[index + 1].start if index + 1 < len(numbers) else len(line)
        right = line[number.end : min(following, number.end + CONTEXT)]
        offered_before = bool(found) and bool(end) and _is_alternative(left, number, found[-1].value)
        end = number.end
        if number.value is None or number.start in beside_it or number.start in others:
            continue
        while number.start >= parts[0][0]:
            parts.popleft()
        beside = parts[0][1]
        standing = of_line + alone + _standing(left, right) - 4.0 * beside - 1.0 * (number.start in remarks)
        last = max(standing, last) if offered_before else standing
        found.append(Candidate(number.value, line_number, words, last, number.step, number.rough, beside, number.dotted))
    return found


def _is_alternative(between: str, number: Number, before: int) -> bool:
    """Offered as well as the number before it: "a or b", or a list of numbers that are near one another."""
    if number.value is None:
        return False
    near = abs(number.value - before) <= NEAR * max(number.value, before)
    return _ALTERNATIVE.fullmatch(between) is not None or (near and _LISTED.fullmatch(between) is not None)


def _clauses(line: str) -> list[tuple[int, bool]]:
    """(where it ends, whether it counts from 0, or counts what is before) of each part of the sentence."""
    ends = [*(match.start() for match in _CLAUSE.finditer(line)), len(line) + 1]
    found: list[tuple[int, bool]] = []
    start = 0
    for end in ends:
        part = line[start:end]
        from_zero = _ZERO_BASED.search(part) is not None and not _ONE_BASED.search(part)
        found.append((end, from_zero or _BEFORE.search(part) is not None))
        start = end
    return found


def _in_brackets(line: str, numbers: Sequence[Number], asked: Collection[int]) -> set[int]:
    """Starts of the numbers in brackets that hold no number asked about: remarks, where there are others outside."""
    inside: set[int] = set()
    for match in _BRACKETS.finditer(line):
        starts = {n.start for n in numbers if match.start() < n.start < match.end()} if len(line) <= LONG_LINE else set()
        if not starts & set(asked):
            inside |= starts
    return inside if len(inside) < len(numbers) - len(asked) else set()


def _hidden(pattern: re.Pattern[str], line: str) -> str:
    return pattern.sub(lambda match: " " * len(match[0]), line)


def _standing(left: str, right: str) -> float:
    """By the words next to the number."""
    standing = 0.0
    if _UNIT.match(right):
        standing -= 8.0
    elif _ORDINAL.match(right):
        standing += 3.0
    noise, named = _NOISE_BEFORE.search(left), _NAMED.search(left)
    if noise and not (named and named.start() > noise.start()):
        standing -= 5.0
    elif named:
        standing += 3.0
    return standing


def _is_alone(line: str, number: Number) -> bool:
    """Nothing else stands in the line but an ordinal's ending."""
    if len(line) - (number.end - number.start) > CONTEXT:
        return False
    return not re.sub(r"[\W_]|th|st|nd|rd|第|个|位", "", line[: number.start] + line[number.end :])


def _is_of_another(line: str, number: Number) -> bool:
    """A count up to this number is meant, which is not the one asked about."""
    return (
        _OTHER.search(line[max(0, number.start - CONTEXT) : number.start]) is not None
        or _OTHER_AFTER.match(line[number.end : number.end + CONTEXT]) is not None
    )
