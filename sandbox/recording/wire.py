"""The wire format between the guest's recorder and the host: typed, bounded, finite.

A stream is a sequence of messages, each a little-endian u32 length and that many bytes of msgpack. Every message and every
operation is an array whose first element is its tag. Coordinates are pixels of the surface named, x to the right, y down, as
the program gave them. Colours are one u32, 0xRRGGBBAA. Points are flat: [x0, y0, x1, y1, …]. Times are virtual nanoseconds.

Surfaces are numbered by the guest from 1 and a number is never used twice. The host trusts none of this: it decodes with
fixed types, and `Decoder` raises RecordingError at the first byte that breaks the format or a cap.
"""

from __future__ import annotations

import math
import struct
from collections.abc import Iterator
from typing import Annotated

import msgspec
from msgspec import Meta

from sandbox.errors import RecordingError
from sandbox.limits import GIB, MIB

__all__ = [
    "WIRE_VERSION", "Alpha", "Arc", "Blit", "Capture", "Circle", "Clip", "Decoder", "Derive", "Drop", "Ellipse", "End",
    "Fill", "Frame", "Hello", "Key", "Lines", "Message", "Note", "Op", "Polygon", "Raster", "Rect", "Surface", "Taint", "Text",
]  # fmt: skip

WIRE_VERSION = 1
MAX_MESSAGE_BYTES = 64 * MIB
MAX_STREAM_BYTES = 4 * GIB
MAX_COORDINATE = 1e7
MAX_SIDE_PX = 8192
MAX_OPS = 200_000
MAX_NOTES = 1000

MAX_CORNERS = 100_000
MAX_RASTER_SIDE_PX = 1024
MAX_SURFACE_SIDE_PX = 1_000_000

Colour = Annotated[int, Meta(ge=0, lt=2**32)]
Nanoseconds = Annotated[int, Meta(ge=0, lt=2**62)]
Side = Annotated[int, Meta(ge=0, le=MAX_SURFACE_SIDE_PX)]
RasterSide = Annotated[int, Meta(ge=1, le=MAX_RASTER_SIDE_PX)]
Points = Annotated[list[float], Meta(max_length=2 * MAX_CORNERS)]
Box = Annotated[list[float], Meta(min_length=4, max_length=4)]
Matrix = Annotated[list[float], Meta(min_length=6, max_length=6)]


class _Array(msgspec.Struct, array_like=True, gc=False):
    pass


# ── operations, in the order in which the program made them ──────────────────────────────────────────────────────────


class Surface(_Array, tag="surface"):
    """A new blank surface; `alpha` is True where it has per-pixel alpha (then it starts transparent, else black)."""

    sid: int
    width: Side
    height: Side
    alpha: bool


class Fill(_Array, tag="fill"):
    """`rect` is [x, y, w, h] or None for the whole surface; `flags` are pygame's BLEND_* numbers, 0 replaces."""

    sid: int
    colour: Colour
    rect: Box | None
    flags: int


class Polygon(_Array, tag="polygon"):
    """`width` 0 is filled, otherwise the outline's width in px. `aa`: anti-aliased outline (one px)."""

    sid: int
    colour: Colour
    points: Points
    width: float
    aa: bool = False


class Lines(_Array, tag="lines"):
    """A polyline of two or more points."""

    sid: int
    colour: Colour
    closed: bool
    points: Points
    width: float
    aa: bool = False


class Circle(_Array, tag="circle"):
    """`width` 0 is filled. A partial circle (quadrants) comes as Arc instead."""

    sid: int
    colour: Colour
    x: float
    y: float
    radius: float
    width: float
    aa: bool = False


class Ellipse(_Array, tag="ellipse"):
    sid: int
    colour: Colour
    rect: Box
    width: float


class Rect(_Array, tag="rect"):
    sid: int
    colour: Colour
    rect: Box
    width: float
    corner: float = 0.0


class Arc(_Array, tag="arc"):
    """Part of an ellipse's outline; angles in radians, counter-clockwise as seen, from +x."""

    sid: int
    colour: Colour
    rect: Box
    start: float
    stop: float
    width: float


class Blit(_Array, tag="blit"):
    """`source` painted onto `sid` with its upper left corner at (x, y); `area` is the part [x, y, w, h] of the source."""

    sid: int
    source: int
    x: float
    y: float
    area: Box | None
    flags: int


class Derive(_Array, tag="derive"):
    """A new surface made from another one.

    how     "copy": same content from now on apart; "view": shares pixels (subsurface); "transform": scaled, turned, flipped
    matrix  [a, b, c, d, e, f]: source pixel (x, y) lands at (a·x + c·y + e, b·x + d·y + f) of the new surface
    """

    sid: int
    source: int
    how: str
    matrix: Matrix
    width: Side
    height: Side


class Text(_Array, tag="text"):
    """A new surface that shows `text` in `colour`."""

    sid: int
    width: Side
    height: Side
    text: str
    colour: Colour


class Alpha(_Array, tag="alpha"):
    """Surface-wide alpha 0…255 applied when it is blitted (Surface.set_alpha); 255 is opaque."""

    sid: int
    alpha: Annotated[int, Meta(ge=0, le=255)]


class Key(_Array, tag="key"):
    """Pixels of this colour are not painted when the surface is blitted (Surface.set_colorkey); None ends that."""

    sid: int
    colour: Colour | None


class Clip(_Array, tag="clip"):
    """The surface's clipping rectangle from now on; None is the whole surface."""

    sid: int
    rect: Box | None


class Taint(_Array, tag="taint"):
    """Pixels of the surface were written in a way that operations do not show (`why`: "surfarray", "set_at", …)."""

    sid: int
    why: str


class Raster(_Array, tag="raster"):
    """The whole content of a tainted surface: lz4 block of width·height RGBA bytes, row by row from the top."""

    sid: int
    width: RasterSide
    height: RasterSide
    data: bytes


class Drop(_Array, tag="drop"):
    """The surface is gone."""

    sid: int


Op = (
    Surface | Fill | Polygon | Lines | Circle | Ellipse | Rect | Arc
    | Blit | Derive | Text | Alpha | Key | Clip | Taint | Raster | Drop
)  # fmt: skip


# ── messages ─────────────────────────────────────────────────────────────────────────────────────────────────────────


class Hello(_Array, tag="hello"):
    """First message. `library` is the graphics library recorded ("pygame"), sent when the program imports it."""

    version: int
    library: str
    library_version: str
    python: str


class Frame(_Array, tag="frame"):
    """One displayed frame: all operations since the frame before, then `display` (a surface of width × height) is shown."""

    index: int
    time_ns: Nanoseconds
    display: int
    width: int
    height: int
    ops: list[Op]


class Capture(_Array, tag="capture"):
    """What frame `index` showed: lz4 block of width·height BGRX bytes, row by row from the top."""

    index: int
    time_ns: Nanoseconds
    width: int
    height: int
    data: bytes


class Note(_Array, tag="note"):
    """Something worth a line in the report: kind "title", "missing", "unsupported", "tamper", "random", … and its text."""

    kind: str
    text: str


class End(_Array, tag="end"):
    """Last message: why the recording ended.

    reason     "time" (simulated time reached), "exit" (SystemExit or end of the program), "exception", "quit-loop",
               "unsupported" (nothing was displayed that the recorder can see: says nothing about the program)
    traceback  the exception's, as Python prints it
    """

    reason: str
    time_ns: Nanoseconds
    frames: int
    exit_code: int | None
    traceback: str


Message = Hello | Frame | Capture | Note | End

_HEAD = struct.Struct("<I")


class Decoder:
    """Bytes in any pieces → messages. Holds at most one message's bytes.

    Raises RecordingError on a broken length, type, cap, number that is not finite, or a message out of order: the Hello
    comes once at most, frames in the order of their numbers and times, a frame's capture next after it, nothing after the End.
    """

    def __init__(self) -> None:
        self._buffer = bytearray()
        self._decoder: msgspec.msgpack.Decoder[Message] = msgspec.msgpack.Decoder(Message)
        self._bytes = 0
        self._frame = 0
        self._time_ns = 0
        self._notes = 0
        self._greeted = False
        self._captured = -1
        self._ended = False

    @property
    def pending_bytes(self) -> int:
        """Bytes of an unfinished message; not 0 at the end of a stream that was cut."""
        return len(self._buffer)

    def feed(self, chunk: bytes) -> Iterator[Message]:
        """Yields each whole message; the iterator must be exhausted before the next call."""
        self._bytes += len(chunk)
        if self._bytes > MAX_STREAM_BYTES:
            raise RecordingError(f"the recording is larger than {MAX_STREAM_BYTES} bytes")
        self._buffer += chunk
        start = 0
        try:
            while len(self._buffer) - start >= 4:
                (length,) = _HEAD.unpack_from(self._buffer, start)
                if length > MAX_MESSAGE_BYTES:
                    raise RecordingError(f"a message of {length} bytes is larger than {MAX_MESSAGE_BYTES}")
                if len(self._buffer) - start - 4 < length:
                    break
                body = bytes(memoryview(self._buffer)[start + 4 : start + 4 + length])
                start += 4 + length
                yield self._checked(body)
        finally:
            del self._buffer[:start]

    def _checked(self, body: bytes) -> Message:
        try:
            message = self._decoder.decode(body)
        except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
            raise RecordingError(f"not a message of the wire format: {error}") from error
        if self._ended:
            raise RecordingError("a message after the end of the recording")
        if type(message) is Frame:
            if message.index != self._frame or message.time_ns < self._time_ns:
                raise RecordingError(f"frame {message.index} is out of order (expected {self._frame})")
            self._frame += 1
            self._time_ns = message.time_ns
            _check_size(message.width, message.height)
            if len(message.ops) > MAX_OPS:
                raise RecordingError(f"frame {message.index} has {len(message.ops)} operations, more than {MAX_OPS}")
            for op in message.ops:
                _check_op(op)
        elif type(message) is Capture:
            if message.index != self._frame - 1 or message.time_ns != self._time_ns or self._captured == message.index:
                raise RecordingError(f"capture of frame {message.index} is out of order")
            self._captured = message.index
            _check_size(message.width, message.height)
        elif type(message) is Hello:
            if self._greeted:
                raise RecordingError("a second Hello")
            self._greeted = True
        elif type(message) is Note:
            self._notes += 1
            if self._notes > MAX_NOTES:
                raise RecordingError(f"more than {MAX_NOTES} notes")
        elif type(message) is End:
            untraced = self._frame == 0  # a run on the virtual clock alone counts its frames and sends none
            if (message.frames != self._frame and not untraced) or message.time_ns < self._time_ns:
                raise RecordingError(f"an End of {message.frames} frames at {message.time_ns} ns after {self._frame}")
            self._ended = True
        return message


def _check_size(width: int, height: int) -> None:
    if not (0 < width <= MAX_SIDE_PX and 0 < height <= MAX_SIDE_PX):
        raise RecordingError(f"a surface of {width} × {height} px is outside 1…{MAX_SIDE_PX}")


def _check_op(op: Op) -> None:
    """Every float finite and within MAX_COORDINATE: one sum tells, as NaN and infinities survive additions of magnitudes."""
    kind = type(op)
    if kind is Circle:
        total = abs(op.x) + abs(op.y) + abs(op.radius) + abs(op.width)  # type: ignore[union-attr]
    elif kind is Polygon or kind is Lines:
        points = op.points  # type: ignore[union-attr]
        if len(points) % 2:
            raise RecordingError("an odd number of coordinates")
        total = max(map(abs, points), default=0.0) + abs(op.width)  # type: ignore[union-attr]
        if not math.isfinite(sum(points)):
            total = math.inf
    elif kind is Blit:
        total = abs(op.x) + abs(op.y) + sum(map(abs, op.area or ()))  # type: ignore[union-attr]
    elif kind is Derive:
        total = sum(map(abs, op.matrix))  # type: ignore[union-attr]
    else:
        total = 0.0
        rect = getattr(op, "rect", None)
        if rect is not None:
            total += sum(map(abs, rect))
        for name in ("width", "start", "stop", "corner"):
            total += abs(getattr(op, name, 0.0))
    if not total <= 4 * MAX_COORDINATE:
        raise RecordingError(f"a coordinate is not finite or beyond {MAX_COORDINATE:g} px")
