"""CSS as it applies to a drawing: style sheets, `style` attributes, presentation attributes, inheritance.

Selectors are matched by cssselect2, declarations read by tinycss2. Media queries for the screen count, others do not;
a selector whose matching could grow faster than the drawing is not tried (see COSTLY). What is not known is ignored, as
browsers do.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from sandbox.errors import DrawingError
from sandbox.flowchart.paths import number
from sandbox.flowchart.source import LIMITS, DrawingLimits, local_name

__all__ = ["INHERITED", "Style", "StyleSheet", "clear", "length"]

Style = Mapping[str, str]
"""Computed properties of one element: lower-case names, values as written, `var()` and `inherit` resolved."""

_INHERITED = """fill stroke stroke-width stroke-dasharray fill-opacity stroke-opacity font-size font-family font-weight
font-style text-anchor dominant-baseline alignment-baseline marker-start marker-mid marker-end visibility color
white-space text-align line-height letter-spacing writing-mode"""
_OTHERS = "display opacity transform transform-origin transform-box baseline-shift stop-color d x y cx cy r rx ry width height"
INHERITED = frozenset(_INHERITED.split())
_PRESENTATION = INHERITED | frozenset(_OTHERS.split())
COSTLY = re.compile(r":has\(|~|\+|:nth-|:only-|:last-|:first-of|:empty")
MAX_NESTING = 20
_BRACKET = re.compile(r"[(){}\[\]]")
MATCH_COST = 1_000_000
"""A selector is tried if elements × depth ** (its descendant combinators) is no more than this."""
_LENGTH = re.compile(r"\s*([-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?)\s*(px|pt|pc|mm|cm|in|em|rem|ex|ch|%|vw|vh)?")
_PX = {"px": 1.0, "pt": 4 / 3, "pc": 16.0, "mm": 96 / 25.4, "cm": 96 / 2.54, "in": 96.0, "rem": 16.0, "vw": 8.0, "vh": 6.0}
_FONT_SIZES = {"xx-small": 9, "x-small": 10, "small": 13, "medium": 16, "large": 18, "x-large": 24, "xx-large": 32}
_FUNCTION = re.compile(r"(?:rgb|hsl)a?\(([^()]*)\)")
_LIGHT_DARK = re.compile(r"light-dark\(\s*((?:[^(),]|\([^()]*\))*),(?:[^()]|\((?:[^()]|\([^()]*\))*\))*\)")
_FONT = re.compile(r"(\d+\.?\d*(?:px|pt|em|rem|%))(?:\s*/\s*[\w.%]+)?\s+(.+)")
_VAR = re.compile(r"var\(\s*(--[\w-]+)\s*(?:,\s*((?:[^()]|\([^()]*\))*))?\)")
_WHOLE_DRAWING = re.compile(
    r"screen|all|min-|max-|prefers-color-scheme:\s*light|prefers-reduced-motion:\s*no-preference", re.IGNORECASE
)


def length(value: str | None, default: float = 0.0, *, em: float = 16.0, whole: float = 0.0) -> float:
    """A CSS length in user units; `whole` is what 100 % is."""
    found = _LENGTH.match(value) if value else None
    if found is None:
        return default
    unit = found[2]
    amount = number(found[1])
    if unit is None:
        return amount
    if unit == "%":
        return amount * whole / 100
    if unit in {"em", "ex", "ch"}:
        return amount * em * (1.0 if unit == "em" else 0.5)
    return amount * _PX[unit]


def clear(colour: str) -> bool:
    """Whether a colour is fully transparent: an alpha of 0."""
    if colour.startswith("#"):
        return len(colour) in {5, 9} and not colour[len(colour) - len(colour) // 4 :].strip("0")
    found = _FUNCTION.fullmatch(colour)
    parts = re.split(r"[,/\s]+", found[1].strip()) if found else []
    return len(parts) == 4 and not parts[3].strip("0.%")


class StyleSheet:
    """All `<style>` elements of a drawing. `imports`: the addresses of its @import rules and of url() that lead elsewhere."""

    def __init__(self, root: Any, limits: DrawingLimits = LIMITS) -> None:
        import cssselect2
        import tinycss2

        self._matcher = cssselect2.Matcher()
        self._wrappers: dict[Any, Any] = {}
        self._parsed: dict[str, list[tuple[str, str, bool]]] = {}
        self._tinycss2 = tinycss2
        self.rules = 0
        self.skipped: list[str] = []
        written = 0
        self._longest_style = limits.css // 10
        self._elements, self._depth = _size(root)
        for element in root.iter():
            if local_name(element) == "style":
                media = element.get("media", "all")
                if _applies(media):
                    text = "".join(element.itertext())
                    written += len(text)
                    if written > limits.css or _nesting(text) > MAX_NESTING:
                        raise DrawingError("a style sheet is longer or deeper nested than a drawing's")
                    self._add(tinycss2.parse_stylesheet(text, skip_comments=True, skip_whitespace=True), limits)
        if self.rules:
            for wrapper in cssselect2.ElementWrapper.from_xml_root(root).iter_subtree():
                self._wrappers[wrapper.etree_element] = wrapper
            if self.rules * len(self._wrappers) > limits.matches:
                raise DrawingError(
                    f"{self.rules} CSS selectors for {len(self._wrappers):,} elements are more than a drawing has"
                )

    def _add(self, rules: list[Any], limits: DrawingLimits) -> None:
        import cssselect2

        for rule in rules:
            if rule.type == "at-rule" and rule.lower_at_keyword in {"media", "supports", "layer"} and rule.content is not None:
                if rule.lower_at_keyword != "media" or _applies(self._tinycss2.serialize(rule.prelude)):
                    self._add(self._tinycss2.parse_rule_list(rule.content, skip_comments=True, skip_whitespace=True), limits)
                continue
            if rule.type != "qualified-rule":
                continue
            declared = self._declarations(self._tinycss2.serialize(rule.content))
            written = self._tinycss2.serialize(rule.prelude)
            if len(written) > 2000 or COSTLY.search(written) or not self._affordable(written):
                self.skipped.append(written.strip()[:60])
                continue
            try:
                selectors = cssselect2.compile_selector_list(rule.prelude)
            except cssselect2.SelectorError:
                continue
            for selector in selectors:
                self.rules += 1
                if self.rules > limits.selectors:
                    raise DrawingError(f"there are more than {limits.selectors:,} CSS selectors")
                self._matcher.add_selector(selector, declared)

    def _affordable(self, selector: str) -> bool:
        return all(self._elements * self._depth ** _combinators(one) <= MATCH_COST for one in selector.split(","))

    def _declarations(self, text: str) -> list[tuple[str, str, bool]]:
        """(name, value, important) of each declaration."""
        known = self._parsed.get(text)
        if known is None:
            known = []
            for one in self._tinycss2.parse_declaration_list(text, skip_comments=True, skip_whitespace=True):
                if one.type == "declaration":
                    known += _expanded(one.lower_name, self._tinycss2.serialize(one.value).strip(), one.important)
            self._parsed[text] = known
        return known

    def own(self, element: Any) -> dict[str, str]:
        """What the cascade declares on the element itself: presentation attributes, sheets, `style`, then what is important."""
        result = {key: value.strip() for key, value in element.attrib.items() if key in _PRESENTATION}
        important: dict[str, str] = {}
        wrapper = self._wrappers.get(element)
        declared = (
            [one for match in sorted(self._matcher.match(wrapper), key=lambda m: m[:2]) for one in match[3]]
            if wrapper is not None
            else []
        )
        style = element.get("style")
        if style:
            if len(style) > self._longest_style or _nesting(style) > MAX_NESTING:
                raise DrawingError("a style attribute is longer or deeper nested than a drawing's")
            declared = [*declared, *self._declarations(style)]
        for name, value, weighty in declared:
            (important if weighty else result)[name] = value
        result.update(important)
        return result

    def computed(self, own: Style, parent: Style) -> dict[str, str]:
        """Inheritance, custom properties, relative font sizes (then in user units) and currentColor."""
        result = {key: value for key, value in parent.items() if key in INHERITED or key.startswith("--")}
        result.update({key: value for key, value in own.items() if key.startswith("--")})
        for key, value in own.items():
            if key.startswith("--"):
                continue
            given = _substituted(value, result) if "var(" in value else value
            if "light-dark(" in given:
                given = _LIGHT_DARK.sub(lambda found: found[1].strip(), given)
            if given in {"inherit", "unset", "revert", "initial"}:
                if given == "inherit" and key in parent:
                    result[key] = parent[key]
                elif given == "initial":
                    result.pop(key, None)
            else:
                result[key] = given
        if "font-size" in own:
            before = length(parent.get("font-size"), 16.0)
            value = result.get("font-size", "16")
            result["font-size"] = str(_FONT_SIZES.get(value) or length(value, before, em=before, whole=before))
        for key in ("fill", "stroke"):
            if result.get(key, "").lower() == "currentcolor":
                result[key] = result.get("color", "black")
        return result


def _nesting(text: str) -> int:
    """How many brackets are open at once, at most."""
    depth = deepest = 0
    for bracket in _BRACKET.findall(text):
        depth += 1 if bracket in "([{" else -1
        deepest = max(deepest, depth)
    return deepest


def _size(root: Any) -> tuple[int, int]:
    """(how many elements, how deep)."""
    count = deepest = 0
    stack = [(root, 1)]
    while stack:
        element, depth = stack.pop()
        count, deepest = count + 1, max(deepest, depth)
        stack.extend((child, depth + 1) for child in element)
    return count, deepest


def _combinators(selector: str) -> int:
    """How many times it goes from an element to all its ancestors."""
    return len(re.findall(r"\s+", re.sub(r"\s*>\s*", ">", selector.strip())))


def _applies(media: str) -> bool:
    text = media.strip()
    return not text or (bool(_WHOLE_DRAWING.search(text)) and "print" not in text.lower())


def _expanded(name: str, value: str, important: bool) -> Iterator[tuple[str, str, bool]]:
    """Shorthands that matter: `marker`, `font`."""
    if name == "marker":
        for side in ("start", "mid", "end"):
            yield f"marker-{side}", value, important
    elif name == "font" and (found := _FONT.search(value)):
        yield "font-size", found[1], important
        yield "font-family", found[2], important
        if re.search(r"\bbold\b|\b[6-9]00\b", value[: found.start()]):
            yield "font-weight", "bold", important
    else:
        yield name, value, important


def _substituted(value: str, custom: Style, depth: int = 0) -> str:
    def one(found: re.Match[str]) -> str:
        return custom.get(found[1], found[2] or "")[:1000]

    result = _VAR.sub(one, value)
    return _substituted(result, custom, depth + 1) if "var(" in result and depth < 4 and len(result) < 4000 else result.strip()
