"""Which folders must be covered so that another user can reach the interpreter through them, and sees nothing else there."""

from __future__ import annotations

import stat
from pathlib import Path

from sandbox.isolation.guest import Host

__all__ = ["covers"]


def covers(host: Host) -> dict[str, list[str]]:
    """Folder that only root may pass → the paths below it that Python needs. For the launcher's `mounts`."""
    found: dict[str, list[str]] = {}
    for path in (*host.readable, str(host.runners)):
        for parent in reversed(Path(path).parents):
            if not parent.stat().st_mode & stat.S_IXOTH:
                found.setdefault(str(parent), []).append(path)
                break
    return found
