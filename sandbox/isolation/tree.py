"""What a process and its descendants use, by /proc: for back ends without a control group."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

__all__ = ["Tree", "folder_bytes", "tasks_of_user", "tree_of"]

_TICKS = os.sysconf("SC_CLK_TCK")
_PAGE = os.sysconf("SC_PAGE_SIZE")
MAX_ENTRIES = 20_000


@dataclass(frozen=True, slots=True)
class Tree:
    """pids of the process and all descendants; cpu_s with that of reaped children; resident bytes, shared pages counted
    once a process; threads of all."""

    pids: tuple[int, ...]
    cpu_s: float
    resident_bytes: int
    threads: int


def tree_of(root: int) -> Tree:
    """Empty where the process is gone. A descendant whose parent died is found below its reaper, which must be in the tree."""
    stats: dict[int, list[bytes]] = {}
    children: dict[int, list[int]] = {}
    for name in _processes():
        try:
            fields = Path("/proc", name, "stat").read_bytes().rpartition(b")")[2].split()
            stats[int(name)] = fields
            children.setdefault(int(fields[1]), []).append(int(name))
        except (OSError, ValueError, IndexError):
            continue
    found = [root] if root in stats else []
    for pid in found:
        found += children.get(pid, ())
    used = [stats[pid] for pid in found]
    return Tree(
        tuple(found),
        sum(int(ticks) for fields in used for ticks in fields[11:15]) / _TICKS,
        sum(int(fields[21]) for fields in used) * _PAGE,
        sum(int(fields[17]) for fields in used),
    )


def tasks_of_user(uid: int) -> int:
    """How many processes and threads a user has, which is what RLIMIT_NPROC counts."""
    count = 0
    for name in _processes():
        try:
            if Path("/proc", name).stat().st_uid == uid:
                count += sum(1 for _ in Path("/proc", name, "task").iterdir())
        except OSError:
            continue
    return count


def _processes() -> list[str]:
    with os.scandir("/proc") as entries:
        return [entry.name for entry in entries if entry.name.isdigit()]


def folder_bytes(folder: str) -> int:
    """Disk space of everything below; counting ends after MAX_ENTRIES files, each being one block at least."""
    total, seen, queue = 0, 0, [folder]
    while queue and seen < MAX_ENTRIES:
        try:
            with os.scandir(queue.pop()) as entries:
                for entry in entries:
                    seen += 1
                    try:
                        facts = entry.stat(follow_symlinks=False)
                    except OSError:
                        continue
                    total += max(facts.st_blocks * 512, 512)
                    if entry.is_dir(follow_symlinks=False):
                        queue.append(entry.path)
        except OSError:
            continue
    return total
