"""SVG text or bytes to an element tree: within limits, without entities, network or document types, mended where malformed."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from typing import Any

from sandbox.errors import DrawingError
from sandbox.flowchart.mend import Repair, mend

__all__ = ["LIMITS", "SVG", "DrawingLimits", "Source", "local_name", "read_source"]

SVG = "{http://www.w3.org/2000/svg}"
XHTML = "{http://www.w3.org/1999/xhtml}"


@dataclass(frozen=True, slots=True)
class DrawingLimits:
    """What a drawing may cost, counted, so that the same drawing ends the same way on every machine.

    bytes       of the SVG's text
    elements    in the tree, and again after every `use` is expanded
    depth       of nesting, `use` included
    points      of all flattened shapes together
    characters  of all texts together
    selectors   CSS selectors; `matches`: selectors × elements tried
    css         characters of style sheets, and of one `style` attribute a tenth of it
    parts       outlines that may be nodes, and strokes that may be wires
    pairs       of parts that touch or hold each other; steps along wires
    coordinate  in user units, from the origin
    """

    bytes: int = 4_000_000
    elements: int = 40_000
    depth: int = 100
    points: int = 100_000
    characters: int = 200_000
    selectors: int = 2_000
    matches: int = 4_000_000
    css: int = 200_000
    parts: int = 4_000
    pairs: int = 150_000
    coordinate: float = 1e7


LIMITS = DrawingLimits()
MAX_ATTRIBUTES = 300

_ENCODING = re.compile(rb"""\A<\?xml[^>]*?encoding\s*=\s*["']([A-Za-z0-9._-]+)["']""")
_ROOT = re.compile(r"<(?:\w+:)?svg(?=[\s/>])", re.IGNORECASE)
_STYLE_INSTRUCTION = re.compile(r"<\?xml-stylesheet\b[^>]*>", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Source:
    """root: an lxml element. `unsafe`: what stood before the root (entities, style sheets of elsewhere)."""

    root: Any
    repairs: tuple[Repair, ...]
    unsafe: tuple[str, ...]


def local_name(element: Any) -> str:
    """The tag without its namespace; "" for comments and processing instructions."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def read_source(svg: str | bytes, limits: DrawingLimits = LIMITS) -> Source:
    """Raises DrawingError where there is no SVG, or where it is larger or deeper than `limits`."""
    if len(svg) > limits.bytes:
        raise DrawingError(f"the SVG has {len(svg):,} bytes, a drawing has at most {limits.bytes:,}")
    repairs: list[Repair] = []
    text = _decoded(svg, repairs)
    start = _ROOT.search(text)
    if start is None:
        raise DrawingError("there is no <svg> element")
    before, text = text[: start.start()], text[start.start() :]
    unsafe = []
    if re.search(r"<!ENTITY\b", before, re.IGNORECASE):
        unsafe.append("entities are defined in the document type")
    if _STYLE_INSTRUCTION.search(before):
        unsafe.append("a style sheet from elsewhere: <?xml-stylesheet …?>")
    tags = text.count("<")
    if tags > 3 * limits.elements:
        raise DrawingError(f"the SVG has some {tags // 2:,} elements, a drawing has at most {limits.elements:,}")
    root, mended = _parsed(text, limits)
    repairs += mended
    _check(root, limits)
    if not str(root.tag).startswith("{"):
        repairs.append(Repair("the SVG's namespace is not declared: a page shows it, a viewer of files does not", 1))
        for element in root.iter():
            if isinstance(element.tag, str) and not element.tag.startswith("{"):
                element.tag = SVG + element.tag
    return Source(root, tuple(repairs), tuple(unsafe))


def _decoded(svg: str | bytes, repairs: list[Repair]) -> str:
    if isinstance(svg, str):
        text = svg
    else:
        encoding = "utf-8"
        for mark, name in ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16")):
            if svg.startswith(mark):
                encoding = name
                break
        else:
            declared = _ENCODING.match(svg.lstrip()[:200])
            if declared:
                encoding = declared[1].decode("ascii")
        try:
            text = svg.decode(encoding)
        except (LookupError, UnicodeDecodeError):
            text = svg.decode("utf-8", "replace")
            repairs.append(Repair(f"bytes that are not {encoding}: replaced", 1))
    clean = text.replace("\x00", "").encode("utf-8", "replace").decode("utf-8")
    if clean != text:
        repairs.append(Repair("NUL or lone surrogates: left out", 1))
    return clean.removeprefix("\ufeff")


def _parser() -> Any:
    from lxml import etree

    return etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True
    )


def _parsed(text: str, limits: DrawingLimits) -> tuple[Any, tuple[Repair, ...]]:
    from lxml import etree

    end = max(text.rfind("</svg>") + 6, text.rfind("</svg:svg>") + 10)
    whole = text[:end] if end > 10 else text
    try:
        return etree.fromstring(whole.encode(), _parser()), ()
    except etree.XMLSyntaxError as error:
        if "depth" in str(error):
            raise DrawingError("the SVG is nested too deeply") from error
    mended, repairs = mend(text, limits.depth)
    try:
        return etree.fromstring(mended.encode(), _parser()), repairs
    except etree.XMLSyntaxError as error:
        raise DrawingError(f"the SVG is malformed beyond repair: {str(error)[:120]}") from error


def _check(root: Any, limits: DrawingLimits) -> None:
    count = 0
    stack = [(root, 1)]
    while stack:
        element, depth = stack.pop()
        count += 1
        if count > limits.elements:
            raise DrawingError(f"the SVG has more than {limits.elements:,} elements")
        if len(element.attrib) > MAX_ATTRIBUTES:
            raise DrawingError(f"an element has more than {MAX_ATTRIBUTES} attributes")
        if depth > limits.depth:
            raise DrawingError(f"the SVG is nested more than {limits.depth} deep")
        stack.extend((child, depth + 1) for child in element)
