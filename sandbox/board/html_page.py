"""What all pages of the site share: templates, our own styles and scripts, and the policy that lets nothing else run."""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from sandbox.board.html_words import both
from sandbox.html import hash_source, own_file, templates, trusted

if TYPE_CHECKING:
    from jinja2 import Environment, Template
    from markupsafe import Markup

__all__ = ["data_block", "own_files", "policy", "rendered"]

FOLDER = Path(__file__).parent / "templates"


@cache
def own_files(*names: str) -> str:
    """Styles or scripts of ours, one after the other."""
    return "".join(own_file(FOLDER / name) for name in names)


def rendered(template: str, **values: object) -> str:
    """The page. Every value is escaped, and what hides or reorders text in it is written out."""
    return _template(template).render(**values)


@cache
def _template(name: str) -> Template:
    return _environment().get_template(name)


@cache
def _environment() -> Environment:
    environment = templates("sandbox.board")
    environment.globals["both"] = both
    return environment


def policy(style: str, scripts: Sequence[str], *, live: bool = False) -> str:
    """Content-Security-Policy: our style and scripts by their hashes, pictures and films from beside the page, and no network;
    with `live` the page may ask its own server for itself again. "file:" is what pictures are from where the page is a file."""
    return (
        f"default-src 'none'; style-src {hash_source(style)}; script-src {' '.join(map(hash_source, scripts))}; "
        f"img-src 'self' file:; media-src 'self' file:; {'connect-src ' + repr('self') + '; ' if live else ''}"
        "base-uri 'none'; form-action 'none'"
    )


def data_block(value: object) -> Markup:
    """JSON inside of a <script> of data: no sign in it can end the element."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    for sign in "<>&\u2028\u2029":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return trusted(text)
