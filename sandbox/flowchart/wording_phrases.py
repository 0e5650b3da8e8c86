"""Phrases in Chinese and English, turned into the code that they stand for: «arr 的长度» is len(arr), «less than» is <."""

from __future__ import annotations

import re

__all__ = ["NAME", "THE_ARRAY", "as_code"]

THE_ARRAY = "数组"
"""The name that stands for the array of the listing's function, where a text says "the array" and no more."""

NAME = r"(?:[A-Za-z_][A-Za-z0-9_]*)"
START, STOP = r"(?<![A-Za-z0-9_])", r"(?![A-Za-z0-9_])"
NOUN = rf"(?:(?:待排序的?|输入的?|给定的?)?(?:数组|列表|序列)|{START}(?:the\s+)?(?:input\s+|given\s+)?(?:array|list){STOP})"
NO_NAMES = "of|is|length|size|in|to|and|at|sorted|elements|with|by|has|as|from"
LENGTH = r"(?:长度|大小|元素个数|元素数量|元素总数|元素的个数|元素的数量|元素数|个数)"
LENGTH_EN = rf"{START}(?:length|size|len|number\s+of\s+elements|element\s+count|count){STOP}"

LENGTHS = (
    (rf"({NAME})\s*\.\s*(?:length|size|len|count)\s*(?:\(\s*\))?{STOP}", r"len(\1)"),
    (rf"{START}(?:length|size|LEN|Len|sizeof|count)\s*\(\s*({NAME})\s*\)", r"len(\1)"),
    (rf"{START}(?:length|size|len)\s*\(\s*{NOUN}\s*\)", f"len({THE_ARRAY})"),
    (rf"(?:the\s+)?{LENGTH_EN}\s+(?:of|in)\s+(?:{NOUN}\s*)?\(?\s*(?!(?:the|array|list){STOP})({NAME})\s*\)?", r"len(\1) "),
    (rf"(?:the\s+)?{LENGTH_EN}\s+(?:of|in)\s+{NOUN}", f"len({THE_ARRAY})"),
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
    (r"第\s*([A-Za-z_0-9+\- ]+?)\s*个元素?", rf"{THE_ARRAY}[\1]"),
    (rf"{START}(?:the\s+)?element\s+(?:at\s+)?(?:index\s+|position\s+)?([ijkmn](?:\s*[+\-]\s*\d)?){STOP}", rf"{THE_ARRAY}[\1]"),
    (rf"(?:(?:下一个?|后一个?|前一个?|当前|左边的?|右边的?|左侧|右侧)\s*)*(?:元素|项)\s*(?={NAME}\s*\[)", ""),
    (rf"{START}(?:the\s+)?(?:(?:current|next|left|right)\s+)?(?:element|item|value)\s+(?={NAME}\s*\[)", ""),
    (rf"{NOUN}\s*\[", f" {THE_ARRAY}["),
    (rf"(?:数组|列表|序列)\s*(?=({NAME}))", ""),
    (rf"{START}(?:the\s+)?(?:array|list)\s+(?!(?:{NO_NAMES}){STOP})(?={NAME})", ""),
)
COMPARISONS = (
    (r"(?:大于或?者?等于|不小于|不少于|至少为?|大于或等于)", ">="),
    (r"(?:小于或?者?等于|不大于|不超过|至多为?|小于或等于)", "<="),
    (r"(?:不等于|不同于)", "!="),
    (rf"比\s*({NAME}(?:\[[^\]]+\])?)\s*大", r"> \1"),
    (rf"比\s*({NAME}(?:\[[^\]]+\])?)\s*小", r"< \1"),
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
OPERAND_BEFORE, OPERAND_AFTER = r"(?<=[A-Za-z0-9_\])])\s*", r"\s*(?=[A-Za-z0-9_(])"
ARITHMETIC = (
    (rf"{OPERAND_BEFORE}(?:减去?|{START}minus{STOP}){OPERAND_AFTER}", " - "),
    (rf"{OPERAND_BEFORE}(?:加上?|{START}plus{STOP}){OPERAND_AFTER}", " + "),
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
)
_GROUPS = tuple(
    tuple((re.compile(pattern, re.IGNORECASE), replacement) for pattern, replacement in group)
    for group in (LENGTHS, ELEMENTS, COMPARISONS, ARITHMETIC, ASSIGNING)
)


def as_code(text: str, arrays: frozenset[str]) -> str:
    """The text with its phrases replaced by code.

    arrays  names of the listing's arrays, which may stand before round brackets or carry an index as a suffix: arr(j), arr_j
    """
    for group in _GROUPS:
        for pattern, replacement in group:
            text = pattern.sub(replacement, text)
    for name in sorted(arrays):
        text = re.sub(rf"{START}{name}\s*\(([A-Za-z0-9_ +\-]+)\)", rf"{name}[\1]", text) if f"len({name}" not in text else text
        text = re.sub(rf"{START}{name}_?([ijk])(\s*[+\-]\s*1)?{STOP}", rf"{name}[\1\2]", text)
    text = re.sub(r"len\([^()]*\)\s*(?=len\()", "", text)  # «数组元素个数 len(arr)»
    return re.sub(r"\s+", " ", text).strip()
