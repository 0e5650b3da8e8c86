"""What a person means by a node's text: code, Chinese and English, in their many wordings, become statements and questions.

What is not understood is UNKNOWN, never guessed. A text that may be meant in several ways has several readings.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from sandbox.flowchart.expression import canonical, literal_array
from sandbox.flowchart.listing import Flow
from sandbox.flowchart.polarity import polarity
from sandbox.flowchart.program import IMPLIED, Kind, Statement, condition
from sandbox.flowchart.wording_code import PROSE, assignments, fragment
from sandbox.flowchart.wording_counts import assigned, counted, moved
from sandbox.flowchart.wording_merge import Reading, merged
from sandbox.flowchart.wording_phrases import NAME, NOUN, THE_ARRAY, as_code
from sandbox.flowchart.wording_plain import lines_of
from sandbox.flowchart.wording_verbs import called, ended, exchanged, given, given_back, jumped, read_or_shown
from sandbox.text import one_line

__all__ = ["THE_ARRAY", "Meaning", "Reading", "answer_of", "meaning_of"]

MOST_READINGS = 4
MOST_LINES = 12
MOST_CLAUSES = 60  # that are looked at in one text, in all its divisions

ASKING = re.compile(
    r"\?|吗|是否|能否|如果|判断|当|若|(?<![A-Za-z])(?:is|are|if|while|whether|does|check|until)(?![A-Za-z_])", re.IGNORECASE
)
# Variables that are true or false by their name, and so may be asked for by it alone.
FLAG = re.compile(r"(?:not\s+)?(?:is_?|has_?|did_?|was_?)?(?:swapped|exchanged|changed|flag|sorted_flag)", re.IGNORECASE)
# How the exits of a for loop's head are called.
ROUND = re.compile(
    r"(?P<over>循环结束|结束|完成|退出|遍历完|\b(?:done|end|exit|finished|after|out)\b)|(?P<more>循环体?|继续|进入|下一|取|\b(?:next|body|each|loop|in)\b)",
    re.IGNORECASE,
)
NEGATION = re.compile(r"不成立|不满足|不符合|为假|(?<![A-Za-z])(?:not|isn't|fails|is\s+false)(?![A-Za-z])", re.IGNORECASE)
REFUSAL = re.compile(r"不|未|没|无|除非|(?<![A-Za-z])(?:no|not|unless|else|never|otherwise)(?![A-Za-z])|否则", re.IGNORECASE)
WHETHER = re.compile("是否|是不是|能否|与否")
TITLE = re.compile(
    rf"^(?:获取|计算|求出?|取得?|get|compute|calculate|find)\s*(?:the\s+)?len\([^()]*\)[:,]?\s*(?={NAME}\s*=)", re.IGNORECASE
)
COMPARING = re.compile(r"比较|(?<![A-Za-z])(?:compare|compares|comparing)(?![A-Za-z])", re.IGNORECASE)
SWAP_QUESTION = re.compile(
    r"(?:是否|需要|需)\S{0,4}(?:交换|互换)|交换吗|逆序|顺序(?:错误|不对)|(?:前|左|当前)[^,;=<>]{0,8}(?:大于|>|比)[^,;=<>]{0,8}(?:后|右|下一)"
    r"|(?:need|should|must)\w*\s+(?:to\s+)?(?:be\s+)?swap|(?:swap|switch|exchange)\s+needed|(?:out\s+of|wrong)\s+order"
    r"|(?:current|left|first)\s+(?:element\s+)?>\s+(?:next|right|second|the\s+next)",
    re.IGNORECASE,
)
SIDES = re.compile(
    r"(?:current|left|first)(?:-hand)?(?:\s+(?:element|item|value|number|neighbou?r|one))?\s*>\s*(?:the\s+|its\s+)?"
    r"(?:next|right|second|following)(?![A-Za-z0-9_])",
    re.IGNORECASE,
)
LITERAL = re.compile(rf"(?:({NAME})\s*=\s*)?(\[\s*-?\d[^\[\]]*\])\s*[,;]?\s*$")
SHOWN = re.compile(r"(?:输出|打印|显示|(?:print|output|display|show|write)(?![A-Za-z0-9_]))", re.IGNORECASE)
IN_BRACKETS = re.compile(r"([^()\[\]<>=+]*[^()\[\]<>=+\s\w]?)\s+\((.+)\)")
EXAMPLE = re.compile(rf"{NOUN}\s*:?\s*$|输入|示例|input|example", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Meaning:
    """The readings of a node's text, the likeliest first; never empty. A reading's statements are in their order."""

    text: str
    readings: tuple[Reading, ...]

    @property
    def understood(self) -> bool:
        return all(statement.kind is not Kind.UNKNOWN for statement in self.readings[0])


def answer_of(label: str, asked: Statement, flow: Flow, sense: Callable[[str, str], bool | None]) -> bool | None:
    """What an exit's label answers to the question it leaves: yes or no in words, or the question or its opposite written out.

    sense  of States: whether two tests ask the same (True), the opposite (False) or something else
    """
    coded = re.search(r"[<>=≤≥≠]", label)
    if not coded or re.match(r"[\s(\[]*(?:[A-Za-z]{2,}|[一-鿿])", label):  # n is a variable in "n > 1", and a no alone
        said = polarity(label)
        if said is not None:
            return said
    if asked.name == IMPLIED and (round_ := ROUND.search(label)):
        return round_.lastgroup == "more"
    if asked.kind is Kind.CONDITION and coded:
        for reading in meaning_of(label, flow).readings:
            if len(reading) == 1 and reading[0].kind is Kind.CONDITION:
                return sense(asked.values[0], reading[0].values[0])
    return None


def meaning_of(text: str, flow: Flow) -> Meaning:
    """What the text means in a chart of this listing."""
    lines = lines_of(text)[:MOST_LINES]
    if not lines:
        return Meaning(text, ((Statement(Kind.NOTHING if not text.strip() else Kind.UNKNOWN, name=one_line(text, 80)),),))
    reader = _Reader(flow)
    readings = list(dict.fromkeys(islice(reader.lines(lines), MOST_READINGS)))
    return Meaning(text, tuple(readings) or ((Statement(Kind.UNKNOWN, name=one_line(" ".join(lines), 80)),),))


@dataclass(frozen=True, slots=True)
class _Piece:
    """What one stretch of a text means; `empty` where it is a title or a remark alone."""

    readings: tuple[Reading, ...]
    empty: bool = False


class _Reader:
    def __init__(self, flow: Flow) -> None:
        self.flow = flow
        self.arrays = frozenset(name for part in flow.functions for name in part.parameters)
        calls = [step.statement for step in flow.steps if step.statement.kind is Kind.CALL]
        self.given = {name for call in calls for name in call.targets}  # what holds the result of a call
        self.seen: dict[str, _Piece | None] = {}  # clause → what it means
        self.divided: dict[str, _Piece | None] = {}  # line → what its clauses mean

    def lines(self, lines: Sequence[str]) -> Iterator[Reading]:
        """Readings of a whole text: its lines are put together where a statement goes over several."""
        whole = " ".join(lines)
        if len(lines) > 1:
            pieces = self._split(lines)
            if pieces is not None:
                yield from _joined(pieces)
                return
        piece = self.clauses(whole)
        if piece is not None and not piece.empty:
            yield from piece.readings

    def _split(self, lines: Sequence[str]) -> list[_Piece] | None:
        """The lines in groups, each understood by itself; the fewest lines to a group. None where that is not possible."""
        alone = [piece for piece in map(self.clauses, lines) if piece is not None and not piece.empty]
        if len(alone) == len(lines):
            return alone
        best: list[tuple[int, list[_Piece]] | None] = [(0, []), *([None] * len(lines))]
        for last in range(1, len(lines) + 1):
            for first in range(last - 1, max(-1, last - 5), -1):
                before = best[first]
                if before is None:
                    continue
                piece = self.clauses(" ".join(lines[first:last]))
                if piece is None:
                    continue
                cost = before[0] + (last - first - 1) * 2 + (3 if piece.empty else 0)
                known = best[last]
                if known is None or cost < known[0]:
                    best[last] = cost, [*before[1], piece]
        found = best[-1]
        if found is None or all(piece.empty for piece in found[1]):
            return None
        return found[1]

    def clauses(self, text: str) -> _Piece | None:
        """One line: a clause, or several with marks between them."""
        text = text.strip(" ;")
        if text not in self.divided:
            self.divided[text] = None
            if len(self.divided) < MOST_CLAUSES:
                self.divided[text] = self._divided(text)
        return self.divided[text]

    def _divided(self, text: str) -> _Piece | None:
        if any(ended(text, self.flow)) or counted(as_code(text, self.arrays)) or (SHOWN.match(text) and LITERAL.search(text)):
            return self.clause(text)
        parts = [part for part in _cut(text, ";") if part]
        if len(parts) > 1:
            pieces = [self.clauses(part) for part in parts]
            known = [piece for piece in pieces if piece is not None]
            if len(known) == len(pieces):
                return _together(known)
        for mark in (",", " / ", "/", "|", " then ", "则", "并", ":", " - ", "->"):
            parts = [part for part in _cut(text, mark) if part]
            pieces = [self.clause(part) for part in parts] if 1 < len(parts) <= 6 else []
            known = [piece for piece in pieces if piece is not None and not piece.empty]
            if pieces and len(known) == len(pieces) and (together := _together(known)):
                return together
        piece = self.clause(text)
        if piece is not None and not piece.empty:
            return piece
        for mark in (":", " - ", ",", " / "):
            title, _, rest = text.partition(mark)
            inner = self.clauses(rest) if rest.strip() and not re.search(r"[<>=\[(+]", title) else None
            if inner is not None and not inner.empty:
                return inner
        if explained := IN_BRACKETS.fullmatch(text):
            inner = self.clauses(explained[2])
            if inner is not None and any(s.kind is Kind.ASSIGN and not s.vague for s in inner.readings[0]):
                return inner
        plain = re.sub(r"(?<![A-Za-z_])\([^()]*\)|\s\([^()]*\)", " ", text).strip()
        if plain and plain != text:
            inner = self.clauses(plain)
            if inner is not None and not inner.empty:
                return inner
        return piece

    def clause(self, text: str) -> _Piece | None:
        """One clause, without marks in it that part statements. None where it is not understood."""
        text = text.strip(" ;,")
        if text not in self.seen:
            self.seen[text] = self._clause(text) if len(self.seen) < MOST_CLAUSES else None
        return self.seen[text]

    def _clause(self, text: str) -> _Piece | None:
        if not re.search(r"[A-Za-z0-9一-鿿\[]|<->", text):
            return _Piece(((),), empty=True)
        code = TITLE.sub("", as_code(WHETHER.sub(" ", text), self.arrays))
        asking = bool(ASKING.search(text))
        readings = tuple(dict.fromkeys(self._readings(text, code, asking=asking)))
        if readings:
            return _Piece(readings)
        return _Piece(((),), empty=True) if _is_title(text) else None

    def _readings(self, text: str, code: str, *, asking: bool) -> Iterator[Reading]:
        example = None if SHOWN.match(text) else _example(code)
        if example is not None:
            yield (example,)
            return
        if printed := re.match(r"(?:print|println|console\.log)\s*\((.*)\)", text):
            yield (Statement(Kind.OUTPUT, values=tuple(given(printed[1]))),)
            return
        head = counted(code)
        if head is not None or re.match(r"for(?![A-Za-z0-9_])", code, re.IGNORECASE):
            yield from [head] if head is not None else []
            return
        found = list(called(code, self.flow))
        ends = list(ended(text, self.flow))
        if ends:
            yield from ends
            return
        if found:
            yield from found
            return
        plain = assignments(code.rstrip("?")) if not re.search(r"==|\?", code) else None
        if plain and any(s.values == ("result",) and s.targets[0] in self.given for s in plain):
            yield (Statement(Kind.NOTHING),)  # the call gives its result to that variable already
            return
        if plain:
            yield plain
            if len(plain) == 1 and re.fullmatch(rf"{NAME} = [^=]+", code):
                yield (condition(f"{plain[0].targets[0]} == {plain[0].values[0]}"),)  # as people write it in a decision
            return
        sides = SIDES.search(code) and "[" not in code
        asked = None if sides else self._asked(text, code)
        swap_question = asking and (SWAP_QUESTION.search(text) or SIDES.search(code))
        remark = None if re.search(r"\?|吗|是否", text) else jumped(text)
        swap = None if asking and asked else exchanged(code, self.flow)
        done = remark or swap or given_back(code)
        if done is not None and not swap_question:
            yield done
            return
        if asked is not None and not re.match(r"(?:设|令|set|let)", text):
            yield asked
            if COMPARING.search(text):
                yield (Statement(Kind.NOTHING),)
            if "=" in code and not re.search(r"\?|==|[<>!]=", text if "==" in code else code):
                yield from self._done(text, code.replace("==", "="))  # «n equals len(arr)»
            return
        if SWAP_QUESTION.search(text) or SIDES.search(code):
            yield from self._swap_question()
            return
        if COMPARING.search(text):
            yield (Statement(Kind.NOTHING),)
            yield from self._swap_question()
            return
        yield from self._done(text, code)

    def _done(self, text: str, code: str) -> Iterator[Reading]:
        for reading in (moved(code), assigned(code, self.flow)):
            if reading:
                yield reading
                return
        found = fragment(code, question=False)
        if found is not None and not REFUSAL.search(found[1]):
            yield found[0]
            return
        shown = read_or_shown(text)
        if shown is not None or self._printed(text):
            yield shown or (Statement(Kind.OUTPUT),)

    def _printed(self, text: str) -> bool:
        """True for the listing's own words of output with something behind them: «Sorted array: sorted_array»."""
        literals = {v for s in self.flow.steps if s.statement.kind is Kind.OUTPUT for v in s.statement.values if v[:1] in "'\""}
        words = [re.findall(r"\w+", literal.lower()) for literal in literals]
        said = re.findall(r"\w+", text.lower())
        return any(0 < len(known) < len(said) and said[: len(known)] == known for known in words)

    def _asked(self, text: str, code: str) -> Reading | None:
        if FLAG.fullmatch(code.rstrip(" ?:")):
            return (condition(code.rstrip(" ?:")),)
        found = fragment(re.sub(r"[?]", " ", code), question=True)
        if found is None:
            return None
        (test,), rest = found
        single = "=" in code and not re.search(r"[<>!=]=|==|<|>", code)
        if single and not ASKING.search(text):
            return None
        if NEGATION.search(rest):
            return (condition(canonical(f"not ({test.values[0]})")),)
        return None if REFUSAL.search(rest) else (test,)

    def _swap_question(self) -> Iterator[Reading]:
        """The question before the listing's only swap, for a text that asks for it in words alone."""
        swaps = [s.id for s in self.flow.steps if s.statement.kind is Kind.ASSIGN and len(s.statement.targets) == 2]
        asked = [self.flow.step(arc.source).statement for arc in self.flow.arcs if arc.target in swaps]
        if len(asked) == 1 and asked[0].kind is Kind.CONDITION:
            yield (condition(asked[0].values[0], vague=True),)


def _is_title(text: str) -> bool:
    """True for words alone, that say what is done elsewhere in the box."""
    return not re.search(r"[<>=+*\[\]]|\d\s*[-/]\s*\d", text) and not re.search(r"交换|swap|返回|return", text, re.IGNORECASE)


def _example(code: str) -> Statement | None:
    """An array written out, with or without a name: the example's input. Dots in it leave it open which numbers are meant."""
    found = LITERAL.search(code)
    if found is None or re.search(r"[<>]|==", code):
        return None
    before = code[: found.start()].strip()
    word = re.search(rf"(?:{NAME}|{THE_ARRAY})\s*$", before)
    indexed = word and word[0].strip().lower() not in PROSE and not EXAMPLE.search(before)
    if indexed and not found[1]:
        return None
    name = found[1] or THE_ARRAY
    if "..." in found[2]:
        return Statement(Kind.ASSIGN, (name,), ("[]",), vague=True)
    return Statement(Kind.ASSIGN, (name,), (canonical(found[2]),)) if literal_array(found[2]) else None


def _cut(text: str, mark: str) -> list[str]:
    """The text cut at a mark outside brackets and quotes."""
    parts, depth, quoted, start = [], 0, "", 0
    for at, sign in enumerate(text):
        if quoted:
            quoted = "" if sign == quoted else quoted
        elif sign in "\"'":
            quoted = sign if text.count(sign, at + 1) else ""
        elif sign in "([{":
            depth += 1
        elif sign in ")]}":
            depth -= 1
        elif depth == 0 and at >= start and text.startswith(mark, at):
            parts.append(text[start:at].strip())
            start = at + len(mark)
    return [*parts, text[start:].strip()]


def _together(pieces: Sequence[_Piece]) -> _Piece | None:
    """Pieces of one line, one after the other."""
    readings = tuple(dict.fromkeys(_joined(pieces)))
    return _Piece(readings, empty=all(piece.empty for piece in pieces)) if readings else None


def _joined(pieces: Sequence[_Piece]) -> Iterator[Reading]:
    """What pieces say one after the other. Words that announce what code says again count once."""
    begun = any(piece.readings[0][0].kind is Kind.START for piece in pieces if not piece.empty)
    first = [_head(piece.readings) if begun else piece.readings[0] for piece in pieces if not piece.empty]
    choices = [first]
    for k, piece in enumerate(piece for piece in pieces if not piece.empty):
        choices += [[*first[:k], other, *first[k + 1 :]] for other in piece.readings[1:]]
    for choice in choices:
        reading = merged(choice)
        asked = [statement for statement in reading if statement.kind is Kind.CONDITION]
        if not asked or reading[-1] is asked[0]:
            yield reading
        elif len(asked) == 1 and all(s is asked[0] or s.vague or s.kind is Kind.NOTHING for s in reading):
            yield (asked[0],)  # "if …, swap" asks; the swap has its own box


def _head(readings: Sequence[Reading]) -> Reading:
    """Beside a start, a function's name is its head rather than a call of it."""
    return next((reading for reading in readings if reading[0].kind is Kind.START), readings[0])
