"""Surfaces: what is filled, blitted, derived from another, and how it is transparent."""

from __future__ import annotations

import pytest

from sandbox.recording import wire
from tests.runners.recorded import drawn

ALPHA = "pygame.Surface((20, 20), pygame.SRCALPHA)"


def test_fill_of_all_of_a_part_and_with_a_flag() -> None:
    ops = drawn("s.fill('red')\ns.fill((0, 255, 0, 9), (1, 2, 3, 4))\ns.fill((9, 9, 9, 90), None, pygame.BLEND_RGBA_MULT)").ops(
        wire.Fill
    )
    assert ops == [
        wire.Fill(1, 0xFF0000FF, None, 0),
        wire.Fill(1, 0x00FF00FF, [1, 2, 3, 4], 0),
        wire.Fill(1, 0x0909095A, None, 8),
    ]


def test_blits_of_every_kind() -> None:
    calls = """
    sprite = pygame.Surface((4, 4))
    s.blit(sprite, (1.5, 2))
    s.blit(sprite, pygame.Rect(3, 4, 9, 9), (0, 0, 2, 2))
    s.blit(source=sprite, dest=[5, 6], special_flags=pygame.BLEND_ADD)
    s.blits([(sprite, (7, 8)), (sprite, (9, 10), (1, 1, 2, 2))])
    s.fblits([(sprite, (11, 12))])
    s.blit(sprite, sprite.get_rect(center=(50, 40)))
    """
    ops = [(op.x, op.y, op.area, op.flags) for op in drawn(calls).ops(wire.Blit)]
    assert ops == [
        (1.5, 2, None, 0),
        (3, 4, [0, 0, 2, 2], 0),
        (5, 6, None, 1),
        (7, 8, None, 0),
        (9, 10, [1, 1, 2, 2], 0),
        (11, 12, None, 0),
        (48, 38, None, 0),
    ]


def test_a_surface_is_dropped_when_the_program_lets_go_of_it() -> None:
    ops = drawn("sprite = pygame.Surface((4, 4))\ns.blit(sprite, (0, 0))\ndel sprite", lazy=False).ops(wire.Surface, wire.Drop)
    assert ops == [wire.Surface(1, 100, 80, False), wire.Surface(2, 4, 4, False), wire.Drop(2)]


def test_surface_alpha_colour_key_and_clip_are_told_when_they_change() -> None:
    calls = """
    sprite = pygame.Surface((4, 4))
    sprite.set_alpha(90); sprite.set_colorkey((255, 0, 255)); sprite.set_clip((1, 1, 2, 2))
    sprite.set_alpha(None); sprite.set_colorkey(None); sprite.set_clip(None)
    """
    ops = drawn(calls).ops(wire.Alpha, wire.Key, wire.Clip)
    assert ops == [
        wire.Alpha(1, 90), wire.Key(1, 0xFF00FFFF), wire.Clip(1, [1, 1, 2, 2]),
        wire.Alpha(1, 255), wire.Key(1, None), wire.Clip(1, None),
    ]  # fmt: skip


def test_a_subsurface_is_a_view_at_its_offset() -> None:
    ops = drawn("view = s.subsurface((10, 20, 30, 30))\npygame.draw.circle(view, 'red', (5, 5), 3)").ops(
        wire.Derive, wire.Circle
    )
    assert ops == [wire.Derive(2, 1, "view", [1, 0, 0, 1, -10, -20], 30, 30), wire.Circle(2, 0xFF0000FF, 5, 5, 3, 0)]


@pytest.mark.parametrize("call", ["s.copy()", "s.convert()", "copy.copy(s)", "pygame.Surface.copy(s)"])
def test_a_copy_has_the_content_of_its_source(call: str) -> None:
    ops = drawn(f"import copy\ns.fill('red')\nother = {call}\nscreen.blit(other, (0, 0))").ops(wire.Derive)
    assert ops == [wire.Derive(2, 1, "copy", [1, 0, 0, 1, 0, 0], 100, 80)]


def test_a_conversion_that_gains_alpha_is_a_new_surface_with_the_old_one_on_it() -> None:
    ops = drawn("s.fill('red')\nother = s.convert_alpha()\nscreen.blit(other, (0, 0))").ops(
        wire.Surface, wire.Derive, wire.Blit
    )
    assert ops[1:3] == [wire.Surface(2, 100, 80, True), wire.Blit(2, 1, 0, 0, None, 0)]


TRANSFORMS = {
    "pygame.transform.scale(sprite, (80, 20))": ([2, 0, 0, 1, 0, 0], (80, 20)),
    "pygame.transform.smoothscale(sprite, (20, 40))": ([0.5, 0, 0, 2, 0, 0], (20, 40)),
    "pygame.transform.scale_by(sprite, 2)": ([2, 0, 0, 2, 0, 0], (80, 40)),
    "pygame.transform.scale2x(sprite)": ([2, 0, 0, 2, 0, 0], (80, 40)),
    "pygame.transform.flip(sprite, True, False)": ([-1, 0, 0, 1, 40, 0], (40, 20)),
    "pygame.transform.rotate(sprite, 90)": ([0, -1, 1, 0, 0, 40], (20, 40)),
    "pygame.transform.rotozoom(sprite, 0, 0.5)": ([0.5, 0, 0, 0.5, 0, 0], (20, 10)),
}


@pytest.mark.parametrize(("call", "want"), TRANSFORMS.items(), ids=lambda value: str(value)[17:30])
def test_a_transformed_surface_has_its_matrix(call: str, want: tuple[list[float], tuple[int, int]]) -> None:
    recorded = drawn(f"sprite = pygame.Surface((40, 20))\nsprite.fill('red')\nturned = {call}\nscreen.blit(turned, (0, 0))")
    (op,) = recorded.ops(wire.Derive)
    assert isinstance(op, wire.Derive)
    assert op.how == "transform"
    assert op.matrix == pytest.approx(want[0], abs=1e-9)
    assert (op.width, op.height) == want[1]


def test_a_rotation_keeps_the_centre_in_the_centre() -> None:
    (op,) = drawn(
        "turned = pygame.transform.rotate(s, 30)\nscreen.blit(turned, (0, 0))", surface="pygame.Surface((40, 20))"
    ).ops(wire.Derive)
    assert isinstance(op, wire.Derive)
    a, b, c, d, e, f = op.matrix
    assert (a * 20 + c * 10 + e, b * 20 + d * 10 + f) == pytest.approx((op.width / 2, op.height / 2))


def test_a_transform_into_a_surface_replaces_what_it_showed() -> None:
    ops = drawn("to = pygame.Surface((50, 40))\npygame.transform.scale(s, (50, 40), to)\nscreen.blit(to, (0, 0))").ops()
    kinds = [type(op).__name__ for op in ops]
    assert kinds == ["Surface", "Surface", "Derive", "Fill", "Blit", "Drop", "Blit"]


@pytest.mark.parametrize("group", ["Group", "RenderUpdates", "LayeredUpdates", "GroupSingle"])
def test_sprite_groups_are_blits_of_their_images(group: str) -> None:
    calls = f"""
    class Ball(pygame.sprite.Sprite):
        def __init__(self, *groups):
            super().__init__(*groups)
            self.image = {ALPHA}
            pygame.draw.circle(self.image, "red", (10, 10), 10)
            self.rect = self.image.get_rect(center=(40, 30))
    balls = pygame.sprite.{group}(Ball())
    balls.draw(screen)
    """
    ops = drawn(calls).ops(wire.Circle, wire.Blit)
    assert [type(op).__name__ for op in ops] == ["Circle", "Blit"]
    assert (ops[1].x, ops[1].y) == (30, 20)


def test_subclasses_bound_methods_and_unbound_calls_are_seen() -> None:
    calls = """
    class Canvas(pygame.Surface):
        def blit(self, *args, **named):
            return super().blit(*args, **named)
    canvas = Canvas((30, 30))
    paint = canvas.fill
    paint("red")
    canvas.blit(pygame.Surface((3, 3)), (1, 2))
    pygame.Surface.blit(pygame.display.get_surface(), canvas, (5, 6))
    """
    kinds = [type(op).__name__ for op in drawn(calls).ops(wire.Fill, wire.Blit)]
    assert kinds == ["Fill", "Blit", "Blit"]


def test_text_is_told_as_text() -> None:
    calls = """
    font = pygame.font.SysFont("arial", 20)
    s.blit(font.render("speed 3", True, "white"), (1, 2))
    s.blit(font.render("on paper", False, "red", "blue"), (1, 30))
    import pygame.freetype
    pygame.freetype.Font(None, 16).render_to(s, (1, 50), "free", "green")
    """
    recorded = drawn(calls)
    assert [(op.text, op.colour) for op in recorded.ops(wire.Text)] == [
        ("speed 3", 0xFFFFFFFF), ("on paper", 0xFF0000FF), ("free", 0x00FF00FF),
    ]  # fmt: skip
    assert [op.colour for op in recorded.ops(wire.Fill)] == [0x0000FFFF]
