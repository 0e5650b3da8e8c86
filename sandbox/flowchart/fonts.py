"""Fonts for pictures: one for Latin and one for Chinese, of those that common systems have."""

from __future__ import annotations

import os
from functools import lru_cache
from pathlib import Path

__all__ = ["font_families", "font_files", "without_font"]

_FOLDERS = (
    "/usr/share/fonts",
    "/usr/local/share/fonts",
    "~/.local/share/fonts",
    "~/.fonts",
    "/System/Library/Fonts",
    "/Library/Fonts",
    "C:/Windows/Fonts",
)
_LATIN = {
    "DejaVuSans.ttf": "DejaVu Sans",
    "LiberationSans-Regular.ttf": "Liberation Sans",
    "NotoSans-Regular.ttf": "Noto Sans",
    "Arial.ttf": "Arial",
    "arial.ttf": "Arial",
    "Helvetica.ttc": "Helvetica",
}
_MONO = {
    "DejaVuSansMono.ttf": "DejaVu Sans Mono",
    "LiberationMono-Regular.ttf": "Liberation Mono",
    "Menlo.ttc": "Menlo",
    "consola.ttf": "Consolas",
}
_CHINESE = (
    "NotoSansCJK-Regular.ttc",
    "NotoSansCJKsc-Regular.otf",
    "NotoSansSC-Regular.otf",
    "SourceHanSansSC-Regular.otf",
    "wqy-microhei.ttc",
    "wqy-zenhei.ttc",
    "DroidSansFallbackFull.ttf",
    "PingFang.ttc",
    "msyh.ttc",
    "simhei.ttf",
)


@lru_cache(maxsize=1)
def font_files() -> tuple[str, ...]:
    """Paths of up to three fonts: Latin, monospaced, Chinese."""
    present: dict[str, str] = {}
    for folder in _FOLDERS:
        for directory, _, names in os.walk(Path(folder).expanduser()):
            for name in names:
                present.setdefault(name, str(Path(directory, name)))
    found = (next((present[name] for name in wanted if name in present), None) for wanted in (_LATIN, _MONO, _CHINESE))
    return tuple(path for path in found if path)


def font_families() -> tuple[str | None, str | None]:
    """The families of the Latin and the monospaced font; None where there is no such font."""
    names = [Path(path).name for path in font_files()]
    sans = next((_LATIN[name] for name in names if name in _LATIN), None)
    return sans, next((_MONO[name] for name in names if name in _MONO), sans)


def without_font(text: str) -> str | None:
    """Why a text would not show, in words: it is Chinese and this machine has no font for it. None where it shows."""
    chinese = any("\u2e80" <= character <= "\u9fff" or "\uff00" <= character <= "\uffef" for character in text)
    if chinese and not any(Path(path).name in _CHINESE for path in font_files()):
        return "no Chinese font is installed (Debian: apt-get install fonts-noto-cjk): Chinese texts are missing in the picture"
    return None
