"""What our pages share: templates that show others' text as text, our own styles and scripts, and the policy's hashes."""

from __future__ import annotations

import base64
import hashlib
from pathlib import Path
from typing import TYPE_CHECKING

from sandbox.errors import InfrastructureError
from sandbox.text import one_line, visible

if TYPE_CHECKING:
    from jinja2 import Environment
    from markupsafe import Markup

__all__ = ["hash_source", "own_file", "templates", "trusted"]


def templates(package: str) -> Environment:
    """Of the package's folder `templates`. Every value is escaped, and what hides or reorders text in it is written out."""
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader(package),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=lambda value: visible(value) if type(value) is str else value,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["line"] = one_line
    return environment


def own_file(path: Path) -> str:
    """A style or a script of ours. Raises InfrastructureError where the installation lacks it."""
    try:
        return path.read_text(encoding="utf-8")
    except OSError as error:
        raise InfrastructureError(f"the installation lacks {path}; install the package again") from error


def trusted(text: str) -> Markup:
    """Text of ours that is markup; nothing of a model or its program may pass here."""
    from markupsafe import Markup

    return Markup(text)


def hash_source(text: str) -> str:
    """As a Content-Security-Policy names a style or a script that may stand in the page."""
    return "'sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() + "'"
