from collections.abc import Iterator

import pytest

from tests.attacks.target import target
from tests.isolation.machine import backends, ready

__all__ = ["backends", "ready"]


@pytest.fixture(scope="session")
def aim() -> Iterator[dict[str, object]]:
    """What the attacks aim at; see target.py."""
    with target() as facts:
        yield facts
