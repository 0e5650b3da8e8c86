"""Randomness that repeats: what the program leaves unseeded starts from the session's seed."""

from __future__ import annotations

import os
import random
from typing import Any

from runners.session import Session

__all__ = ["install"]


def install(session: Session) -> None:
    """Seeds `random`, and makes the operating system's randomness a repeatable stream.

    numpy's unseeded generators, SystemRandom, secrets and uuid4 draw from that stream; so do `random.seed()` and `Random()`.
    """
    stream = random.Random(session.options.seed)

    def urandom(size: int, /) -> bytes:
        return stream.randbytes(size)

    original_seed = random.Random.seed

    def seed(self: random.Random, a: Any = None, version: int = 2) -> None:
        original_seed(self, stream.getrandbits(128) if a is None else a, version)

    os.urandom = urandom
    random._urandom = urandom  # type: ignore[attr-defined]
    random.Random.seed = seed  # type: ignore[method-assign]
    random.seed = random._inst.seed
    random.seed(session.options.seed)
