"""Before the program is known: mounts, and Landlock."""

from __future__ import annotations

import ctypes
import os
import sys

from runners.launcher.kernel import checked, libc

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

__all__ = ["confine", "mount"]

CLONE_NEWNS, CLONE_NEWIPC = 0x20000, 0x8000000
MS_RDONLY, MS_NOSUID, MS_NODEV, MS_REMOUNT, MS_BIND, MS_REC, MS_PRIVATE = 1, 2, 4, 32, 4096, 16384, 1 << 18


def mount(box: str, plan: dict[str, Any]) -> None:
    """`box` becomes a tmpfs of plan["bytes"], and plan["covers"] are covered but for the paths kept: in a namespace of its own.

    System V memory gets a namespace too: what is shared by number there would outlive the program.
    """
    checked(libc.unshare(CLONE_NEWNS | CLONE_NEWIPC), "unshare")
    _one_mount(None, "/", None, MS_REC | MS_PRIVATE)
    for folder, kept in plan["covers"].items():
        held = {path: os.open(path, os.O_PATH) for path in kept}
        _one_mount("tmpfs", folder, "tmpfs", MS_NOSUID | MS_NODEV, "size=1m,mode=755")
        for path, fd in held.items():
            os.makedirs(path, 0o755, exist_ok=True)
            _one_mount(f"/proc/self/fd/{fd}", path, None, MS_BIND | MS_REC)
            os.close(fd)
        _one_mount(None, folder, None, MS_REMOUNT | MS_RDONLY | MS_NOSUID | MS_NODEV, "size=1m,mode=755")
    _one_mount("tmpfs", box, "tmpfs", MS_NOSUID | MS_NODEV, f"size={plan['bytes']},mode=755")


def _one_mount(source: str | None, target: str, kind: str | None, flags: int, data: str | None = None) -> None:
    source_, target_, kind_, data_ = (None if text is None else os.fsencode(text) for text in (source, target, kind, data))
    checked(libc.mount(source_, target_, kind_, ctypes.c_ulong(flags), data_), f"mount {target}")


def confine(plan: dict[str, Any]) -> None:
    """Landlock: nothing can be read or written but plan["readable"] and plan["writable"]."""
    before = list(sys.path)
    sys.path += plan["packages"]
    import sandlock

    sandlock.confine(sandlock.Sandbox(fs_readable=plan["readable"], fs_writable=plan["writable"]))
    sys.path[:] = before
