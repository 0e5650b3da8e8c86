"""The table of docs/threat-model.md from the attacks' files: `python -m tests.attacks.table [--write]`."""

from __future__ import annotations

import sys
from pathlib import Path

from sandbox.isolation import NAMES
from tests.attacks.catalogue import GROUPS, Attack, Expected, attacks, backends_of

DOCUMENT = Path(__file__).parents[2] / "docs" / "threat-model.md"
BEGIN, END = "<!-- table of attacks: begin -->\n", "<!-- table of attacks: end -->\n"
PHRASES = {
    "exited": "ends by itself",
    "signalled": "ended by a signal",
    "wall-limit": "wall limit",
    "cpu-limit": "CPU limit",
    "out-of-memory": "out of memory",
    "stopped": "stopped",
}


def table() -> str:
    """One Markdown table a group."""
    parts = []
    for group in GROUPS:
        rows = [attack for attack in attacks() if attack.group == group]
        names = [name for name in NAMES if any(name in backends_of(attack) for attack in rows)]
        parts += [f"\n### {group}: {len(rows)}\n", f"| attack | {' | '.join(names)} |", "| --- |" + " --- |" * len(names)]
        parts += [f"| {attack.what} | {' | '.join(_cell(attack, name) for name in names)} |" for attack in rows]
    return "\n".join(parts) + "\n"


def _cell(attack: Attack, name: str) -> str:
    expected = attack.expected(name)
    if expected.skip:
        return f"not tried: {expected.skip}"
    if name not in backends_of(attack):
        return "not tried"
    if expected.gap:
        return f"**gap**: {expected.gap}"
    return _words(attack, expected)


def _words(attack: Attack, expected: Expected) -> str:
    if attack.kind == "verify":
        return " or ".join(expected.verdicts)
    words = []
    if expected.signal is not None:
        words.append(f"signal {expected.signal}")
    elif expected.endings != ("exited",):
        words.append(" or ".join(PHRASES[ending] for ending in expected.endings))
    elif expected.exit_code:
        words.append(f"exit code {expected.exit_code}")
    if expected.held:
        words.append("holds")
    if expected.dropped:
        words.append(f"{expected.dropped} cut, the rest counted")
    if expected.files is not None:
        words.append(f"{expected.files or 'no'} file{'' if expected.files == 1 else 's'} back")
    return ", ".join(words) or "ends by itself"


def document(text: str) -> str:
    """The document with the table of now."""
    before, rest = text.split(BEGIN)
    return before + BEGIN + table() + END + rest.split(END)[1]


if __name__ == "__main__":
    if "--write" in sys.argv[1:]:
        DOCUMENT.write_text(document(DOCUMENT.read_text(encoding="utf-8")), encoding="utf-8")
    else:
        print(table())
