"""Node texts in one spelling: plain ASCII operators and brackets, line by line, without decoration."""

from __future__ import annotations

import html
import re
import unicodedata

__all__ = ["lines_of"]

MAX_CHARACTERS = 600  # of a node's text; a longer one is no step
SUBSCRIPTS = str.maketrans("₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓ", "0123456789+-=()aehijklmnoprstuvx")
SUBSCRIPT_RUN = re.compile(f"[{''.join(map(chr, SUBSCRIPTS))}]+")

OPERATORS = {
    "≤≦⩽": "<=", "≥≧⩾": ">=", "≠": "!=", "←⟵⇐": " = ", "≔≕": "=", "×": "*", "÷": "/", "−–—": "-",
    "→⟶➔➜⇒➝": " -> ", "↔⇄⇆⟷⇔⇌⮂🔄🔀": " <-> ", "∧": " and ", "∨": " or ", "¬": " not ", "…": "...", "⋯": "...",
    "“”„": '"', "‘’": "'", "【〔": "[", "】〕": "]", "、": ",", "。": ";", "〈": "<", "〉": ">", "｜": "|", "\u00a0\u3000": " ",
}  # fmt: skip
OPERATOR_OF = str.maketrans({sign: plain for signs, plain in OPERATORS.items() for sign in signs})
SUBSCRIPT_TAG = re.compile(r"<sub>(.*?)</sub>", re.IGNORECASE | re.DOTALL)
BREAK = re.compile(r"<br\s*/?>|</(?:p|div|li)>|\\n(?!eq)", re.IGNORECASE)
TAG = re.compile(r"</?(?:b|i|u|em|strong|code|sup|small|p|li|ul|tt)\s*/?>|</?(?:span|font|div|p)\b[^<>]*>", re.IGNORECASE)
LATEX = {
    r"\leq": "<=", r"\le": "<=", r"\geq": ">=", r"\ge": ">=", r"\neq": "!=",
    r"\leftarrow": " = ", r"\gets": " = ", r"\times": "*",
}  # fmt: skip
UNSHOWN = ("So", "Cf", "Cc", "Co", "Sk")  # categories of Unicode: pictures, controls, accents by themselves
NUMBERING = re.compile(
    r"^\s*(?:[①-⓿❶-➓]\s*|(?:step|line|步骤|步)\s*\d+\s*[:.)、\-]?\s*|第\s*[\d一二三四五六七八九十]+\s*步\s*[:.、]?\s*"
    r"|[\[(]\d{1,2}[\])]\s*|[A-Z]?\d{1,2}(?:\.\d{1,2})*\s*[.):、]\s*(?![\d=])|[•·▪►▶●◆■□★☆➤]\s*)",
    re.IGNORECASE,
)
HASH_COMMENT = re.compile(r"(?:^|\s)#.*$")
SLASH_COMMENT = re.compile(r"(?:^|\s)//\s*(?=[^\W\d_]{2}|[一-鿿]).*$|/\*.*?\*/")


# Words and signs after which a sentence goes on in the next line, and words that go on with the line before.
RUN_ON = re.compile(
    r"(?:(?<![A-Za-z])(?:with|of|to|the|an|as|is|be|than|and|in|into|for|by|on)|(?<!\+)[=<>+*]|与|和|为|的|给)$", re.IGNORECASE
)
GOES_ON = re.compile(r"(?:than|of)(?![A-Za-z0-9_])", re.IGNORECASE)
NUMBERS = re.compile(r"-?\d+(?:\s*,\s*(?:and\s+)?-?\d+|\s+(?:and\s+)?-?\d+)*\s*[,;.]?")
BARE_ARRAY = re.compile(
    r"(?<![\w.\[(])[({]?\s*(?P<row>-?\d+(?:(?:\s*,\s*|\s*,?\s*(?:and|和)\s*)-?\d+){2,}(?:\s*,?\s*\.\.\.)?"
    r"|-?\d+(?:\s+-?\d+){4,})\s*[)}]?(?![\w\]])"
)


def lines_of(text: str) -> list[str]:
    """The text's lines in one spelling, empty ones left out; none where it is far too long for a step."""
    if len(text) > MAX_CHARACTERS:
        return []
    text = html.unescape(html.unescape(text))
    text = TAG.sub("", BREAK.sub("\n", SUBSCRIPT_TAG.sub(r"⟦\1⟧", text)))
    lines: list[str] = []
    for line in filter(None, map(_plain, text.splitlines())):
        if lines and _goes_on(lines[-1], line):
            lines[-1] += f" {line}"
        else:
            lines.append(line)
    return [BARE_ARRAY.sub(_bracketed, line) for line in lines]


def _goes_on(before: str, line: str) -> bool:
    """True where the line goes on with the one before it: in the midst of a sentence, of brackets, of a row of numbers."""
    row = re.search(r"\d\s*,?$", before) and NUMBERS.fullmatch(line)
    opened = any(before.count(a) > before.count(b) for a, b in ("[]", "()"))
    return bool(row or opened or RUN_ON.search(before) or GOES_ON.match(line))


def _bracketed(found: re.Match[str]) -> str:
    """An array without its brackets, or in others."""
    before, after = found.string[: found.start()], found.string[found.end() :]
    if any(before.count(a) > before.count(b) for a, b in ("[]", "()")) or after.count("]") > after.count("["):
        return found[0]
    numbers = re.findall(r"-?\d+|\.\.\.", found["row"])
    return f" [{', '.join(numbers)}]"


def _plain(line: str) -> str:
    line = NUMBERING.sub("", line)
    line = SUBSCRIPT_RUN.sub(lambda run: "⟦" + run[0].translate(SUBSCRIPTS) + "⟧", line)
    line = unicodedata.normalize("NFKC", line.translate(OPERATOR_OF)).translate(OPERATOR_OF)
    for command, plain in LATEX.items():
        line = re.sub(re.escape(command) + r"(?![a-z])", lambda _, plain=plain: plain, line)  # type: ignore[misc]
    line = "".join(" " if unicodedata.category(sign) in UNSHOWN and sign != "`" else sign for sign in line)
    line = re.sub(r"\s*<=>\s*", " <-> ", line)
    line = line.replace("`", "").replace("$", "").replace("：", ":").replace("**", " ")
    line = re.sub(r"\]\s*⟦\s*([+-][^⟧]*)⟧", r" \1]", line)  # arr[j]₊₁ is meant as arr[j + 1]
    line = line.replace("⟦", "[").replace("⟧", "]")
    line = re.sub(r"([A-Za-z]\w*)_\{([^{}]+)\}", r"\1[\2]", line)
    line = SLASH_COMMENT.sub("", HASH_COMMENT.sub("", line) or line)
    line = re.sub(r"(?<=[一-鿿])\s+(?=[一-鿿])", "", line)  # «开 始»
    return re.sub(r"\s+", " ", line).strip()
