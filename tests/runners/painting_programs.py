"""Programs made of random calls, to be painted lazily, at once, and by pygame alone."""

from __future__ import annotations

import random

SURFACES = ("screen", "opaque", "clear", "keyed", "other")
BEGIN = """import pygame, pygame.gfxdraw
pygame.init()
screen = pygame.display.set_mode((60, 50))
opaque = pygame.Surface((60, 50))
clear = pygame.Surface((60, 50), pygame.SRCALPHA)
keyed = pygame.Surface((30, 20)); keyed.set_colorkey((255, 0, 255)); keyed.fill((255, 0, 255))
other = pygame.Surface((60, 50))
"""


def painting_program(seed: int, frames: int = 25, calls: int = 14) -> str:
    """A program whose calls draw on, copy between, change and look at five surfaces, and display the window in between."""
    r = random.Random(seed)
    lines = [BEGIN]
    for _ in range(frames):
        lines += [_call(r) for _ in range(r.randrange(calls))]
        lines.append("pygame.display.flip()")
    return "\n".join(lines) + "\n"


def _call(r: random.Random) -> str:
    target, source = r.sample(SURFACES, 2)
    x, y, w, h = r.randrange(-5, 60), r.randrange(-5, 50), r.randrange(1, 40), r.randrange(1, 30)
    colour = (r.randrange(256), r.randrange(256), r.randrange(256), r.choice((255, 255, 120)))
    number = r.randrange(1, 9)
    return r.choice((
        f"{target}.fill({colour})", f"{target}.fill({colour})", f"{target}.fill({colour}, ({x}, {y}, {w}, {h}))",
        f"{target}.fill({colour}, None, pygame.BLEND_RGBA_MULT)",
        f"pygame.draw.circle({target}, {colour}, ({x}, {y}.5), {w}, {number % 3})",
        f"pygame.draw.polygon({target}, {colour}, [({x}, {y}), ({w}, {h}.25), ({y}, {w})])",
        f"pygame.draw.line({target}, {colour}, ({x}, {y}), ({w}, {h}), {number})",
        f"pygame.draw.rect({target}, {colour}, ({x}, {y}, {w}, {h}), {number % 3}, {number % 4})",
        f"pygame.draw.aaline({target}, {colour}, ({x}, {y}), ({w}, {h}))",
        f"pygame.gfxdraw.filled_circle({target}, {x}, {y}, {w}, {colour})",
        f"{target}.blit({source}, (0, 0))", f"{target}.blit({source}, ({x}, {y}))", f"screen.blit({source}, (0, 0))",
        f"{target}.blit({source}, ({x}, {y}), ({number}, 2, {w}, {h}), pygame.BLEND_RGB_ADD)",
        f"{target}.blits([({source}, ({x}, {y})), ({source}, ({w}, {h}))])",
        f"box = {target}.blit({source}, ({x}, {y}))",
        f"{source}.set_alpha({r.choice((None, 255, 90))})", f"{target}.set_clip({r.choice(('None', f'({x}, {y}, {w}, {h})'))})",
        f"{target}.set_at((3, {number}), {colour[:3]})", f"seen = {source}.get_at(({number}, 3))",
        f"{target} = {target}.copy()" if target != "screen" else "pass",
        f"{target} = pygame.transform.flip({target}, True, False)" if target != "screen" else "pass",
        f"other = pygame.transform.rotate({source}, {w})", f"other = {source}.convert_alpha()",
        f"view = {target}.subsurface((1, 1, 15, 15)); view.fill({colour})", f"{target}.scroll({number - 4}, 2)",
        "opaque, other = other, opaque", "del other; other = pygame.Surface((60, 50))",
    ))  # fmt: skip
