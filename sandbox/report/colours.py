"""Colours of evidence roles in pictures, where they lie over whatever the program painted; pages have their own in CSS.

Told apart by hue and by lightness, so that red-green blindness leaves them distinct; every line has a dark rim.
"""

from __future__ import annotations

__all__ = ["RIM", "Colour", "role_colour"]

Colour = tuple[int, int, int]

RIM: Colour = (12, 14, 18)
_ROLES: dict[str, Colour] = {
    "first": (92, 164, 255),
    "second": (66, 214, 150),
    "region": (250, 204, 92),
    "subject": (255, 255, 255),
    "path": (255, 158, 84),
    "good": (66, 214, 150),
    "bad": (255, 72, 104),
    "muted": (176, 184, 196),
}


def role_colour(role: str) -> Colour:
    """(r, g, b); an unknown role is muted."""
    return _ROLES.get(role, _ROLES["muted"])
