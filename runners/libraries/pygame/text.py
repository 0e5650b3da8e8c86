"""Text: what pygame.font and pygame.freetype render is told as text; fonts that are not there are replaced by pygame's own."""

from __future__ import annotations

import os
from typing import Any

import pygame
import pygame.freetype

from runners.libraries.pygame.context import UNREADABLE, Context
from runners.patching import type_entries

__all__ = ["install"]

MAX_TEXT_CHARS = 500
FONT_FOLDERS = ("/usr/share/fonts", "/usr/local/share/fonts")
CHINESE_NAMES = """
    simhei simsun nsimsun simkai kaiti fangsong simfang microsoftyahei msyh microsoftyaheiui dengxian pingfang
    pingfangsc pingfanghk pingfangtc stheiti stheitisc stsong stkaiti hiraginosansgb heiti heitisc songti songtisc
    arialunicodems wenquanyimicrohei wenquanyizenhei wqymicrohei wqyzenhei notosanssc notosanscjk notosanscjksc
    notosanscjkjp notosanscjktc notoserifcjksc sourcehansanssc sourcehansanscn
"""
"""Names, blank between them, under which programs ask for a font with Chinese characters."""


def install(context: Context) -> None:
    """Replaces rendering and the finding of fonts."""
    _replace_font(context)
    _replace_freetype(context)
    _replace_system_fonts(context)


def _shown(text: Any) -> str:
    if isinstance(text, (bytes, bytearray)):
        text = bytes(text).decode("utf-8", "replace")
    return str(text)[:MAX_TEXT_CHARS].encode("utf-8", "replace").decode() if text is not None else ""


def _record_text(context: Context, surface: pygame.Surface, text: Any, colour: Any, background: Any) -> None:
    """A rendered surface: the text alone, or a filled surface with the text on it."""
    surfaces = context.surfaces
    entry = surfaces.enter(surface)
    try:
        ink = context.colours.rgba(colour, entry) if colour is not None else 0x000000FF
        paper = None if background is None else context.colours.rgba(background, entry)
    except UNREADABLE:
        ink, paper = 0x808080FF, None
    if paper is None:
        surfaces.record(("text", entry.sid, entry.width, entry.height, _shown(text), ink))
        return
    sid = surfaces.number()
    surfaces.record(("surface", entry.sid, entry.width, entry.height, entry.alpha))
    surfaces.record(("fill", entry.sid, paper, None, 0))
    surfaces.record(("text", sid, entry.width, entry.height, _shown(text), ink))
    surfaces.record(("blit", entry.sid, sid, 0.0, 0.0, None, 0))
    surfaces.record(("drop", sid))


def _replace_font(context: Context) -> None:
    real = pygame.font.Font
    real_render = type_entries(real)["render"]

    def render(self: Any, *args: Any, **named: Any) -> Any:
        surface = real_render(self, *args, **named)
        values = dict(zip(("text", "antialias", "color", "bgcolor", "wraplength"), args, strict=False)) | named
        _record_text(context, surface, values.get("text"), values.get("color"), values.get("bgcolor"))
        return surface

    class Font(real):  # type: ignore[misc, valid-type]
        """pygame's Font; a file that is not there is replaced by pygame's own font."""

        def __init__(self, filename: Any = None, size: Any = 20, *more: Any, **named: Any) -> None:
            try:
                super().__init__(filename, size, *more, **named)
            except FileNotFoundError:
                context.session.note("missing", f"font {filename}")
                super().__init__(None, size)

    Font.__module__, Font.__qualname__ = "pygame.font", "Font"
    context.replace_method(real, "render", render)
    for module in (pygame, pygame.font, pygame.sysfont):
        context.replace(module, "Font", Font)


def _replace_freetype(context: Context) -> None:
    module = pygame.freetype
    real = module.Font
    methods = type_entries(real)
    real_render, real_render_to = methods["render"], methods["render_to"]
    surfaces, painter = context.surfaces, context.painter

    def render(self: Any, *args: Any, **named: Any) -> Any:
        surface, rect = real_render(self, *args, **named)
        values = dict(zip(("text", "fgcolor", "bgcolor"), args, strict=False)) | named
        _record_text(context, surface, values.get("text"), values.get("fgcolor") or self.fgcolor, values.get("bgcolor"))
        return surface, rect

    def render_to(self: Any, surf: Any, *args: Any, **named: Any) -> Any:
        painter.before_write(surf)
        rect = real_render_to(self, surf, *args, **named)
        values = dict(zip(("dest", "text", "fgcolor", "bgcolor"), args, strict=False)) | named
        entry, sid = surfaces.entry(surf), surfaces.number()
        try:
            ink = context.colours.rgba(values.get("fgcolor") or self.fgcolor, entry)
            if values.get("bgcolor") is not None:
                paper = context.colours.rgba(values["bgcolor"], entry)
                surfaces.record(("fill", entry.sid, paper, [float(part) for part in rect], 0))
        except UNREADABLE:
            ink = 0x808080FF
        surfaces.record(("text", sid, max(1, rect.width), max(1, rect.height), _shown(values.get("text")), ink))
        surfaces.record(("blit", entry.sid, sid, float(rect.x), float(rect.y), None, 0))
        surfaces.record(("drop", sid))
        return rect

    class Font(real):  # type: ignore[misc, valid-type]
        """freetype's Font; a file that is not there is replaced by pygame's own font."""

        def __init__(self, file: Any = None, size: Any = 0, *more: Any, **named: Any) -> None:
            try:
                super().__init__(file, size, *more, **named)
            except FileNotFoundError:
                context.session.note("missing", f"font {file}")
                super().__init__(None, size)

    Font.__module__, Font.__qualname__ = "pygame.freetype", "Font"
    context.replace_method(real, "render", render)
    context.replace_method(real, "render_to", render_to)
    context.replace(module, "Font", Font)


def _replace_system_fonts(context: Context) -> None:
    """Font files are found by their names: pygame's own way runs a program with a timeout, in real time."""
    sysfont = pygame.sysfont

    def find_fonts(path: str = "") -> dict[str, Any]:
        fonts: dict[str, Any] = {}
        chinese = None
        for root in FONT_FOLDERS:
            for folder, folders, names in os.walk(root):
                folders.sort()
                for name in sorted(names):
                    stem, ending = os.path.splitext(name)
                    if ending.lower() in sysfont.OpenType_extensions:
                        file = os.path.join(folder, name)
                        family, bold, italic = _family(stem)
                        fonts.setdefault(family, {})[bold, italic] = file
                        if "cjk" in family or family.startswith("wqy"):
                            chinese = chinese or family
        if chinese is not None:
            for name in CHINESE_NAMES.split():
                fonts.setdefault(name, fonts[chinese])
        return fonts

    context.replace(sysfont, "initsysfonts_unix", find_fonts)


def _family(stem: str) -> tuple[str, bool, bool]:
    """Family, bold and italic of a font file's name: "DejaVuSans-BoldOblique" → ("dejavusans", True, True)."""
    family, _, style = stem.lower().partition("-")
    simple = "".join(c for c in family if c.isalnum())
    return simple, "bold" in style, "italic" in style or "oblique" in style
