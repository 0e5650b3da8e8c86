"""The back ends of this machine, for tests."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest

from sandbox.isolation import Backend, Readiness, backend
from sandbox.isolation.owner import owner
from tests.isolation.leftovers import settled


def on_backend(name: str, *values: Any, id: str | None = None) -> Any:
    """A parameter set (*values, name), marked for the back end."""
    return pytest.param(*values, name, id=id or name, marks=[pytest.mark.docker] if name == "docker" else [])


@cache
def readiness(name: str) -> Readiness:
    probed = backend(name, trust_program=True)
    try:
        return probed.probe()
    finally:
        probed.close()


@pytest.fixture(scope="session")
def backends() -> Iterator[dict[str, Backend]]:
    """Back ends made so far, kept for the session so that the engine is connected once; after it nothing may be left."""
    made: dict[str, Backend] = {}
    try:
        yield made
    finally:
        for one in made.values():
            one.close()
        assert settled(owner(), docker="docker" in made) == []


@pytest.fixture
def ready(name: str, backends: dict[str, Backend]) -> Backend:
    """The back end called `name`; skips where it is not ready, saying what the machine lacks."""
    found = readiness(name)
    if not found.ready:
        pytest.skip(f"{name} is not ready on this machine: {found.detail}")
    if name not in backends:
        backends[name] = backend(name, trust_program=True)
    return backends[name]
