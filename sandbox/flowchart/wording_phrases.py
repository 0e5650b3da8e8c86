"""Phrases in Chinese and English, turned into the code that they stand for: «arr 的长度» is len(arr), «less than» is <."""

from __future__ import annotations

import re

__all__ = ["NAME", "THE_ARRAY", "as_code"]

THE_ARRAY = "数组"
"""The name that stands for the array of the listing's function, where a text says "the array" and no more."""

NAME = r"(?:[A-Za-z_][A-Za-z0-9_]*)"
START, STOP = r"(?<![A-Za-z0-9_])", r"(?![A-Za-z0-9_])"
NOUN = rf"(?:(?:待排序的?|输入的?|给定的?)?(?:数组|列表|序列)|{START}(?:the\s+)?(?:input\s+|given\s+)?(?:array|list){STOP})"
NO_NAMES = "of|is|are|length|size|in|to|and|at|sorted|elements|with|by|has|as|from"
LENGTH = r"(?:长度|大小|中?的?元素的?(?:个数|数量|总数|数)|个数)"
LENGTH_EN = (
    rf"{START}(?:length|size|len|(?:total\s+)?(?:number|count|amount)\s+of\s+(?:the\s+)?(?:elements|items|entries|values|numbers)"
    rf"|element\s+count|count){STOP}"
)
OPERAND = rf"{NAME}(?:\s*\[[^\]]+\])?(?:\s*[+\-]\s*[A-Za-z0-9]+)*"
BEFORE_OPERAND, AFTER_OPERAND = r"\s*(?=[A-Za-z0-9_(])", r"(?<=[A-Za-z0-9_\])])\s*"
SIDE = r"(?:current|next|left|right|previous|following|adjacent)(?:-hand)?"
ITEM = r"(?:element|item|value|number|entry|neighbou?r|one)"
SIDE_ZH = r"(?:下一个?|后一个?|前一个?|后面的?|前面的?|当前的?|左边的?|右边的?|左侧的?|右侧的?|左邻的?|右邻的?|相邻的?|它的?)"
ITEM_ZH = r"(?:元素|邻居|数字?|值|项|个)"
GIVEN_BACK = rf"(?:the\s+)?(?:return(?:ed)?\s+(?:value|array|list|result|{NAME})|result(?:\s+of\s+(?:the\s+)?{NAME})?)"
GIVEN_BACK_ZH = rf"(?:函数)?(?:的)?(?:返回的?\s*(?:值|结果|数组|列表|{NAME})|(?:排序|调用)?(?:的)?结果)"
TAKES = r"(?:接收|接受|得到|获得|保存|存放|等于|=)"

LENGTHS = (
    (rf"({NAME})\s*\.\s*(?:length|size|len|count)\s*(?:\(\s*\))?{STOP}", r"len(\1)"),
    (rf"{START}(?:length|size|LEN|Len|sizeof|count)\s*\(\s*({NAME})\s*\)", r"len(\1)"),
    (rf"{START}(?:length|size|len)\s*\(\s*{NOUN}\s*\)", f"len({THE_ARRAY})"),
    (rf"(?:the\s+)?{LENGTH_EN}\s+(?:of|in)\s+(?:{NOUN}\s*)?\(?\s*(?!(?:array|list|the|is){STOP})({NAME})\s*\)?", r"len(\1) "),
    (rf"(?:the\s+)?{LENGTH_EN}\s+(?:of|in)\s+{NOUN}", f"len({THE_ARRAY})"),
    (rf"(?:the\s+)?(?:length|size)\s+({NAME})\s+of\s+{NOUN}", rf"\1 = len({THE_ARRAY})"),
    (rf"(?:the\s+)?number\s+({NAME})\s+of\s+(?:the\s+)?(?:elements|items|values|numbers){STOP}", rf"\1 = len({THE_ARRAY})"),
    (rf"(?:the\s+)?(?:total\s+)?number\s+of\s+(?:elements|items){STOP}(?!\s+(?:of|in){STOP})", f"len({THE_ARRAY})"),
    (rf"how\s+many\s+[a-z]+\s+({NAME})\s+(?:has|holds|contains){STOP}", r"len(\1)"),
    (rf"{NOUN}\s*(?:'s)?\s*{LENGTH_EN}", f"len({THE_ARRAY})"),
    (rf"{START}(?:len)\s+(?!of{STOP})({NAME}){STOP}", r"len(\1)"),
    (rf"(?:{NOUN}\s*)?\(?\s*({NAME})\s*\)?\s*(?:的|'s\s+)\s*(?:{LENGTH}|{LENGTH_EN})", r"len(\1)"),
    (rf"{NOUN}\s*\(?\s*({NAME})\s*\)?\s*{LENGTH}", r"len(\1)"),
    (rf"({NAME})\s*(?:数组)?\s*的?\s*(?:长度|元素个数|元素数量)", r"len(\1)"),
    (rf"{NOUN}\s*的?\s*{LENGTH}", f"len({THE_ARRAY})"),
    (r"元素(?:总数|个数|数量)", f"len({THE_ARRAY})"),
    (r"\|\s*([A-Za-z_]\w*)\s*\|", r"len(\1)"),
)
ELEMENTS = (
    (r"第\s*([A-Za-z_0-9+\- ]+?)\s*个(?:元素|数|(?=\s*(?:[,<>与和跟、]|大于|小于|比|$)))", rf"{THE_ARRAY}[\1]"),
    (rf"{START}(?:the\s+)?element\s+(?:at\s+)?(?:index\s+|position\s+)?([ijkmn](?:\s*[+\-]\s*\d)?){STOP}", rf"{THE_ARRAY}[\1]"),
    (rf"(?:元素|项)\s*(?={NAME}\s*\[)", ""),
    (rf"{START}(?:(?:the|its|their)\s+)?(?:{SIDE}\s+)?{ITEM}\s+(?={NAME}\s*\[)", ""),
    (rf"(?:{SIDE_ZH}\s*)+{ITEM_ZH}?\s*(?={NAME}\s*\[)", ""),
    (rf"{NOUN}\s*\[", f" {THE_ARRAY}["),
    (rf"(?:数组|列表|序列)\s*(?=({NAME}))", " "),
    (rf"{START}(?:the\s+)?(?:array|list)\s+(?!(?:{NO_NAMES}){STOP})(?={NAME})", ""),
)
# What is said beside a comparison and changes nothing: «is i still less than», «i 仍小于».
BESIDE = (
    (rf"{START}(?:still|yet|already|now)\s+(?=(?:strictly\s+)?(?:less|smaller|lower|greater|larger|bigger|below|not|<|>))", ""),
    (r"(?:仍然?|还|依然|依旧)(?=\s*(?:小于|大于|<|>|比|不))", ""),
    (rf"({NAME})\s+\((?:[A-Za-z]{{2,}}|\s|[一-鿿])+\)\s*(?=(?:=|<-|<|>|:=))", r"\1 "),
    (r"^(.*[=<>].*(?<!len)(?<!length)(?<!size)(?<!sort)[A-Za-z0-9\])])\s+\((?![^()]*(?:arr|list|_))[A-Za-z ]{2,}\)$", r"\1"),
    (rf"([<>]=?)\s+than{STOP}", r"\1"),
    (rf"{START}zero{STOP}", "0"),
    (rf"{START}(set|let|make)\s+({NAME})\s+(?:be\s+)?equal\s+to{STOP}", r"\1 \2 to"),
)
# A counter that goes up has reached a bound where it is no longer less.
REACHING = (
    (rf"{AFTER_OPERAND}(?:has\s+)?(?:not\s+(?:yet\s+)?|never\s+)reached{BEFORE_OPERAND}", " < "),
    (rf"{AFTER_OPERAND}(?:has\s+)?(?:already\s+)?reache[ds]{BEFORE_OPERAND}", " >= "),
    (rf"{AFTER_OPERAND}(?:还|尚)?(?:未|没有?)(?:达到|到达?){BEFORE_OPERAND}", " < "),
    (rf"{AFTER_OPERAND}(?:已经?)?(?:达到|到达)了?{BEFORE_OPERAND}", " >= "),
)
COMPARISONS = (
    (r"(?:大于或?者?等于|不小于|不少于|至少为?|大于或等于)", ">="),
    (r"(?:小于或?者?等于|不大于|不超过|至多为?|小于或等于)", "<="),
    (r"(?:不等于|不同于)", "!="),
    (rf"比\s*({OPERAND}|{SIDE_ZH}{ITEM_ZH}?)\s*(?:更|要)?大", r"> \1"),
    (rf"比\s*({OPERAND}|{SIDE_ZH}{ITEM_ZH}?)\s*(?:更|要)?小", r"< \1"),
    (rf"{AFTER_OPERAND}(?:is\s+)?(?:below|under){BEFORE_OPERAND}", " < "),
    (rf"{AFTER_OPERAND}(?:is\s+)?above{BEFORE_OPERAND}", " > "),
    (r"(?:严格)?(?:大于|超过)", ">"),
    (r"(?:严格)?(?:小于|少于)", "<"),
    (r"(?<!不)等于", "=="),
    (rf"{START}(?:is\s+)?not\s+(?:greater|larger|bigger|more)\s+than{STOP}", "<="),
    (rf"{START}(?:is\s+)?not\s+(?:less|smaller|lower)\s+than{STOP}", ">="),
    (rf"{START}(?:is\s+)?(?:greater|larger|bigger|more|higher)\s+than\s+or\s+equals?(?:\s+to)?{STOP}", ">="),
    (rf"{START}(?:is\s+)?(?:less|smaller|lower|fewer)\s+than\s+or\s+equals?(?:\s+to)?{STOP}", "<="),
    (rf"{START}(?:is\s+)?(?:strictly\s+)?(?:greater|larger|bigger|more|higher)\s+than{STOP}", ">"),
    (rf"{START}(?:is\s+)?(?:strictly\s+)?(?:less|smaller|lower|fewer)\s+than{STOP}", "<"),
    (rf"{START}(?:is\s+)?(?:not\s+equals?(?:\s+to)?|different\s+from){STOP}", "!="),
    (rf"{START}(?:is\s+)?equals?(?:\s+to)?{STOP}", "=="),
    (rf"{START}(?:is\s+)?at\s+least{STOP}", ">="),
    (rf"{START}(?:is\s+)?at\s+most{STOP}", "<="),
    (rf"{START}exceeds?{STOP}", ">"),
)
ARITHMETIC = (
    (rf"{AFTER_OPERAND}(?:减去?|{START}minus{STOP}){BEFORE_OPERAND}", " - "),
    (rf"{AFTER_OPERAND}(?:加上?|{START}plus{STOP}){BEFORE_OPERAND}", " + "),
    (r"&&", " and "),
    (r"\|\|", " or "),
    (r"(?:并且|而且|且)", " and "),
    (r"或者", " or "),
    (rf"{START}AND{STOP}", "and"),
    (rf"{START}OR{STOP}", "or"),
    (rf"(?<![<>=!])!\s*(?=[(A-Za-z])|{START}NOT{STOP}", " not "),
    (r"===", "=="),
    (rf"(?<=[=!])\s*(?:true|True|TRUE){STOP}", " True"),
    (rf"(?<=[=!])\s*(?:false|False|FALSE){STOP}", " False"),
    (r"!==", "!="),
    (r"<>", "!="),
    (r":=", "="),
    (r"([<>!=])\s+=(?!=)", r"\1="),
    (r"=\s*([<>])(?!=)", r"\1="),
)
ASSIGNING = (
    (r"(?<=[A-Za-z0-9_\]])\s*<-\s+", " = "),
    (r"(?<=[A-Za-z0-9_\]])\s+<-(?!>)\s*", " = "),
    (r"(?<=[A-Za-z_\]])<-(?=[A-Za-z])", " = "),
    (rf"^({NAME})\s*->\s*\1\s*\+\s*(\d+)$", r"\1 = \1 + \2"),
)
# «arr[j] > its right neighbour», where the other element is only pointed at.
POINTED = (
    (
        rf"({NAME})\s*\[\s*([a-z])\s*\]\s*([<>]=?)\s*(?:(?:its|the)\s+(?:(?:right|next|following)(?:-hand)?(?:\s+{ITEM})?|neighbou?r|successor)"
        rf"|它?(?:下一个?|后一个?|后面的?|右边的?|右侧的?){ITEM_ZH}?)(?![A-Za-z0-9_]|\s*[A-Za-z]\w*\s*\[)",
        r"\1[\2] \3 \1[\2 + 1]",
    ),
)
# What a call gives back, as the value of a variable; and "give arr back".
GIVING = (
    (rf"^({NAME})\s*(?:=|<-|{START}(?:receives|gets|takes|holds|stores){STOP})\s*{GIVEN_BACK}$", r"\1 = result"),
    (rf"^({NAME})\s*{TAKES}\s*{GIVEN_BACK_ZH}$", r"\1 = result"),
    (rf"^(?:store|save|assign|put|keep)\s+{GIVEN_BACK}\s+(?:in|to|as|into)\s+(?:variable\s+)?({NAME})$", r"\1 = result"),
    (rf"^{GIVEN_BACK}\s+(?:goes\s+into|is\s+(?:stored|saved|kept|put)\s+in(?:to)?)\s+({NAME})$", r"\1 = result"),
    (rf"^(?:将|把)?\s*{GIVEN_BACK_ZH}\s*(?:赋值?给|赋予|存入|存到|存储?在|保存[到在至])\s*({NAME})$", r"\1 = result"),
    (rf"^(?:接收|接受|取得|得到)\s*{GIVEN_BACK_ZH}\s*({NAME})$", r"\1 = result"),
    (rf"^({NAME})\s*(?:=|<-|is)\s*(?:the\s+)?(?:value\s+returned|returned\s+{NAME})$", r"\1 = result"),
    (rf"^(?:the\s+)?result\s+becomes\s+({NAME})$", r"\1 = result"),
    (rf"{START}(?:give|hand|pass|send)s?\s+({NAME})\s+back{STOP}", r"return \1"),
    (rf"{START}(?:give|hand|pass)s?\s+back{STOP}", "return"),
)
_GROUPS = tuple(
    tuple((re.compile(pattern, re.IGNORECASE), replacement) for pattern, replacement in group)
    for group in (LENGTHS, ELEMENTS, BESIDE, REACHING, COMPARISONS, POINTED, ARITHMETIC, ASSIGNING, GIVING)
)


def as_code(text: str, arrays: frozenset[str]) -> str:
    """The text with its phrases replaced by code.

    arrays  names of the listing's arrays, which may stand before round brackets or carry an index as a suffix: arr(j), arr_j
    """
    for group in _GROUPS:
        for pattern, replacement in group:
            text = pattern.sub(replacement, text)
    for name in sorted(arrays):
        if f"len({name}" not in text:  # round brackets hold an index there, or beside it a remark with another name
            text = re.sub(rf"{START}{name}\s*\((?![A-Za-z]\w)([A-Za-z0-9_ +\-]+)\)", rf"{name}[\1]", text)
        text = re.sub(rf"{START}{name}_?([ijk])(\s*[+\-]\s*1)?{STOP}", rf"{name}[\1\2]", text)
    text = re.sub(r"len\([^()]*\)\s*(?=len\()", "", text)  # «数组元素个数 len(arr)»
    return re.sub(r"\s+", " ", text).strip()
