"""From operations on surfaces to the shapes that a frame shows."""

from __future__ import annotations

import pytest

from sandbox.recording import wire
from sandbox.scene.shape import Kind
from tests.synthetic import GREEN, RED, opaque, show


def disc(sid: int, x: float = 10, y: float = 20, colour: int = opaque(RED)) -> wire.Circle:
    return wire.Circle(sid, colour, x, y, 5, 0)


def test_a_fill_of_the_window_clears_it() -> None:
    (picture,) = show([disc(1), wire.Fill(1, opaque(GREEN), None, 0)])
    assert picture.shapes == [] and picture.clear == GREEN


def test_a_blit_moves_the_sources_shapes() -> None:
    (picture,) = show([wire.Surface(2, 30, 30, True), disc(2), wire.Blit(1, 2, 100, 50, None, 0)])
    (shape,) = picture.shapes
    assert (shape.kind, shape.points, shape.radius) == (Kind.DISC, [110, 70], 5)


def test_alphas_of_the_surface_and_the_colour_multiply() -> None:
    ops: list[wire.Op] = [wire.Surface(2, 30, 30, True), disc(2, colour=RED << 8 | 128), wire.Alpha(2, 128)]
    (picture,) = show([*ops, wire.Blit(1, 2, 0, 0, None, 0)])
    assert picture.shapes[0].opacity == pytest.approx((128 / 255) ** 2)


def test_painting_on_a_view_paints_on_its_parent() -> None:
    (picture,) = show([wire.Derive(2, 1, "view", [1, 0, 0, 1, -40, -30], 50, 50), disc(2)])
    assert picture.shapes[0].points == [50, 50]


def test_a_transformed_surface_carries_its_shapes_through_the_matrix() -> None:
    turn = wire.Derive(3, 2, "transform", [0, 2, -2, 0, 60, 0], 60, 60)  # a quarter turn, twice as large
    (picture,) = show([wire.Surface(2, 30, 30, True), disc(2), turn, wire.Blit(1, 3, 0, 0, None, 0)])
    assert picture.shapes[0].points == [20, 20] and picture.shapes[0].radius == 10


def test_a_copy_lives_apart_from_its_source() -> None:
    copy = wire.Derive(3, 2, "copy", [1, 0, 0, 1, 0, 0], 30, 30)
    (picture,) = show([wire.Surface(2, 30, 30, True), copy, disc(2), wire.Blit(1, 3, 0, 0, None, 0)])
    assert picture.shapes == []


BLEND_RGBA_SUB, BLEND_RGBA_MULT = 0x7, 0x8  # pygame's numbers


def test_a_colour_key_makes_the_ground_transparent() -> None:
    sprite: list[wire.Op] = [wire.Surface(2, 30, 30, False), wire.Key(2, opaque(0)), disc(2)]
    (picture,) = show([wire.Fill(1, opaque(GREEN), None, 0), *sprite, wire.Blit(1, 2, 0, 0, None, 0)])
    assert [s.kind for s in picture.shapes] == [Kind.DISC] and picture.clear == GREEN


def test_an_opaque_blit_of_the_windows_size_clears_it() -> None:
    layer: list[wire.Op] = [wire.Surface(2, 200, 100, False), wire.Fill(2, opaque(GREEN), None, 0)]
    (picture,) = show([disc(1), *layer, wire.Blit(1, 2, 0, 0, None, 0)])
    assert picture.shapes == [] and picture.clear == GREEN


FIRST: list[wire.Op] = [wire.Surface(2, 200, 100, True), disc(2, 10), wire.Blit(1, 2, 0, 0, None, 0)]


def later(*fade: wire.Op) -> list[wire.Op]:
    return [wire.Fill(1, opaque(0), None, 0), *fade, disc(2, 30), wire.Blit(1, 2, 0, 0, None, 0)]


def test_what_a_layer_kept_from_earlier_frames_is_residue_under_a_veil() -> None:
    _, picture = show(FIRST, later())
    assert [(s.kind, s.points[0]) for s in picture.shapes if s.opacity] == [(Kind.DISC, 30)]
    veil = picture.shapes[0]
    assert (veil.kind, veil.points, veil.opacity) == (Kind.BOX, [0, 0, 200, 100], 0)


def test_shapes_on_a_layer_whose_alpha_is_taken_away_fade() -> None:
    _, picture = show(FIRST, later(wire.Fill(2, 0x00000033, None, BLEND_RGBA_SUB)))
    assert [(s.points[0], round(s.opacity, 2)) for s in picture.shapes] == [(10, 0.8), (30, 1.0)]
    _, picture = show(FIRST, later(wire.Fill(2, 0xFFFFFF80, None, BLEND_RGBA_MULT)))
    assert [(s.points[0], round(s.opacity, 2)) for s in picture.shapes] == [(10, 0.5), (30, 1.0)]


def test_a_layer_of_one_colour_blitted_with_a_flag_fades_too() -> None:
    layer: list[wire.Op] = [wire.Surface(3, 200, 100, True), wire.Fill(3, 0x00000033, None, 0)]
    _, picture = show(FIRST, later(*layer, wire.Blit(2, 3, 0, 0, None, BLEND_RGBA_SUB)))
    assert [(s.points[0], round(s.opacity, 2)) for s in picture.shapes] == [(10, 0.8), (30, 1.0)]


def test_a_sprite_painted_once_keeps_its_shape() -> None:
    once: list[wire.Op] = [wire.Surface(2, 30, 30, True), disc(2)]
    each: list[wire.Op] = [wire.Fill(1, opaque(0), None, 0), wire.Blit(1, 2, 50, 0, None, 0)]
    pictures = show(once + each, each, each)
    assert [p.shapes[0].points for p in pictures] == [[60, 20]] * 3


def test_a_blit_of_a_part_leaves_the_rest_out() -> None:
    sprite: list[wire.Op] = [wire.Surface(2, 90, 30, True), disc(2, 10), disc(2, 70)]
    (picture,) = show([*sprite, wire.Blit(1, 2, 0, 0, [50, 0, 40, 30], 0)])
    assert [s.points for s in picture.shapes] == [[20, 20]]


def test_a_dropped_surface_is_not_painted() -> None:
    (picture,) = show([wire.Surface(2, 30, 30, True), disc(2), wire.Drop(2), wire.Blit(1, 2, 0, 0, None, 0)])
    assert picture.shapes == []


def test_a_tainted_window_says_so_until_it_is_cleared() -> None:
    first, second = show([wire.Taint(1, "surfarray")], [wire.Fill(1, opaque(0), None, 0)])
    assert first.tainted and not second.tainted


def test_text_is_a_box_that_knows_its_words() -> None:
    (picture,) = show([wire.Text(2, 40, 12, "g = 500", opaque(GREEN)), wire.Blit(1, 2, 5, 6, None, 0)])
    (shape,) = picture.shapes
    assert (shape.kind, shape.text, shape.points) == (Kind.BOX, "g = 500", [5, 6, 45, 18])


def test_unknown_surfaces_are_ignored() -> None:
    (picture,) = show([disc(9), wire.Blit(1, 8, 0, 0, None, 0), wire.Blit(7, 1, 0, 0, None, 0), wire.Drop(6)])
    assert picture.shapes == []
