"""Verbs: what a clause says to do, in Chinese and English. Each function answers one kind of clause, else None."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sandbox.flowchart.listing import Flow
from sandbox.flowchart.program import Kind, Statement
from sandbox.flowchart.wording_code import PROSE, element_pairs, fragment, value_of
from sandbox.flowchart.wording_phrases import NAME, NOUN, START, STOP, THE_ARRAY

__all__ = ["called", "ended", "exchanged", "given", "given_back", "jumped", "read_or_shown"]

Statements = tuple[Statement, ...]


def _words(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE | re.VERBOSE)


LOOP = r"""(?: (?:外层|内层|外|内)?循环 | (?:(?:outer|inner)\s+)?loop | (?:外层|内层)?判断 | 下一(?:轮|趟|次|步|对)
    | 第\s*\d+\s*步)"""
JUMP = _words(rf"""
    ^(?:返回|回到|跳回|跳转|继续|进入|转到|转|开始|结束|退出|跳出|离开|执行)(?:到|至)?\s*{LOOP}
    | ^(?:外层|内层)?循环(?:体|开始|结束|继续|回到|返回) | ^{LOOP}$ | ^下一(?:轮|趟|次)
    | ^(?:继续|跳过|空操作|无操作|汇合|合并|连接点?|break|continue|pass)$
    | ^(?:不|无需|不需要|不用|无须|no|do\s+not|don't|without|skip)\s*(?:交换|swap|exchange)
    | ^(?:什么也?都?不做|保持不变|不操作)
    | ^(?:do\s+nothing|no\s+(?:action|operation|change|op)|nothing|merge|join|connector){STOP}
    | ^(?:go|goto|loop|jump|return|move|continue|repeat|proceed|next|enter|exit|leave|end|start|begin|back)\s*
      (?:back)?\s*(?:to|with|of)?\s*(?:the\s+)?(?:{LOOP}|iteration|pass|round|pair|elements?|condition|check|start\s+of)
    | ^(?:next|end\s+of)\s+(?:inner|outer|iteration|pass)
""")
SWAP = _words(rf"""
    交换|互换|对调|对换|调换|换位|<->|{START}(?:swap|swaps|swapping|exchange|interchange|switch|flip|(?:trade|change)\s+places){STOP}
""")
NO_SWAP = _words(rf"""
    (?:不|无需|不需要?|不必|不用|别)\s*(?:再)?(?:交换|互换|对调)
    | {START}(?:not|don't|no|never|without)\s+(?:to\s+)?(?:swap|exchange)
""")
SWAP_CALL = _words(rf"{START}swap\s*\(\s*({NAME})\s*,\s*([^,()]+?)\s*,\s*([^,()]+?)\s*\)")
SWAP_INDICES = _words(rf"""
    (?:第|位置|索引|下标|indices|indexes|positions?|index|(?:elements?|items?|values?|numbers?)(?:\s+at)?|交换|互换|swap|exchange)\s*\(?\s*(?:第\s*)?
    ([ijk](?:\s*[+\-]\s*1)?)\s*个?(?:元素)?\s*(?:和|与|跟|及|,|and|with|&)\s*(?:第\s*)?([ijk](?:\s*[+\-]\s*1)?){STOP}
""")
RETURN = _words(rf"返回(?!值(?!\s*:))(?:值\s*:)?|{START}returns?{STOP}(?:\s+value\s*:)?")
# Whose variable gets what is returned: the listing says so where it calls.
RETURN_AS = _words(rf"""
    [\s,;]*(?:并|且|and\s+)?\s*(?:
    (?:将其|把它|将它|其)?(?:得到|获得|得|赋值?给|存入|存到|保存[到在至]|存储?[在到]|给|作为)
    | {START}(?:(?:is\s+)?(?:stored|saved|assigned|kept|put)\s+(?:in|into|to|as)|giving|yielding){STOP})\s*{NAME}$
    | \s*\(\s*{NAME}\s*\)$
""")
RETURN_TO = _words(rf"""
    \s+(?:as|to|into)\s+{NAME}$ | \s*->\s*{NAME}$ | \s+to\s+(?:the\s+)?(?:caller|main(?:\s+program)?)$
    | \s+and\s+(?:exit|end|stop|finish|leave)s?(?:\s+(?:the\s+)?(?:function|program))?$
    | \([^()]*[一-鿿][^()]*\)? | \s*(?:结束|{START}end)\W*$
""")
OUTPUT = _words(rf"""
    输出|打印|显示|展示|{START}(?:print|println|printf|output|display|show|write|console\s*\.\s*log|echo){STOP}
""")
INPUT = _words(rf"""
    输入|读入|读取|接收|给定|参数|形参|待排序|{START}(?:input|read|receive|given|enter|accept|parameters?){STOP}
""")
BARE_EXAMPLE = _words(rf"^(?:示例|例如|创建|定义|准备|声明|example|define|create)?\s*:?\s*{NOUN}?\s*:?\s*\[[^\]]*\]$")
CALL = _words(rf"调用|执行|运行|{START}(?:call|calls|calling|invoke|run|execute){STOP}")
# What one does with an array and a function that is named, and so calls it.
HANDED = _words(rf"""
    传给|传入|传递|交给|使用|用|转到|跳转到|{START}(?:(?:pass|hand|send|give|apply)\s.*\sto|apply|use|using|let|go\s+to|jump\s+(?:in)?to|sort\s.*\s(?:with|by|using)){STOP}
""")
HEAD = _words(rf"{START}(?:def|function|procedure|func|algorithm){STOP}|函数定义|定义函数|定义|入口")
BEGIN = _words(rf"""
    ^(?:主?程序|主?函数|主?流程|算法|main)?\s*(?:开始|起始|起点|入口|启动) | ^(?:主程序|主函数|main(?:\s+program)?)$
    | ^(?:start|begin|entry|main)(?![A-Za-z0-9_(]) | (?:开始|入口|{START}start|{START}entry)$
    | ^(?:the\s+)?program\s+(?:starts|begins)$ | ^beginning$ | ^main\s*\(\s*\)$ | ^(?:enter|go|进入(?:函数)?)$
""")
FINISH = _words(rf"""
    ^(?:主?程序|主?函数|主?流程|算法|main|program|function|algorithm)?\s*(?:结束|终止|停止|完毕|终点|出口|完成$)
    | ^(?:the\s+)?(?:(?:main|program|function|algorithm)\s+)?(?:end|ends|stop|finish|finished|exit|halt|terminate|done){STOP}
    | ^completed?$ | ^(?:the\s+)?program\s+(?:stops|finished)$ | ^(?:全部|到此|至此)结束$ | ^程序运行结束$
    | (?:结束|{START}end)$
""")
SORTED = _words(r"""
    ^(?:数组)?(?:排序|算法|程序)?(?:已)?(?:完成|完毕|结束)$
    | ^(?:array\s+)?(?:is\s+)?(?:sorted|sorting\s+(?:done|complete|completed))$
""")
OF_PARTS = _words(rf"""
    {START}(?:start|begin|end|stop|of|the|main|program|function|algorithm|process|procedure|def|flow(?:\s?chart)?|method|here
    |execution|\w*\s?sort(?:ing)?){STOP}
    | [一-鿿]{{0,8}}(?:程序|函数|算法|排序|流程图?|执行|运行|主|定义|调用|开始|结束|示例|例子|部分|入口|出口)
""")


def jumped(text: str) -> Statements | None:
    """A remark about the way, which the arrows tell anyway."""
    if fragment(text, question=False) is None and JUMP.search(text) and not re.search(r"[<>=\[]", text):
        return (Statement(Kind.NOTHING),)
    return None


def exchanged(text: str, flow: Flow) -> Statements | None:
    """A swap of two elements. Without operands it is the listing's, if that has one alone."""
    if not SWAP.search(text):
        return None
    if NO_SWAP.search(text):
        return (Statement(Kind.NOTHING),)
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
    if len(swaps) == 1 and not re.search(rf"[\[\]=+]|{START}[ijk]{STOP}", text):
        (swap,) = swaps
        return (Statement(Kind.ASSIGN, swap.targets, swap.values, vague=True),)
    return None


def given_back(text: str) -> Statements | None:
    """A return, with the end of the program where the text says so too."""
    found = RETURN.search(text)
    if found is None:
        return None
    before, rest = text[: found.start()].strip(" :-(,/"), text[found.end() :]
    end = (Statement(Kind.END),) if FINISH.search(before) or FINISH.search(rest.strip(" ,;.:()")) else ()
    rest = RETURN_AS.sub("", re.sub(r"^\s*(?:到|给|的)?\s*:?", "", rest))
    rest = RETURN_TO.sub("", RETURN_TO.sub("", rest)).strip(" ,;.:()")
    value = value_of(rest)
    if value is not None:
        vague = value == THE_ARRAY
        return (Statement(Kind.RETURN, values=() if vague else (value,), vague=vague), *end)
    names = _names(rest)
    if (
        re.search(rf"[<>=+*\[]|长度|个数|大小|下标|{START}(?:length|size|count|number|index){STOP}", rest)
        or len(names) > 1
        or rest.lower().startswith("to ")
    ):
        return None
    return (Statement(Kind.RETURN, values=tuple(names), vague=not names), *end)


def read_or_shown(text: str) -> Statements | None:
    """An input or an output."""
    if OUTPUT.search(text):
        return (Statement(Kind.OUTPUT, values=tuple(given(OUTPUT.sub("", text, count=1))[:3]), vague=True),)
    if INPUT.search(text) or BARE_EXAMPLE.search(text):
        return (Statement(Kind.INPUT, tuple(_names(INPUT.sub("", text))[:1])),)
    return None


def given(text: str) -> list[str]:
    """The variables that are printed, once each; texts in quotes are none."""
    return _names(re.sub(r"[fF]?(?:\"[^\"]*\"|'[^']*')", "", text))


def _names(text: str) -> list[str]:
    """The variables that prose speaks of, once each."""
    return list(dict.fromkeys(name for name in re.findall(NAME, text) if name.lower() not in PROSE | {"a"}))


def called(text: str, flow: Flow) -> Iterator[Statements]:
    """A call of a function of the listing, or the head of that function: both may be meant by its name and brackets."""
    for part in flow.functions:
        spoken = part.name.replace("_", "[ _]?")
        call = re.search(rf"(?:({NAME})\s*=\s*)?{START}{spoken}\s*\(([^()]*)\)(?:\s*->\s*({NAME}))?", text, re.IGNORECASE)
        if call or re.search(rf"{START}{spoken}{STOP}", text, re.IGNORECASE):
            arguments = tuple(filter(None, map(value_of, (call[2] or "").split(",")))) if call else ()
            targets = tuple(filter(None, (call[1] or call[3],))) if call else ()
            statement = Statement(Kind.CALL, targets, arguments, part.name)
            head = Statement(Kind.START, name=part.name)
            if CALL.search(text) or targets or HANDED.search(text):
                yield (statement,)
            elif HEAD.search(text):
                yield (head,)
            elif call or re.fullmatch(rf"(?:函数)?\s*{spoken}\s*(?:函数)?", text, re.IGNORECASE):
                yield (statement,)
                yield (head,)
            return
    sorting = re.search(r"对.*进行\S{0,4}排序", text)
    if sorting or (
        CALL.search(text) and re.search(rf"函数|排序|{START}(?:function|sort|algorithm){STOP}", text, re.IGNORECASE)
    ):
        yield (Statement(Kind.CALL, vague=True),)


def ended(text: str, flow: Flow) -> Iterator[Statements]:
    """A start or an end, with nothing else that is done."""
    for pattern, kind in ((BEGIN, Kind.START), (FINISH, Kind.END)):
        found = pattern.search(text)
        if found and _is_name_of_part(text[: found.start()] + text[found.end() :], flow):
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
        text = re.sub(rf"{START}{spoken}\s*(?:\([^()]*\))?", " ", text, flags=re.IGNORECASE)
    return not re.sub(r"[\s:()\-/,;.!]+", "", OF_PARTS.sub(" ", text))
