"""What each back end can enforce on this machine, and how to get it: the data behind `sandbox doctor`."""

from __future__ import annotations

from collections.abc import Callable

from sandbox.isolation import NAMES, Readiness, backend

__all__ = ["build_image", "examine"]


def examine() -> dict[str, Readiness]:
    """Back end → readiness, strongest first."""
    found = {}
    for name in NAMES:
        candidate = backend(name, trust_program=True)
        try:
            found[name] = candidate.probe()
        finally:
            candidate.close()
    return found


def build_image(say: Callable[[str], None]) -> str:
    """Builds the guest image of the docker back end and returns its name; see isolation.image.build."""
    from sandbox.isolation.image import build

    return build(say)
