"""The back ends of this machine for tests, and what a run may leave on it."""

from __future__ import annotations

import contextlib
import os
import tempfile
import time
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from sandbox.isolation import Backend, Readiness, backend
from sandbox.isolation.cgroup import CgroupPlace
from sandbox.isolation.local import cgroup_place

SETTLE_S = 10.0


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
    """Back ends made so far, kept for the whole session so that the engine is connected once."""
    made: dict[str, Backend] = {}
    try:
        yield made
    finally:
        for one in made.values():
            one.close()


@pytest.fixture
def ready(name: str, backends: dict[str, Backend]) -> Backend:
    """The back end called `name`; skips where it is not ready, saying what the machine lacks."""
    found = readiness(name)
    if not found.ready:
        pytest.skip(f"{name} is not ready on this machine: {found.detail}")
    if name not in backends:
        backends[name] = backend(name, trust_program=True)
    return backends[name]
