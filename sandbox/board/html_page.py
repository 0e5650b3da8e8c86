"""What all pages of the site share: templates, our own styles and scripts, and the policy that lets nothing else run."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from sandbox.board.html_words import both
from sandbox.errors import InfrastructureError
from sandbox.text import one_line, visible

if TYPE_CHECKING:
    from jinja2 import Environment, Template
    from markupsafe import Markup

__all__ = ["data_block", "own_files", "policy", "rendered", "trusted"]

FOLDER = Path(__file__).parent / "templates"


@cache
def own_files(*names: str) -> str:
    """Styles or scripts of ours, one after the other."""
    try:
        return "".join((FOLDER / name).read_text(encoding="utf-8") for name in names)
    except OSError as error:
        raise InfrastructureError(f"the installation lacks {error.filename}; install the package again") from error


def rendered(template: str, **values: object) -> str:
    """The page. Every value is escaped, and what hides or reorders text in it is written out."""
    return _template(template).render(**values)


@cache
def _template(name: str) -> Template:
    return _environment().get_template(name)


@cache
def _environment() -> Environment:
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader("sandbox.board"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=lambda value: visible(value) if type(value) is str else value,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["line"] = one_line
    environment.globals["both"] = both
    return environment


def trusted(text: str) -> Markup:
    """Text of ours that is markup; nothing of a model may pass here."""
    from markupsafe import Markup

    return Markup(text)


def policy(style: str, scripts: Sequence[str], *, live: bool = False) -> str:
    """Content-Security-Policy: our style and scripts by their hashes, pictures and films from beside the page, and no network;
    with `live` the page may ask its own server for itself again. "file:" is what pictures are from where the page is a file."""
    return (
        f"default-src 'none'; style-src {_hash(style)}; script-src {' '.join(map(_hash, scripts))}; "
        f"img-src 'self' file:; media-src 'self' file:; {'connect-src ' + repr('self') + '; ' if live else ''}"
        "base-uri 'none'; form-action 'none'"
    )


def _hash(text: str) -> str:
    return "'sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() + "'"


def data_block(value: object) -> Markup:
    """JSON inside of a <script> of data: no sign in it can end the element."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    for sign in "<>&\u2028\u2029":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return trusted(text)
