"""The wire format: what the recorder may send comes through whole, and nothing else comes through at all."""

from __future__ import annotations

import math

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sandbox.errors import RecordingError
from sandbox.recording import wire
from sandbox.scene.reception import Reception

number = st.floats(-1e6, 1e6, allow_nan=False)
sid = st.integers(0, 2**31)
colour = st.integers(0, 2**32 - 1)
side = st.integers(1, 1024)
points = st.lists(number, max_size=20).map(lambda values: values[: len(values) // 2 * 2])
box = st.lists(number, min_size=4, max_size=4)
matrix = st.lists(number, min_size=6, max_size=6)
size = number.map(abs)
OPERATIONS = (
    st.builds(wire.Surface, sid, side, side, st.booleans())
    | st.builds(wire.Fill, sid, colour, st.none() | box, st.integers(0, 18))
    | st.builds(wire.Polygon, sid, colour, points, size, st.booleans())
    | st.builds(wire.Lines, sid, colour, st.booleans(), points, size, st.booleans())
    | st.builds(wire.Circle, sid, colour, number, number, size, size, st.booleans())
    | st.builds(wire.Ellipse, sid, colour, box, size)
    | st.builds(wire.Rect, sid, colour, box, size, size)
    | st.builds(wire.Arc, sid, colour, box, number, number, size)
    | st.builds(wire.Blit, sid, sid, number, number, st.none() | box, st.integers(0, 18))
    | st.builds(wire.Derive, sid, sid, st.sampled_from(("copy", "view", "transform")), matrix, side, side)
    | st.builds(wire.Text, sid, side, side, st.text(max_size=40), colour)
    | st.builds(wire.Alpha, sid, st.integers(0, 255))
    | st.builds(wire.Key, sid, st.none() | colour)
    | st.builds(wire.Clip, sid, st.none() | box)
    | st.builds(wire.Taint, sid, st.text(max_size=20))
    | st.builds(wire.Raster, sid, side, side, st.binary(max_size=60))
    | st.builds(wire.Drop, sid)
)
NAN, INF = math.nan, math.inf


def packed(*messages: object) -> bytes:
    """The stream that these messages are."""
    bodies = [message if isinstance(message, bytes) else msgspec.msgpack.encode(message) for message in messages]
    return b"".join(len(body).to_bytes(4, "little") + body for body in bodies)


def frame(index: int, *ops: object, time_ns: int | None = None, width: int = 100, height: int = 80) -> tuple[object, ...]:
    return ("frame", index, index * 16_666_667 if time_ns is None else time_ns, 1, width, height, ops)


def capture(index: int, time_ns: int | None = None, width: int = 100, height: int = 80) -> tuple[object, ...]:
    return ("capture", index, index * 16_666_667 if time_ns is None else time_ns, width, height, b"")


END = ("end", "time", 10**9, 1, None, "")
HELLO = ("hello", 1, "pygame", "2.5.8", "3.11.7")
BLANK = ("surface", 1, 100, 80, False)
WHOLE = packed(HELLO, frame(0, BLANK, ("circle", 1, 255, 5.0, 5.0, 3.0, 0.0)), capture(0), ("note", "title", "x"), END)


@given(st.lists(OPERATIONS, max_size=8))
def test_every_operation_comes_through_as_it_was_sent(ops: list[wire.Op]) -> None:
    sent = [msgspec.msgpack.decode(msgspec.msgpack.encode(op)) for op in ops]
    (message,) = wire.Decoder().feed(packed(frame(0, *sent)))
    assert isinstance(message, wire.Frame)
    assert message.ops == ops


@given(st.lists(st.integers(1, 40), min_size=1))
def test_pieces_of_any_size_give_the_same_messages(cuts: list[int]) -> None:
    decoder, found, start, turn = wire.Decoder(), [], 0, 0
    while start < len(WHOLE):
        size = cuts[turn % len(cuts)]
        found += [*decoder.feed(WHOLE[start : start + size])]
        start, turn = start + size, turn + 1
    assert found == [*wire.Decoder().feed(WHOLE)]
    assert [type(message).__name__ for message in found] == ["Hello", "Frame", "Capture", "Note", "End"]
    assert decoder.pending_bytes == 0


BROKEN = {
    "no msgpack at all": (packed(b"\xc1"), "not a message"),
    "an unknown message": (packed(("verdict", "passed")), "not a message"),
    "an unknown operation": (packed(frame(0, ("teleport", 1))), "not a message"),
    "too few fields": (packed(("frame", 0)), "not a message"),
    "a text for a number": (packed(frame(0, ("circle", 1, 255, "x", 5.0, 3.0, 0.0))), "not a message"),
    "bad UTF-8": (packed(b"\x93\xa4note\xa1x\xa1\xff"), "not a message"),
    "nested too deep": (packed(b"\x91" * 100_000), "not a message"),
    "a length beyond the cap": (b"\xff\xff\xff\xff", "larger than"),
    "a frame left out": (packed(frame(0), frame(2)), "frame 2 is out of order"),
    "a frame twice": (packed(frame(0), frame(0)), "frame 0 is out of order"),
    "time that goes back": (packed(frame(0, time_ns=9), frame(1, time_ns=8)), "frame 1 is out of order"),
    "a capture before its frame": (packed(capture(0)), "capture of frame 0 is out of order"),
    "a capture of an older frame": (packed(frame(0), frame(1), capture(0)), "capture of frame 0 is out of order"),
    "a capture of another time": (packed(frame(0), capture(0, time_ns=5)), "capture of frame 0 is out of order"),
    "two captures of one frame": (packed(frame(0), capture(0), capture(0)), "capture of frame 0 is out of order"),
    "a second beginning": (packed(HELLO, HELLO), "a second Hello"),
    "an end that counts other frames": (packed(frame(0), frame(1), END), "an End of 1 frames"),
    "anything after the end": (WHOLE + packed(("note", "a", "b")), "after the end"),
    "a frame of no size": (packed(frame(0, width=0)), "0 × 80 px"),
    "a frame of negative size": (packed(frame(0, height=-5)), "100 × -5 px"),
    "a frame larger than any screen": (packed(frame(0, width=9000)), "9000 × 80 px"),
    "a capture of another size than any": (packed(frame(0), capture(0, width=10**9)), "1000000000 × 80 px"),
    "half a point": (packed(frame(0, ("polygon", 1, 255, [1.0, 2.0, 3.0], 0.0))), "odd number"),
    "a matrix of five": (packed(frame(0, ("derive", 2, 1, "copy", [1.0] * 5, 9, 9))), "length >= 6"),
    "a rectangle of three": (packed(frame(0, ("fill", 1, 255, [1.0] * 3, 0))), "length >= 4"),
    "a blit of part of three": (packed(frame(0, ("blit", 1, 2, 0.0, 0.0, [1.0] * 3, 0))), "length >= 4"),
    "a surface of negative size": (packed(frame(0, ("surface", 1, -1, 5, False))), "int` >= 0"),
    "a surface beyond any memory": (packed(frame(0, ("surface", 1, 10**9, 10**9, False))), "int` <= 1000000"),
    "a text of negative size": (packed(frame(0, ("text", 1, -1, 5, "x", 255))), "int` >= 0"),
    "a raster of no size": (packed(frame(0, ("raster", 1, 0, 0, b""))), "int` >= 1"),
    "an alpha beyond 255": (packed(frame(0, ("alpha", 1, 10**6))), "int` <= 255"),
    "a colour beyond 32 bits": (packed(frame(0, ("fill", 1, 2**40, None, 0))), "int` <= 4294967295"),
    "a negative colour": (packed(frame(0, ("fill", 1, -1, None, 0))), "int` >= 0"),
    "too many operations": (packed(frame(0, *[("drop", 1)] * 200_001)), "200001 operations"),
    "too many notes": (packed(*[("note", "a", "b")] * 1001), "more than 1000 notes"),
}


@pytest.mark.parametrize("case", BROKEN)
def test_what_breaks_the_format_is_refused_with_its_reason(case: str) -> None:
    data, why = BROKEN[case]
    with pytest.raises(RecordingError, match=why):
        [*wire.Decoder().feed(data)]
    reception = Reception()
    reception.feed(data)
    reception.feed(data)
    assert why in reception.broken


CORNERS, SIX = [1.0] * 4, [1.0] * 6
NUMBERS = (
    ("circle", 1, 255, 5.0, 5.0, 3.0, 0.0),
    ("rect", 1, 255, CORNERS, 0.0, 0.0),
    ("ellipse", 1, 255, CORNERS, 0.0),
    ("arc", 1, 255, CORNERS, 0.0, 1.0, 1.0),
    ("blit", 1, 2, 0.0, 0.0, CORNERS, 0),
    ("derive", 2, 1, "copy", SIX, 9, 9),
    ("polygon", 1, 255, SIX, 0.0),
    ("lines", 1, 255, True, SIX, 1.0),
    ("fill", 1, 255, CORNERS, 0),
    ("clip", 1, CORNERS),
)


def _places(op: tuple[object, ...]) -> list[tuple[int, ...]]:
    """Where the operation has floats: (field,) or (field, item)."""
    lists = [(i, k) for i, part in enumerate(op) if isinstance(part, list) for k in range(len(part))]
    return lists + [(i,) for i, part in enumerate(op) if isinstance(part, float)]


@pytest.mark.parametrize("bad", [NAN, INF, -INF, 1e308, -1e308, 1e9])
def test_no_number_is_without_bounds(bad: float) -> None:
    for op in NUMBERS:
        for place in _places(op):
            parts = [list(part) if isinstance(part, list) else part for part in op]
            if len(place) == 2:
                parts[place[0]][place[1]] = bad  # type: ignore[index]
            else:
                parts[place[0]] = bad
            with pytest.raises(RecordingError, match="not finite or beyond"):
                [*wire.Decoder().feed(packed(frame(0, parts)))]


def test_a_polygon_of_a_million_corners_is_refused() -> None:
    reception = Reception()
    reception.feed(packed(frame(0, BLANK, ("polygon", 1, 255, [1.0, 2.0] * 1_000_000, 0.0))))
    assert "length <= 200000" in reception.broken


@settings(max_examples=300)
@given(st.data())
def test_flipped_cut_and_shuffled_bytes_never_crash_the_judge(data: st.DataObject) -> None:
    stream = bytearray(WHOLE)
    for _ in range(data.draw(st.integers(1, 4))):
        place = data.draw(st.integers(0, len(stream) - 1))
        match data.draw(st.sampled_from(("flip", "cut", "double", "insert"))):
            case "flip":
                stream[place] ^= 1 << data.draw(st.integers(0, 7))
            case "cut":
                del stream[place : place + data.draw(st.integers(1, 20))]
                stream = stream or bytearray(b"\0")
            case "double":
                stream += stream[place:]
            case "insert":
                stream[place:place] = data.draw(st.binary(max_size=8))
    reception = Reception()
    reception.feed(bytes(stream))
    reception.finish()
    assert reception.frames <= 4


@given(st.binary(max_size=200))
def test_noise_is_never_a_recording(noise: bytes) -> None:
    reception = Reception()
    reception.feed(noise)
    reception.finish()
    assert (reception.frames, reception.hello, reception.end) == (0, None, None)


@given(st.lists(OPERATIONS, max_size=12))
def test_operations_on_surfaces_that_do_not_exist_are_borne(ops: list[wire.Op]) -> None:
    sent = [msgspec.msgpack.decode(msgspec.msgpack.encode(op)) for op in ops]
    reception = Reception()
    reception.feed(packed(frame(0, BLANK, *sent), frame(1, *sent)))
    assert reception.broken == "" or reception.broken.startswith("a raster")  # whose bytes are no picture
    assert reception.broken or reception.frames == 2


def test_an_endless_stream_is_cut_and_the_buffer_stays_one_message() -> None:
    decoder = wire.Decoder()
    piece = packed(("note", "a", "b"))
    with pytest.raises(RecordingError, match="more than 1000 notes"):
        while True:
            [*decoder.feed(piece)]
            assert decoder.pending_bytes < len(piece)


def test_more_bytes_than_the_cap_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wire, "MAX_STREAM_BYTES", 1000)
    decoder = wire.Decoder()
    with pytest.raises(RecordingError, match="the recording is larger than 1000 bytes"):
        for index in range(1000):
            [*decoder.feed(packed(frame(index)))]
