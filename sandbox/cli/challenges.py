"""`sandbox challenges`."""

from __future__ import annotations

from argparse import Namespace
from dataclasses import asdict

from sandbox.challenge import Challenge, all_challenges, find

__all__ = ["command"]


def command(arguments: Namespace) -> int:
    """Lists the built-in challenges, or shows one: checks, limits and prompts."""
    chosen = [find(arguments.challenge)] if arguments.challenge else all_challenges()
    if arguments.json:
        from sandbox.report import dumps

        print(dumps({"challenges": [_data(c) for c in chosen]}))
    elif arguments.challenge:
        _show(chosen[0])
    else:
        width = max((len(c.slug) for c in chosen), default=0)
        for challenge in chosen:
            print(f"{challenge.slug:{width}}  {challenge.title}")
    return 0


def _data(challenge: Challenge) -> dict[str, object]:
    return {
        "slug": challenge.slug,
        "title": challenge.title,
        "folder": str(challenge.folder),
        "seconds": challenge.seconds,
        "limits": asdict(challenge.limits),
        "checks": [asdict(check) for check in challenge.checks],
        "prompts": dict(challenge.prompts),
    }


def _show(challenge: Challenge) -> None:
    print(f"{challenge.slug}: {challenge.title}\n")
    width = max((len(check.id) for check in challenge.checks), default=0)
    print(f"Checks, with weights ({challenge.seconds:g} simulated seconds):")
    for check in challenge.checks:
        print(f"  {check.id:{width}}  {check.weight:4g}  {check.title}")
    for language, prompt in sorted(challenge.prompts.items()):
        print(f"\nPrompt ({language}):\n\n{prompt.strip()}")
