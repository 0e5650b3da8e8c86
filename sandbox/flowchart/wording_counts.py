"""Variables in words: counted up or down, given a value. In Chinese and English."""

from __future__ import annotations

import re
from collections.abc import Callable

from sandbox.flowchart.expression import canonical
from sandbox.flowchart.listing import Flow
from sandbox.flowchart.program import IMPLIED, Kind, Statement
from sandbox.flowchart.wording_code import NAMES_TOO, PROSE, assignments, value_of
from sandbox.flowchart.wording_phrases import NAME, STOP

__all__ = ["assigned", "counted", "moved"]

Statements = tuple[Statement, ...]


def _whole(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"^(?:{pattern})$", re.IGNORECASE | re.VERBOSE)


NUMBERS = {"零": "0", "一": "1", "壹": "1", "zero": "0", "one": "1"}
# What may stand before a variable without a meaning of its own: "让内层循环的计数器 j", "then set the outer counter i".
_BEFORE = """将|把|使|让|令|对|给|置|更新|变量|索引|下标|计数器?|指针|外层?|内层?|循环|趟数|轮数|的
    |(?:then|update|the|variable|counter|index|pointer|number|pass|round|outer|inner|loop)(?![A-Za-z0-9_])"""
BEFORE = rf"(?:(?:{_BEFORE})\s*)*"
AMOUNT = r"(\d+|一|one)?"
UP = (
    _whole(
        rf"{BEFORE}({NAME})\s*(?:的值|值)?\s*(?:再|值)?\s*(?:自增|自加|递增|累加|增加|加上?|增|\+)\s*(?:by\s+|了)?{AMOUNT}\s*"
    ),
    _whole(rf"{BEFORE}(?:自增|自加|递增|增加)\s*{BEFORE}({NAME})\s*(?:的值)?(?:\s*by\s*)?{AMOUNT}\s*"),
    _whole(rf"(?:then\s+)?(?:increment|increase|inc|advance|bump|raise|step)\s+{BEFORE}({NAME})(?:\s+by\s+{AMOUNT})?\s*"),
    _whole(rf"""move\s+{BEFORE}({NAME})\s+(?:{AMOUNT}\s+(?:steps?|places?|positions?)\s+)?
        (?:forward|on|ahead|(?:to\s+the\s+)?(?:right|next(?:\s+(?:position|pair|element|index))?))\s*"""),
    _whole(r"(?:(?:move|go)\s+(?:on\s+)?to\s+)?(?:the\s+)?next\s+([a-z])()\s*"),
    _whole(r"下一个\s*([a-z])()\s*"),
    _whole(rf"count\s+(?:up\s+)?{BEFORE}({NAME})(?:\s+up)?(?:\s+by\s+{AMOUNT})?\s*"),
    _whole(rf"(?:let\s+)?({NAME})\s+(?:goes\s+up|up|grows?|is\s+raised)(?:\s+by\s+{AMOUNT})?\s*"),
    _whole(rf"{BEFORE}({NAME})\s*指向下一个?()(?:元素|位置|对)?\s*"),
    _whole(rf"{BEFORE}({NAME})\s*(?:(?:向|往)?(?:后|右)\s*移动?|(?:向|往)?前进)\s*{AMOUNT}\s*[位格个步]?\s*"),
    _whole(rf"({NAME})\s+(?:is\s+)?(?:incremented|increased|increases|increments)(?:\s+by\s+{AMOUNT})?\s*"),
)
DOWN = (
    _whole(rf"{BEFORE}({NAME})\s*(?:的值|值)?\s*(?:自减|递减|减少|减去?)\s*{AMOUNT}\s*"),
    _whole(rf"(?:decrement|decrease|dec)\s+{BEFORE}({NAME})(?:\s+by\s+{AMOUNT})?\s*"),
)
ADD = _whole(rf"(?:then\s+)?add\s+(\d+|one)\s+to\s+{BEFORE}({NAME})\s*")

MAKE = rf"""(?:(?:{_BEFORE}|设定?|设置|初始化|重置|定义|声明
    |(?:set|let|init|initiali[sz]e|reset|define|declare|make|take|put|place|(?:re)?start|begin|with)(?![A-Za-z0-9_]))\s*)*"""
BECOMES = r"""(?: \s*(?:的?初始?值)?\s*(?:先|被|再|重新?)?(?:设置?为|设置成|设成|设定为|置为|赋值为?|赋为|赋予|初始化为|重置为
        |重设为|更新为|变为|改为|为|是|:|取|从(?=.*开始))\s* | \s*(?:的|赋)?初始?值\s*
    | \s+(?:(?:is\s+)?(?:set|initiali[sz]ed|reset|assigned)\s+(?:to|as|with)|becomes|gets|receives|initially
        |starts\s+(?:again\s+|over\s+)?(?:at|from)|to\s+be|(?:back\s+)?to|be|as|with|at|from)\s+ )"""
GET = r"(?:获取|计算|求出?|取得?|得到|读取|记录|统计|get|compute|calculate|find|determine|obtain)"
LENGTH = r"(?:the\s+)?(len\([^()]*\))"
# pattern, group of the variable, group of its value
GIVEN = (
    (_whole(rf"""{GET}\s*{LENGTH}\s*,?\s*(?:and\s+)?
        (?::|->|as|to|into|in|store\s+(?:it\s+)?(?:in|as)|存入|记为|赋值?给|=)?\s*({NAME})"""), 2, 1),
    (_whole(rf"{LENGTH}\s*(?:is\s+|are\s+)?(?:assigned|stored|saved|put|copied)\s+(?:to|into|in|as)\s+({NAME})"), 2, 1),
    (_whole(rf"(?:记|设|令|取)\s*{LENGTH}\s*为\s*({NAME})"), 2, 1),
    (_whole(rf"(?:读取|获取)\s*{LENGTH}\s*到\s*({NAME})"), 2, 1),
    (_whole(rf"({NAME})\s+is\s+(\d+)"), 1, 2),
    (_whole(rf"""(?:用\s*|变量\s*)?({NAME})\s*(?:is|holds|stores|denotes|represents|keeps|==|记录|表示|代表|存放|保存)\s*
        {LENGTH}"""), 1, 2),
    (_whole(rf"{MAKE}({NAME}){BECOMES}(.+?)\s*(?:开始)?"), 1, 2),
    (_whole(rf"(?:令|设|让|let|set)\s*({NAME})\s*==\s*(.+)"), 1, 2),
    (_whole(rf"(?:将|把)?\s*(.+?)\s*(?:赋值?给|赋给|存入|存储?到|保存到|保存为|记为|记作|->)\s*(?:变量\s*)?({NAME})"), 2, 1),
    (_whole(rf"(?:assign|store|save|put|copy)\s+(.+?)\s+(?:to|in|into|as)\s+(?:variable\s+)?({NAME})"), 2, 1),
)  # fmt: skip
FOR = rf"(?:(?:外层|内层)?循环\s*:?\s*|(?:outer|inner)\s+)?(?:loop\s+)?for(?:\s+each)?{STOP}\s*\(?\s*(?:int|let|var)?"
# pattern (name, bounds), True where the last value is still in the range
HEADS = (
    (_whole(rf"{FOR}\s*({NAME})\s+in\s+range\s*\((.+)\)"), False),
    (_whole(rf"{FOR}\s*({NAME})\s*(?:=|from|in)\s*(.+?)\s*(?:to|up\s+to|until|\.\.\.?|~|到)\s*(.+?)"), True),
    (_whole(rf"{FOR}\s*({NAME})\s*=\s*([^;]+);\s*\1\s*<\s*([^;=]+);\s*(?:\1\s*\+\+|\+\+\s*\1|\1\s*\+=\s*1)\s*\)?"), False),
    (_whole(rf"{FOR}\s*({NAME})\s*=\s*([^;]+);\s*\1\s*<=\s*([^;]+);\s*(?:\1\s*\+\+|\+\+\s*\1|\1\s*\+=\s*1)\s*\)?"), True),
    (
        _whole(
            rf"(?:(?:外层|内层)?循环|遍历|对|令|让)?\s*:?\s*({NAME})\s*从\s*(.+?)\s*(?:循环|递增|增加|变化|遍历)?到\s*(.+?)\s*(?:循环|遍历)?"
        ),
        True,
    ),
)
ZERO = _whole(rf"{BEFORE}({NAME})\s*(?:清零|归零|回零|回到\s*0|置零|置\s*0|重置|复位|归\s*0)")
BOTH = _whole(rf"{MAKE}({NAME})\s*(?:,|和|与|and|&)\s*({NAME})\s*(?:都|均)?\s*(?:{BECOMES}|=)\s*(\d+)")
LENGTH_ALONE = _whole(rf"{GET}\s*{LENGTH}")
AGAIN = _whole(rf"(?:重置|初始化|reset|initiali[sz]e)\s*{BEFORE}({NAME})")


def counted(text: str) -> Statements | None:
    """The head of a for loop: what it sets before the first round, what it does between two, what it asks before each."""
    text = text.strip(" ?:;{")
    for pattern, inclusive in HEADS:
        if found := pattern.match(text):
            name, *bounds = found.groups()
            stride = "1"
            if len(bounds) == 1:
                given = [part.strip() for part in bounds[0].split(",")]
                bounds = given[:2] if len(given) > 1 else ["0", given[0]]
                stride = given[2] if len(given) > 2 else "1"
            first, last = (value_of(bound or "") for bound in bounds[:2])
            if first is None or last is None or not re.fullmatch(r"-?\d+", stride):
                return None
            sign = ("<" if int(stride) > 0 else ">") + ("=" if inclusive else "")
            return (
                Statement(Kind.ASSIGN, (name,), (first,), name=IMPLIED),
                Statement(Kind.ASSIGN, (name,), (canonical(f"{name} + {stride}"),), name=IMPLIED),
                Statement(Kind.CONDITION, values=(canonical(f"{name} {sign} {last}"),), name=IMPLIED),
            )
    return None


def moved(text: str) -> Statements | None:
    """A variable that is counted up or down."""
    for patterns, sign in ((UP, "+"), (DOWN, "-")):
        for pattern in patterns:
            found = pattern.match(text)
            if found and found[1].lower() not in PROSE:
                return _assign(found[1], f"{found[1]} {sign} {_number(found[2] or '1')}")
    found = ADD.match(text)
    return _assign(found[2], f"{found[2]} + {_number(found[1])}") if found else None


def assigned(text: str, flow: Flow) -> Statements | None:
    """A variable that is given a value, in words."""
    if both := BOTH.match(text):
        return _assign(both[1], both[3]) + _assign(both[2], both[3])
    if zero := ZERO.match(text):
        return _assign(zero[1], "0")
    for pattern, target, value in GIVEN:
        found = pattern.match(text)
        if found and found[target].lower() not in PROSE and _is_variable(found[target], flow):
            right = value_of(_number(found[value]))
            if right is not None:
                return _assign(found[target], right)
    if LENGTH_ALONE.match(text):
        return _listed(flow, lambda one: one.values[0].startswith("len("))
    if again := AGAIN.match(text):
        return _listed(flow, lambda one: one.targets[0] == again[1] and one.values[0].isdigit())
    return None


def _is_variable(name: str, flow: Flow) -> bool:
    """False for what is rather a word of the sentence: «proceed to j + 1»."""
    known = {target for step in flow.steps for target in step.statement.targets}
    return len(name) <= 2 or not name.isalpha() or name.lower() in NAMES_TOO or name in known


def _number(text: str) -> str:
    return NUMBERS.get(text.strip().lower(), text.strip())


def _assign(target: str, value: str) -> Statements:
    return assignments(f"{target} = {value}") or ()


def _listed(flow: Flow, wanted: Callable[[Statement], bool]) -> Statements | None:
    """The listing's only assignment of this form, for a text that does not say all of it."""
    found = {s.statement for s in flow.steps if s.statement.kind is Kind.ASSIGN and len(s.statement.targets) == 1}
    found = {statement for statement in found if wanted(statement)}
    if len(found) != 1:
        return None
    (statement,) = found
    return (Statement(Kind.ASSIGN, statement.targets, statement.values, vague=True),)
