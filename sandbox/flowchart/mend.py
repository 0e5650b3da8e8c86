"""Malformed XML made well-formed, in the way in which a browser reads SVG inside a page: HTML's tokens, foreign content's tree.

What a browser mends so is a `Repair` with `shown` true. Where a browser would lose a part of the picture (`i<n` without a blank
is a tag to it), what was meant is mended all the same and `shown` is false. Source: HTML Living Standard, 13.2.5 and 13.2.6.5.
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

from sandbox.errors import DrawingError

__all__ = ["Repair", "mend"]

# One attribute: name, then perhaps a value, quoted or not.
_ATTRIBUTE = re.compile(r"""[\s/]*([^\s=>/"'<][^\s=>/]*)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>"']+)))?""")
_TAG = re.compile(r"<(/?)([A-Za-z][\w:.-]*)")
_STRAY = re.compile(r"""[\s/"'=]*""")
_NAMESPACES = {
    "": "http://www.w3.org/2000/svg",
    "xlink": "http://www.w3.org/1999/xlink",
    "xhtml": "http://www.w3.org/1999/xhtml",
    "svg": "http://www.w3.org/2000/svg",
}
_LEAVES = {"rect", "circle", "ellipse", "line", "polyline", "polygon", "path", "use", "image", "stop"}
_IN_LEAVES = {"title", "desc", "animate", "animatetransform", "animatemotion", "set", "metadata", "mpath"}
_XML_NAME = re.compile(r"[A-Za-z_][\w.-]*(?::[A-Za-z_][\w.-]*)?\Z")
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_VOID = {"br", "hr", "img", "input", "meta", "link", "wbr", "col", "source", "base", "area", "embed"}
# Every name that a drawing's tags may have; anything else after "<" was meant as "less than".
_DRAWN = """a animate animatemotion animatetransform circle clippath defs desc ellipse filter font-face foreignobject g
glyph hatch image line lineargradient marker mask metadata mpath path pattern polygon polyline radialgradient rect
script set stop style svg switch symbol text textpath title tref tspan use view"""
_WRITTEN = """b body br center code div em font h1 h2 h3 h4 h5 h6 head hr html i iframe img input label li link meta
object ol p pre s small span strong sub sup table tbody td th thead tr u ul audio video embed form button"""
_NAMES = {*_DRAWN.split(), *_WRITTEN.split()}
_INLINE = "a animate animatemotion animatetransform br desc g script set style svg text textpath title tref tspan"
_IN_TEXT = set(_INLINE.split())


@dataclass(frozen=True, slots=True)
class Repair:
    """what   the mistake and how it was mended, in words
    line   of the drawing's text, from 1
    shown  whether a browser that meets the drawing inside a page shows it as mended"""

    what: str
    line: int
    shown: bool = True


def mend(text: str, depth: int) -> tuple[str, tuple[Repair, ...]]:
    """(well-formed XML, what was mended). `text` begins at the root's `<`. Time is linear in its length.
    Raises DrawingError where more than `depth` elements are open at once."""
    return _Mender(text, depth).run()


class _Mender:
    def __init__(self, text: str, depth: int) -> None:
        self.text = text
        self.depth = depth
        self.out: list[str] = []
        self.open: list[str] = []
        self.prefixes: set[str] = set()
        self.declared: set[str] = set()
        self.repairs: dict[tuple[str, bool], int] = {}
        self.root_at: int | None = None
        self.counted = (0, 1)  # position, its line: counted once along the way

    def note(self, what: str, at: int, shown: bool = True) -> None:
        if (what, shown) not in self.repairs:
            position, line = self.counted
            if at >= position:
                self.counted = (at, line + self.text.count("\n", position, at))
            self.repairs[what, shown] = self.counted[1]

    def run(self) -> tuple[str, tuple[Repair, ...]]:
        text, position, end = self.text, 0, len(self.text)
        while position < end:
            less = text.find("<", position)
            if less < 0:
                less = end
            if less > position:
                self.characters(text[position:less], position)
            if less == end:
                break
            position = self.markup(less)
            if self.root_at is not None and not self.open:
                break  # after the root's end
        while self.open:
            self.note(f"<{self.open[-1]}> is not closed: closed at the end", end)
            self.out.append(f"</{self.open.pop()}>")
        if self.root_at is not None:
            missing = "".join(
                f" xmlns:{prefix}={quoteattr(_NAMESPACES.get(prefix, 'urn:undeclared:' + prefix))}"
                for prefix in sorted(self.prefixes - self.declared - {"xml", "xmlns"})
            )
            self.out[self.root_at] += missing
            if missing:
                self.note("a name's prefix is not declared: declared", 0)
        return "".join(self.out), tuple(Repair(what, line, shown) for (what, shown), line in self.repairs.items())

    def markup(self, at: int) -> int:
        """Reads what begins with the `<` at `at`; gives where to go on."""
        text = self.text
        for opening, closing in (("<!--", "-->"), ("<![CDATA[", "]]>"), ("<!", ">"), ("<?", ">")):
            if text.startswith(opening, at):
                stop = text.find(closing, at + len(opening))
                if stop < 0:
                    self.note(f"{opening} is not ended: left out to the end", at)
                    return len(text)
                if opening == "<![CDATA[":
                    self.out.append(escape(_FORBIDDEN.sub("", text[at + 9 : stop])))
                return stop + len(closing)
        tag = _TAG.match(text, at)
        if tag is None:
            self.note('"<" in a text: read as a character', at)
            self.put("&lt;")
            return at + 1
        if not self.expected(tag):
            self.note(f'"<{tag[2][:20]}" in a text is a tag to a browser: read as characters', at, shown=False)
            self.put("&lt;")
            return at + 1
        return self.closing(tag) if tag[1] else self.opening(tag)

    def expected(self, tag: re.Match[str]) -> bool:
        """Whether it is a tag of a drawing. In a text few may stand, so that "i<s" and "x<b" are read as comparisons."""
        local = tag[2].rpartition(":")[2].lower()
        if tag[2] in self.open:
            return True
        if self.open and self.open[-1] in {"text", "tspan"}:
            return local in _IN_TEXT and (local != "a" or self.text[tag.end() : tag.end() + 1].isspace() or bool(tag[1]))
        return local in _NAMES or local.startswith("fe") or ":" in tag[2]

    def put(self, piece: str) -> None:
        if self.open:
            self.out.append(piece)

    def characters(self, raw: str, at: int) -> None:
        if not self.open:
            return
        clean = _FORBIDDEN.sub("", raw)
        if clean != raw:
            self.note("a character that XML forbids: left out", at)
        if "&" in clean:
            read = html.unescape(clean)
            if re.search(r"&(?!(?:amp|lt|gt|quot|apos|#\d+|#x[0-9a-fA-F]+);)", clean):
                self.note('"&" that begins no reference of XML: read as in a page', at)
            clean = _FORBIDDEN.sub("", read)
        self.out.append(escape(clean))

    def closing(self, tag: re.Match[str]) -> int:
        stop = self.text.find(">", tag.end())
        stop = len(self.text) if stop < 0 else stop + 1
        name = tag[2]
        lower = name.lower()
        matching = next((k for k in range(len(self.open) - 1, -1, -1) if self.open[k].lower() == lower), None)
        if matching is None or (matching == 0 and lower != "svg"):
            self.note(f"</{name}> closes nothing: left out", tag.start())
            return stop
        if self.open[matching] != name:
            self.note(f"</{name}> closes <{self.open[matching]}>: letters of another case", tag.start())
        while len(self.open) > matching + 1:
            self.note(f"<{self.open[-1]}> is not closed: closed at </{name}>", tag.start())
            self.out.append(f"</{self.open.pop()}>")
        self.out.append(f"</{self.open.pop()}>")
        return stop

    def opening(self, tag: re.Match[str]) -> int:
        text, name = self.text, tag[2]
        if self.open and self.open[-1].lower() in _LEAVES and name.lower() not in _IN_LEAVES:
            self.note(f"<{self.open[-1]}> is not closed: a browser would hide what follows, closed at once", tag.start(), False)
            self.out.append(f"</{self.open.pop()}>")
        position = tag.end()
        attributes: dict[str, str] = {}
        while True:
            position = _STRAY.match(text, position).end()  # type: ignore[union-attr]  # it matches the empty string
            if position >= len(text):
                self.note(f"<{name} is not ended: ended at the end", tag.start())
                break
            if text[position] == ">":
                position += 1
                break
            if text[position] == "<":
                self.note(f"<{name} is not ended: ended at the next tag", tag.start(), shown=False)
                break
            found = _ATTRIBUTE.match(text, position)
            if found is None or found.end() == position:
                position += 1
                continue
            self.attribute(found, attributes)
            position = found.end()
        empty = text[max(tag.end(), position - 2) : position] == "/>"
        if ":" in name:
            if not _XML_NAME.match(name):
                name = name.replace(":", "-").rstrip(".-")
            else:
                self.prefixes.add(name.partition(":")[0])
        written = "".join(f" {key}={quoteattr(value)}" for key, value in attributes.items())
        self.out.append(f"<{name}{written}")
        if self.root_at is None:
            self.root_at = len(self.out) - 1
            if not any(key == "xmlns" for key in attributes):
                self.out[-1] += f' xmlns="{_NAMESPACES[""]}"'
        if empty or name.lower() in _VOID:
            if not empty:
                self.note(f"<{name}> is not closed: closed at once", tag.start())
            self.out.append("/>")
        else:
            self.out.append(">")
            self.open.append(name)
            if len(self.open) > self.depth:
                raise DrawingError(f"the SVG is nested more than {self.depth} deep")
        return position

    def attribute(self, found: re.Match[str], attributes: dict[str, str]) -> None:
        key, at = found[1], found.start()
        value = next((group for group in found.groups()[1:] if group is not None), None)
        if value is None:
            self.note(f"attribute {key[:20]} has no value: read as empty", at)
            value = ""
        elif found[4] is not None:
            self.note(f"attribute {key[:20]} is not quoted: quoted", at)
        if not _XML_NAME.match(key):
            self.note("a name that is no attribute's: left out", at)
            return
        if key in attributes:
            self.note(f"attribute {key} is there twice: the first one counts", at)
            return
        if key.startswith("xmlns:"):
            self.declared.add(key[6:])
            if not value:
                return
        elif ":" in key:
            self.prefixes.add(key.partition(":")[0])
        if "<" in value:
            self.note('"<" in an attribute: read as a character', at)
        clean = _FORBIDDEN.sub("", html.unescape(value)) if "&" in value else _FORBIDDEN.sub("", value)
        attributes[key] = clean
