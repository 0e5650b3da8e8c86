"""Pixels written past the drawing calls: small surfaces are sent, large ones marked."""

from __future__ import annotations

import lz4.block
import pytest

from sandbox.recording import wire
from tests.runners.recorded import drawn

SPRITE = "pygame.Surface((8, 8), pygame.SRCALPHA)"
WRITES = {
    "pygame.surfarray.pixels3d(s)[:] = 200": "get_view",
    "pygame.surfarray.blit_array(s, numpy.full((8, 8, 3), 200, numpy.uint8))": "surfarray",
    "pixels = pygame.PixelArray(s); pixels[2:4, 2:4] = (1, 2, 3); pixels.close()": "PixelArray",
    "s.scroll(1, 1)": "scroll",
    "for i in range(300): s.set_at((i % 8, i // 8 % 8), 'red')": "set_at",
    "s.get_view('2')": "get_view",
    "s.get_buffer().write(bytes(8))": "get_buffer",
    "pygame.mask.Mask((8, 8), fill=True).to_surface(s)": "mask",
}


@pytest.mark.parametrize(("call", "why"), WRITES.items())
def test_a_written_sprite_is_sent_before_it_is_used(call: str, why: str) -> None:
    ops = drawn(f"import numpy\n{call}", surface=SPRITE).ops(wire.Taint, wire.Raster, wire.Blit)
    assert why in {op.why for op in ops if isinstance(op, wire.Taint)}
    assert [type(op).__name__ for op in ops][-2:] == ["Raster", "Blit"]


def test_the_raster_is_what_the_surface_shows() -> None:
    (op,) = drawn("pygame.surfarray.pixels3d(s)[:] = 200", surface=SPRITE).ops(wire.Raster)
    assert isinstance(op, wire.Raster)
    assert (op.width, op.height) == (8, 8)
    assert lz4.block.decompress(op.data, uncompressed_size=256) == bytes((200, 200, 200, 0)) * 64


def test_single_pixels_are_operations() -> None:
    ops = drawn("s.set_at((3, 4), 'red')").ops(wire.Fill, wire.Taint)
    assert ops == [wire.Fill(1, 0xFF0000FF, [3, 4, 1, 1], 0)]


def test_a_written_window_is_marked() -> None:
    assert drawn("s.scroll(2, 2)").ops(wire.Taint, wire.Raster) == [wire.Taint(1, "scroll")]


def test_a_surface_kept_open_is_sent_each_time_that_it_changed() -> None:
    calls = """
    pixels = pygame.surfarray.pixels_alpha(s)
    pixels[:] = 9
    del pixels
    for value in (50, 50, 90):
        s.get_view("a")
        s.set_alpha(value)
        screen.blit(s, (0, 0))
    """
    assert len(drawn(calls, surface=SPRITE).ops(wire.Raster)) == 1


def test_an_image_is_a_raster() -> None:
    calls = "pygame.image.save(pygame.Surface((5, 5)), 'a.png')\nscreen.blit(pygame.image.load('a.png').convert(), (0, 0))"
    assert len(drawn(calls).ops(wire.Raster)) == 1


def test_masks_read_what_was_drawn_before() -> None:
    recorded = drawn("pygame.draw.circle(s, 'red', (4, 4), 4)\nprint(pygame.mask.from_surface(s).count() > 30)", surface=SPRITE)
    assert recorded.stdout == "True\n"


@pytest.mark.parametrize(
    "read", ["s.get_at((4, 4))[0]", "pygame.surfarray.array3d(s)[4, 4, 0]", "pygame.image.tobytes(s, 'RGB')[3 * 36]"]
)
def test_reading_pixels_sees_every_call_before_it(read: str) -> None:
    assert drawn(f"pygame.draw.rect(s, 'red', (0, 0, 8, 8))\nprint(int({read}))", surface=SPRITE).stdout == "255\n"
