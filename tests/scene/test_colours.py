"""Colours are named as people name them: CSS's named colours as the judge of the judge."""

from __future__ import annotations

import pytest

from sandbox.scene.colours import is_named, name_of

CSS = {
    "red": "ff0000 dc143c b22222 8b0000 cd5c5c ff6347",
    "green": "008000 00ff00 228b22 2e8b57 3cb371 006400 32cd32 90ee90",
    "blue": "0000ff 00008b 4169e1 1e90ff 6495ed 4682b4 191970 87cefa 00bfff",
}


@pytest.mark.parametrize(("name", "colour"), [(name, int(c, 16)) for name, row in CSS.items() for c in row.split()])
def test_named_colours(name: str, colour: int) -> None:
    assert is_named(colour, name) is True
    assert all(is_named(colour, other) is False for other in CSS if other != name)


@pytest.mark.parametrize("grey", [0x000000, 0x808080, 0xFFFFFF, 0x303438])
def test_greys_have_no_colours_name(grey: int) -> None:
    assert not any(is_named(grey, name) for name in CSS)


def test_messages_name_the_colour_with_its_value() -> None:
    assert name_of(0xFFFFFF) == "white (#ffffff)"
    assert name_of(0xFF0000) == "red (#ff0000)"
