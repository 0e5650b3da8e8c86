"""Where the bundled content lies: beside the package in a checkout, inside it in a wheel."""

from __future__ import annotations

from pathlib import Path

from sandbox.errors import InfrastructureError

__all__ = ["content_folder"]


def content_folder(name: str) -> Path:
    """The folder (or file) `name` of the bundled content: "challenges", "reference", "runners", "Dockerfile".

    Raises InfrastructureError where the installation is not complete.
    """
    package = Path(__file__).resolve().parent
    for root in (package / "_content", package.parent):
        if (root / name).exists():
            return root / name
    raise InfrastructureError(f"the installation lacks {name}/; install the package again")
