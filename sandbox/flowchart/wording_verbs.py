"""Verbs: what a clause says to do, in Chinese and English. Each function answers one kind of clause, or None where it is another."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sandbox.flowchart.listing import Flow
from sandbox.flowchart.program import Kind, Statement
from sandbox.flowchart.wording_code import PROSE, assignments, element_pairs, fragment, value_of
from sandbox.flowchart.wording_phrases import NAME, NOUN, START, STOP, THE_ARRAY

__all__ = ["assigned", "ended", "exchanged", "given_back", "jumped", "moved", "read_or_shown", "called"]

Statements = tuple[Statement, ...]
I = re.IGNORECASE  # noqa: E741

LOOP = r"(?:(?:外层|内层|外|内)?循环|outer\s+loop|inner\s+loop|loop|(?:外层|内层)?判断|下一(?:轮|趟|次|步)|第\s*\d+\s*步)"
JUMP = re.compile(
    rf"^(?:返回|回到|跳回|跳转|继续|进入|转到|转|开始|结束|退出|跳出|离开|执行)(?:到|至)?\s*{LOOP}"
    rf"|^(?:外层|内层)?循环(?:体|开始|结束|继续|回到|返回)|^{LOOP}$|^下一(?:轮|趟|次)|^(?:继续|跳过|空操作|无操作|汇合|合并|连接点?|break|continue|pass)$"
    rf"|^(?:不|无需|不需要|不用|无须|no|do\s+not|don't|without|skip)\s*(?:交换|swap|exchange)"
    rf"|^(?:什么也?都?不做|保持不变|不操作|do\s+nothing|no\s+(?:action|operation|change|op)|nothing|merge|join|connector)\b"
    rf"|^(?:go|goto|loop|jump|return|move|continue|repeat|proceed|next|enter|exit|leave|end|start|begin)\s*(?:back)?\s*(?:to|with|of)?\s*"
    rf"(?:the\s+)?(?:{LOOP}|iteration|pass|round|condition|check|start\s+of)|^(?:next|end\s+of)\s+(?:inner|outer|iteration|pass)",
    I,
)
SWAP = re.compile(rf"交换|互换|对调|调换|<->|<=>|{START}(?:swap|swaps|swapping|exchange|interchange){STOP}", I)
SWAP_CALL = re.compile(rf"{START}swap\s*\(\s*({NAME})\s*,\s*([^,()]+?)\s*,\s*([^,()]+?)\s*\)", I)
SWAP_INDICES = re.compile(
    rf"(?:第|位置|索引|下标|indices|indexes|positions?|index|elements?(?:\s+at)?|交换|互换|swap|exchange)\s*\(?\s*(?:第\s*)?"
    rf"([ijk](?:\s*[+\-]\s*1)?)\s*个?(?:元素)?\s*(?:和|与|跟|及|,|and|with|&)\s*(?:第\s*)?([ijk](?:\s*[+\-]\s*1)?){STOP}",
    I,
)
RETURN = re.compile(rf"返回|{START}returns?{STOP}", I)
OUTPUT = re.compile(rf"输出|打印|显示|展示|{START}(?:print|println|printf|output|display|show|console\s*\.\s*log|echo){STOP}", I)
INPUT = re.compile(rf"输入|读入|读取|接收|给定|{START}(?:input|read|receive|given|enter|accept|parameters?){STOP}|参数|形参|待排序", I)
CALL = re.compile(rf"调用|执行|运行|{START}(?:call|calls|calling|invoke|run|execute){STOP}", I)
BEGIN = re.compile(rf"^(?:主?程序|函数|算法|主函数|main)?\s*(?:开始|起始|起点|入口|启动)|^(?:start|begin|entry|main)(?![A-Za-z0-9_(])|(?:开始|{START}start)$", I)
FINISH = re.compile(rf"^(?:主?程序|函数|算法|主函数|main|program|function|algorithm)?\s*(?:结束|终止|停止|完毕|终点|出口|(?:end|stop|finish|finished|exit|halt|terminate|done){STOP})", I)
SORTED = re.compile(rf"^(?:数组)?(?:排序|算法|程序)?(?:已)?(?:完成|完毕|结束)$|^(?:array\s+)?(?:is\s+)?(?:sorted|sorting\s+(?:done|complete|completed))$", I)
ARTICLES = {"a"}
ONE = {"一": "1", "壹": "1", "one": "1", "1": "1", "": "1"}


def jumped(text: str) -> Statements | None:
    """A remark about the way, which the arrows tell anyway."""
    if fragment(text, question=False) is None and JUMP.search(text) and not re.search(r"[<>=\[]", text):
        return (Statement(Kind.NOTHING),)
    return None


def exchanged(text: str, flow: Flow) -> Statements | None:
    """A swap of two elements. Without operands it is the listing's, if that has one alone."""
    if not SWAP.search(text):
        return None
    code = fragment(text, question=False)
    if code is not None:
        return code[0]
    pair = element_pairs(text)
    if pair is None and (call := SWAP_CALL.search(text)):
        pair = f"{call[1]}[{call[2]}]", f"{call[1]}[{call[3]}]"
    if pair is None and "[" not in text and (found := SWAP_INDICES.search(text)):
        pair = f"{THE_ARRAY}[{found[1]}]", f"{THE_ARRAY}[{found[2]}]"
    if pair is not None:
        first, second = (value_of(element) for element in pair)
        return (Statement(Kind.ASSIGN, (first, second), (second, first)),) if first and second else None
    swaps = {s.statement for s in flow.steps if s.statement.kind is Kind.ASSIGN and len(s.statement.targets) == 2}
    if len(swaps) == 1 and not re.search(r"[\[\]=+]", text) and not re.search(rf"{START}[ijk]{STOP}", text):
        (swap,) = swaps
        return (Statement(Kind.ASSIGN, swap.targets, swap.values, vague=True),)
    return None


def given_back(text: str) -> Statements | None:
    """A return, with the end of the program where the text says so too."""
    found = RETURN.search(text)
    if found is None or re.match(r"返回值", text[found.start() :]):
        return None
    rest = re.sub(r"^\s*(?:到|给|的)?\s*[:：]?", "", text[found.end() :]).strip(" ;.:()")
    rest = re.sub(rf"\s+(?:as|to|into)\s+{NAME}$", "", rest, flags=I)
    end = (Statement(Kind.END),) if FINISH.search(text[: found.start()].strip(" :-(,/")) or FINISH.search(rest) else ()
    value = value_of(rest)
    if value is not None and not re.search(r"[一-鿿]", value.replace(THE_ARRAY, "")):
        vague = value == THE_ARRAY
        return (Statement(Kind.RETURN, values=() if vague else (value,), vague=vague), *end)
    names = [name for name in re.findall(NAME, rest) if name.lower() not in PROSE | ARTICLES and not rest.lower().startswith("to ")]
    if len(set(names)) == 1 and not re.search(r"[<>=+*\[]", rest):
        return (Statement(Kind.RETURN, values=(names[0],)), *end)
    vague = not names and not re.search(r"[<>=+*\[]", rest)
    return (Statement(Kind.RETURN, vague=True), *end) if vague else None


def read_or_shown(text: str) -> Statements | None:
    """An input or an output."""
    if OUTPUT.search(text):
        return (Statement(Kind.OUTPUT, values=_shown(text)),)
    if INPUT.search(text) or re.match(rf"^(?:示例|例如|创建|定义|准备|声明|example|define|create)?\s*:?\s*{NOUN}?\s*:?\s*\[[^\]]*\]$", text, I):
        names = [name for name in re.findall(NAME, INPUT.sub("", text)) if name.lower() not in PROSE | ARTICLES]
        return (Statement(Kind.INPUT, tuple(dict.fromkeys(names))[:1]),)
    return None


def _shown(text: str) -> tuple[str, ...]:
    rest = OUTPUT.sub("", re.sub(r"\"[^\"]*\"|'[^']*'", "", text), count=1)
    names = [name for name in re.findall(NAME, rest) if name.lower() not in PROSE | ARTICLES]
    return tuple(dict.fromkeys(names))[:3]


def called(text: str, flow: Flow) -> Iterator[Statements]:
    """A call of a function of the listing, or the head of that function: both may be meant by its name and brackets."""
    for part in flow.functions:
        spoken = part.name.replace("_", "[ _]?")
        call = re.search(rf"(?:({NAME})\s*=\s*)?{START}{spoken}\s*\(([^()]*)\)", text, I)
        named = call or re.search(rf"{START}{spoken}{STOP}", text, I)
        if named:
            arguments = tuple(filter(None, map(value_of, (call[2] or "").split(",")))) if call else ()
            statement = Statement(Kind.CALL, (call[1],) if call and call[1] else (), arguments, part.name)
            head = Statement(Kind.START, name=part.name)
            if re.search(rf"{START}(?:def|function|procedure|func|algorithm){STOP}|函数定义|定义函数|定义", text, I):
                yield (head,)
            elif CALL.search(text) or statement.targets:
                yield (statement,)
            elif call or re.fullmatch(rf"(?:函数)?\s*{spoken}\s*(?:函数)?", text, I):
                yield (statement,)
                yield (head,)
            return
    if CALL.search(text) and re.search(rf"函数|排序|{START}(?:function|sort|algorithm){STOP}", text, I) and len(flow.functions) == 1:
        yield (Statement(Kind.CALL, vague=True),)


def ended(text: str, flow: Flow) -> Iterator[Statements]:
    """A start or an end, with nothing else that is done."""
    for pattern, kind in ((BEGIN, Kind.START), (FINISH, Kind.END)):
        found = pattern.search(text)
        if found:
            rest = text[: found.start()] + text[found.end() :]
            if _is_name_of_part(rest, flow):
                name = next((part.name for part in flow.functions if part.name in text), "")
                yield (Statement(kind, name=name),)
                return
    if SORTED.search(text):
        yield (Statement(Kind.END),)
        yield (Statement(Kind.NOTHING),)


def _is_name_of_part(text: str, flow: Flow) -> bool:
    """True where the text says nothing more than what begins or ends: "bubble_sort(arr)", "of the program", "开始"."""
    for part in flow.functions:
        spoken = part.name.replace("_", "[ _]?")
        text = re.sub(rf"{START}{spoken}\s*(?:\([^()]*\))?", " ", text, flags=I)
    words = r"start|begin|end|stop|of|the|main|program|function|algorithm|process|procedure|def|flow(?:\s?chart)?|method|execution|here"
    text = re.sub(rf"{START}(?:{words}|\w*\s?sort(?:ing)?){STOP}", " ", text, flags=I)
    text = re.sub(r"[一-鿿]*(?:程序|函数|算法|排序|流程图?|执行|运行|主|定义|调用|开始|结束|示例|例子|部分|入口|出口)", " ", text)
    return not re.sub(r"[\s:()\-/,;.!]+", "", text)


BY = r"(?:by\s+|了)?"
STEP_UP = (
    rf"^(?:(?:then|将|把|使|让|令|对|变量|索引|下标|计数器|指针)\s*)*({NAME})\s*(?:的值)?\s*(?:自增|自加|递增|增加|加上?|增|\+)\s*{BY}(\d+|一)?\s*$",
    rf"^(?:(?:then|将|把|对|变量)\s*)*(?:自增|自加|递增|增加)\s*(?:变量|索引|下标|计数器)?\s*({NAME})\s*(?:的值)?(?:\s*by\s*)?(\d+|一)?\s*$",
    rf"^(?:then\s+)?(?:increment|increase|inc|advance|bump)\s+(?:the\s+)?(?:counter\s+|index\s+|variable\s+)?({NAME})(?:\s+by\s+(\d+|one))?\s*$",
    rf"^({NAME})\s+(?:is\s+)?(?:incremented|increased|increases|increments)(?:\s+by\s+(\d+|one))?\s*$",
)
ADD = rf"^(?:then\s+)?add\s+(\d+|one)\s+to\s+({NAME})\s*$"
STEP_DOWN = (
    rf"^(?:(?:将|把|使|让|令)\s*)?({NAME})\s*(?:的值)?\s*(?:自减|递减|减少|减去?)\s*(\d+|一)?\s*$",
    rf"^(?:decrement|decrease|dec)\s+({NAME})(?:\s+by\s+(\d+|one))?\s*$",
)


def moved(text: str) -> Statements | None:
    """A variable that is counted up or down."""
    for patterns, sign in ((STEP_UP, "+"), (STEP_DOWN, "-")):
        for pattern in patterns:
            found = re.match(pattern, text, I)
            if found and found[1].lower() not in PROSE:
                return _assign(found[1], f"{found[1]} {sign} {ONE.get((found[2] or '').lower(), found[2] or '1')}")
    found = re.match(ADD, text, I)
    return _assign(found[2], f"{found[2]} + {ONE.get(found[1].lower(), found[1])}") if found else None


MAKE = r"(?:(?:then|令|设定?|让|把|将|置|给|初始化|设置|重置|定义|声明|变量|计数器|索引|下标|外层|内层|循环|的|set|let|init|initiali[sz]e|reset|define|declare|the|variable|counter|index|outer|inner|loop)\s*)*"
BECOMES = (
    r"(?:的?初[始]?值)?\s*(?:设置?为|设置成|设成|设定为|置为|赋值?为|赋予|初始化为|重置为|重设为|更新为|变为|改为|等于|为|是|从(?=.*开始)"
    r"|(?:is\s+)?(?:set|initiali[sz]ed|reset|assigned)\s+(?:to|as|with)|becomes|gets|starts\s+(?:at|from)|to\s+be|to|be|as|with|at|from|:)"
)
ASSIGNED = (
    (rf"^(?:获取|计算|求出?|取得?|得到|读取|记录|统计|get|compute|calculate|find|determine|obtain)\s*(?:the\s+)?(len\([^()]*\))\s*,?\s*(?:and\s+)?(?::|as|to|into|in|store\s+(?:it\s+)?(?:in|as)|存入|记为|赋值?给|=)?\s*({NAME})$", 2, 1),
    (rf"^{MAKE}({NAME})\s*{BECOMES}\s*(.+?)\s*(?:开始)?$", 1, 2),
    (rf"^(?:将|把)?\s*(.+?)\s*(?:赋值?给|赋给|存入|存储?到|保存到|保存为|记为|记作|->)\s*(?:变量\s*)?({NAME})$", 2, 1),
    (rf"^(?:assign|store|save|put|copy)\s+(.+?)\s+(?:to|in|into|as)\s+(?:variable\s+)?({NAME})$", 2, 1),
)
ZERO = rf"^(?:将|把|令)?\s*({NAME})\s*(?:清零|归零|置零|置\s*0|重置|复位|归\s*0)$"
BOTH = rf"^{MAKE}({NAME})\s*(?:,|和|与|and|&)\s*({NAME})\s*(?:都|均)?\s*(?:{BECOMES}|=)\s*([\d]+)$"


def assigned(text: str, flow: Flow) -> Statements | None:
    """A variable that is given a value, in words."""
    both = re.match(BOTH, text, I)
    if both:
        return _assign(both[1], both[3]) + _assign(both[2], both[3])
    zero = re.match(ZERO, text, I)
    if zero:
        return _assign(zero[1], "0")
    for pattern, target, value in ASSIGNED:
        found = re.match(pattern, text, I)
        if found and found[target].lower() not in PROSE:
            right = _number(found[value])
            if right is not None:
                return _assign(found[target], right)
    length = re.match(r"^(?:获取|计算|求出?|取得?|得到|读取|get|compute|calculate|find|determine)\s*(?:the\s+)?len\([^()]*\)$", text, I)
    if length:
        return _listed(flow, lambda s: s.values[0].startswith("len("))
    again = re.match(rf"^(?:重置|初始化|reset|initiali[sz]e)\s*(?:变量|计数器|索引|index|counter)?\s*({NAME})$", text, I)
    if again:
        return _listed(flow, lambda s: s.targets[0] == again[1] and s.values[0].isdigit())
    return None


def _number(text: str) -> str | None:
    return {"零": "0", "一": "1", "zero": "0", "one": "1"}.get(text.strip().lower()) or value_of(text)


def _assign(target: str, value: str) -> Statements:
    return assignments(f"{target} = {value}") or ()


def _listed(flow: Flow, wanted) -> Statements | None:  # type: ignore[no-untyped-def]
    """The listing's only assignment of this form, for a text that does not say all of it."""
    found = {s.statement for s in flow.steps if s.statement.kind is Kind.ASSIGN and len(s.statement.targets) == 1}
    found = {statement for statement in found if wanted(statement)}
    if len(found) != 1:
        return None
    (statement,) = found
    return (Statement(Kind.ASSIGN, statement.targets, statement.values, vague=True),)
