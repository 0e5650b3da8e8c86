"""What in an SVG is active or comes from elsewhere: scripts, event handlers, foreign addresses, embedded documents."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from sandbox.flowchart.source import local_name

__all__ = ["active_attribute", "active_element", "foreign_css", "unsafe_parts"]

_ELEMENTS = """script handler listener iframe frame object embed applet audio video source track form input button
textarea select link meta base"""
_ACTIVE = frozenset(_ELEMENTS.split())
_ANIMATIONS = frozenset({"animate", "set", "animateTransform", "animateMotion"})
_FONT = re.compile(r"data:(?:font/|application/(?:x-)?font-|application/vnd\.ms-fontobject)", re.IGNORECASE)
_PICTURE = re.compile(r"data:image/(?:png|jpe?g|gif|webp|bmp|svg\+xml)[;,]", re.IGNORECASE)
_CSS_URL = re.compile(r"""url\(\s*["']?\s*([^"')\s]*)""", re.IGNORECASE)
_IMPORT = re.compile(r"@import\b[^;]{0,200}", re.IGNORECASE)
_ESCAPE = re.compile(r"\\([0-9a-fA-F]{1,6})\s?")


def unsafe_parts(root: Any) -> tuple[str, ...]:
    """Each in words, in the order of the source, none twice. Comments are not looked at: no viewer does."""
    found: dict[str, None] = {}
    for element in root.iter():
        name = local_name(element)
        if not name:
            if type(element).__name__ == "_Entity":
                found[f"a reference to an entity: {str(element.text)[:30]}"] = None
            continue
        reason = active_element(element)
        if reason:
            found[reason] = None
        for key, value in element.attrib.items():
            reason = active_attribute(name, key, value)
            if reason:
                found[reason] = None
        if name == "style":
            found.update(dict.fromkeys(foreign_css("".join(element.itertext()))))
    return tuple(found)


def active_element(element: Any) -> str | None:
    name = local_name(element)
    if name.lower() in _ACTIVE:
        return f"active or embedding element: <{name}>"
    if name in _ANIMATIONS:
        target = (element.get("attributeName") or "").lower()
        if target.endswith("href") or target.startswith("on"):
            return f"an animation of {target}"
    return None


def active_attribute(element: str, key: str, value: str) -> str | None:
    """In words, where the attribute runs something or loads something from elsewhere."""
    local = key.rpartition("}")[2].lower()
    plain = "".join(value.split()).lower()
    if local.startswith("on") and len(local) > 2:
        return f"event handler: {local}"
    if local in {"href", "src", "data", "action", "formaction", "poster", "srcset", "background"}:
        if plain.startswith(("javascript:", "vbscript:")):
            return f"a script in an address: <{element} {local}>"
        if plain.startswith("data:") and not _PICTURE.match(plain):
            return f"data that is no picture: <{element} {local}>"
        if element != "a" and plain and not plain.startswith(("#", "data:")):
            return f'from elsewhere: <{element} {local}="{value.strip()[:60]}">'
    if local in {"from", "to", "values", "by"} and "javascript:" in plain:
        return f"a script in an animation: {local}"
    if local == "base" and key.startswith("{http://www.w3.org/XML"):
        return "xml:base moves every address"
    if "url(" in plain or local == "style":
        return next(iter(foreign_css(value)), None)
    return None


def foreign_css(text: str) -> Iterator[str]:
    """Imports and addresses that lead out of the drawing, and what old browsers run."""
    plain = _ESCAPE.sub(lambda found: chr(min(int(found[1], 16), 0x10FFFF)), text) if "\\" in text else text
    for found in _IMPORT.finditer(plain):
        yield f"a style sheet from elsewhere: {' '.join(found[0].split())[:80]}"
    for found in _CSS_URL.finditer(_IMPORT.sub("", plain)):
        address = found[1].lower()
        if address.startswith(("javascript:", "vbscript:")):
            yield "a script in CSS"
        elif address and not address.startswith("#") and not _PICTURE.match(address) and not _FONT.match(address):
            yield f"from elsewhere: url({found[1][:60]})"
    if re.search(r"expression\s*\(|behavior\s*:|-moz-binding", plain, re.IGNORECASE):
        yield "a script in CSS"
