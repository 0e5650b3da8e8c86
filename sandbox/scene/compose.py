"""From operations on surfaces to shapes on the screen: what each displayed frame shows, in painting order.

A layer stands for one surface and keeps what was painted on it since it was last cleared or last repainted. Only the newest
painting counts: on a surface that is never cleared (a trail that fades, a display that is only overpainted) what earlier
frames left behind is residue, known to be there but not a thing of this frame. A sprite that was painted once and is blitted
ever since keeps its shapes, because its last painting is that one.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sandbox.errors import RecordingError
from sandbox.recording import wire
from sandbox.scene.placing import inside, mapped, moved, touches, with_opacity
from sandbox.scene.shape import Kind, Shape

__all__ = ["Composer", "Picture"]

MAX_SHAPES = 5_000  # painted on one surface; of one with more the older are forgotten, and it is tainted
MIN_PICTURE = 0.2  # of a surface's area
SPRITE_PX = 160  # a larger raster is a picture with many things on it, not one
MAX_COPIED = 2_000_000
"""Coordinates that one frame may move from surface to surface: a few calls can ask for any number."""

MIN_OPACITY = 0.02
OPAQUE = 0.98
VEIL = 0.0  # opacity of a BOX that stands for pixels of which nothing is known

MAX_FADING = 240  # shapes of earlier frames kept on a layer that fades

# pygame's BLEND_* numbers: those that add light, and two by which a layer's alpha fades
_ADDING = {0x1, 0x5, 0x6, 0x10}
_RGBA_SUB, _RGBA_MULT = 0x7, 0x8


class Picture:
    """What one frame shows.

    shapes   in painting order, screen pixels
    clear    colour 0xRRGGBB that the whole window was cleared to before `shapes`, None where it was not cleared or not known
    tainted  pixels were written in a way that the shapes do not tell
    """

    __slots__ = ("clear", "height", "shapes", "tainted", "width")

    def __init__(self, width: int, height: int, shapes: list[Shape], clear: int | None, tainted: bool) -> None:
        self.width, self.height, self.shapes, self.clear, self.tainted = width, height, shapes, clear, tainted


class _Layer:
    __slots__ = (
        "alpha_channel", "clear", "dx", "dy", "frame", "height", "key", "opacity", "parent", "shapes", "tainted", "width",
    )  # fmt: skip

    def __init__(self, width: int, height: int, alpha_channel: bool) -> None:
        self.width, self.height, self.alpha_channel = width, height, alpha_channel
        self.clear: int | None = 0x00000000 if alpha_channel else 0x000000FF
        self.shapes: list[Shape] = []
        self.opacity = 1.0
        self.key: int | None = None
        self.frame = -1
        self.tainted = False
        self.parent: _Layer | None = None
        self.dx = self.dy = 0.0


class Composer:
    """Feed it every frame's operations in order; `show` gives the picture. Unknown surface numbers are ignored."""

    def __init__(self) -> None:
        self._layers: dict[int, _Layer] = {}
        self._frame = 0
        self._copied = 0
        self._handlers: dict[type, Callable[[Any], None]] = {
            wire.Surface: self._surface,
            wire.Fill: self._fill,
            wire.Polygon: self._polygon,
            wire.Lines: self._lines,
            wire.Circle: self._circle,
            wire.Ellipse: self._ellipse,
            wire.Rect: self._rect,
            wire.Arc: self._arc,
            wire.Blit: self._blit,
            wire.Derive: self._derive,
            wire.Text: self._text,
            wire.Alpha: self._alpha,
            wire.Key: self._key,
            wire.Taint: self._taint,
            wire.Raster: self._raster,
            wire.Drop: self._drop,
        }

    def show(self, frame: wire.Frame) -> Picture:
        """Raises RecordingError for a frame that copies more than MAX_COPIED."""
        self._frame = frame.index
        self._copied = 0
        handlers = self._handlers
        for op in frame.ops:
            handler = handlers.get(type(op))
            if handler is not None:
                handler(op)
        layer = self._layers.get(frame.display)
        if layer is None:
            return Picture(frame.width, frame.height, [], None, False)
        clear = None if layer.clear is None else layer.clear >> 8
        picture = Picture(frame.width, frame.height, layer.shapes, clear, layer.tainted)
        # The list handed out is not painted on again: the next frame starts from a copy or from a clear.
        layer.shapes = layer.shapes.copy()
        return picture

    # ── painting ─────────────────────────────────────────────────────────────────────────────────────────────────

    def _target(self, sid: int) -> tuple[_Layer, float, float] | None:
        """The layer that holds the pixels of surface `sid`, and where the surface's corner lies on it."""
        layer = self._layers.get(sid)
        if layer is None:
            return None
        dx = dy = 0.0
        while layer.parent is not None:
            dx, dy, layer = dx + layer.dx, dy + layer.dy, layer.parent
        return layer, dx, dy

    def _renew(self, layer: _Layer) -> None:
        """First painting on `layer` in this frame without a clear: what is there becomes residue."""
        if layer.frame != self._frame:
            if layer.frame >= 0 and layer.shapes:
                layer.shapes = []
                layer.clear = None
            layer.frame = self._frame

    def _paint(self, sid: int, shape: Shape) -> None:
        found = self._target(sid)
        if found is None or shape.opacity < MIN_OPACITY:
            return
        layer, dx, dy = found
        self._renew(layer)
        if dx or dy:
            shape = moved(shape, dx, dy, 1.0)
        _make_room(layer, 1)
        layer.shapes.append(shape)

    def _surface(self, op: wire.Surface) -> None:
        self._layers[op.sid] = _Layer(op.width, op.height, op.alpha)

    def _clear(self, layer: _Layer, colour: int) -> None:
        layer.shapes = []
        layer.clear = colour if layer.alpha_channel else colour | 0xFF
        layer.frame = self._frame
        layer.tainted = False

    def _fill(self, op: wire.Fill) -> None:
        found = self._target(op.sid)
        if found is None:
            return
        layer, dx, dy = found
        own = self._layers[op.sid]
        rect = op.rect if op.rect is not None else [0.0, 0.0, own.width, own.height]
        x, y, w, h = rect[0] + dx, rect[1] + dy, rect[2], rect[3]
        whole = x <= 0 and y <= 0 and x + w >= layer.width and y + h >= layer.height
        if op.flags:
            if whole:
                self._fade(layer, op.flags, op.colour & 255)
            return
        if whole:
            self._clear(layer, op.colour)
            return
        opacity = (op.colour & 255) / 255 if layer.alpha_channel else 1.0
        box = [x, y, x + w, y, x + w, y + h, x, y + h]
        self._renew(layer)
        if opacity >= MIN_OPACITY:
            layer.shapes.append(Shape(Kind.POLYGON, box, op.colour >> 8, opacity))
        else:  # erased: shapes that lie wholly inside are gone
            layer.shapes = [s for s in self._copying(layer.shapes) if not inside(s, x, y, x + w, y + h)]

    def _fade(self, layer: _Layer, flags: int, alpha: int) -> None:
        """The whole layer changes by one colour. Its alpha going down is a trail that fades; else what was painted before this
        frame is residue from now on."""
        if not (layer.alpha_channel and flags in (_RGBA_SUB, _RGBA_MULT)):
            self._renew(layer)
            return
        less, factor = (alpha / 255, 1.0) if flags == _RGBA_SUB else (0.0, alpha / 255)
        kept = layer.shapes[-MAX_FADING:]
        faded = [(s, s.opacity * factor - less) for s in kept]
        layer.shapes = [s if o == s.opacity else with_opacity(s, o) for s, o in faded if o >= MIN_OPACITY]
        layer.frame = self._frame

    def _polygon(self, op: wire.Polygon) -> None:
        self._paint(op.sid, Shape(Kind.POLYGON, op.points, op.colour >> 8, (op.colour & 255) / 255, op.width))

    def _lines(self, op: wire.Lines) -> None:
        kind = Kind.POLYGON if op.closed and len(op.points) > 4 else Kind.LINE
        self._paint(op.sid, Shape(kind, op.points, op.colour >> 8, (op.colour & 255) / 255, max(1.0, op.width)))

    def _circle(self, op: wire.Circle) -> None:
        width = 0.0 if op.width >= op.radius else op.width
        opacity = (op.colour & 255) / 255
        self._paint(op.sid, Shape(Kind.DISC, [op.x, op.y], op.colour >> 8, opacity, width, max(op.radius, 0.0)))

    def _ellipse(self, op: wire.Ellipse) -> None:
        x, y, w, h = op.rect
        opacity = (op.colour & 255) / 255
        if abs(w - h) <= max(1.0, 0.03 * w):
            # pygame fills the pixels x … x + w - 1, whose middle is half a pixel left of x + w / 2
            centre = [x + (w - 1) / 2, y + (h - 1) / 2]
            self._paint(op.sid, Shape(Kind.DISC, centre, op.colour >> 8, opacity, op.width, (w + h) / 4))
        else:
            self._paint(op.sid, Shape(Kind.BOX, [x, y, x + w, y + h], op.colour >> 8, opacity, op.width))

    def _rect(self, op: wire.Rect) -> None:
        x, y, w, h = op.rect
        found = self._target(op.sid)
        if found is None:
            return
        layer, dx, dy = found
        whole = x + dx <= 0 and y + dy <= 0 and x + dx + w >= layer.width and y + dy + h >= layer.height
        opacity = (op.colour & 255) / 255
        if whole and not op.width and not op.corner and (opacity >= OPAQUE or layer.alpha_channel):
            self._clear(layer, op.colour)
            return
        if not op.width and w > 3 and abs(w - h) <= 1 and op.corner >= 0.48 * min(w, h):
            self._paint(op.sid, Shape(Kind.DISC, [x + (w - 1) / 2, y + (h - 1) / 2], op.colour >> 8, opacity, 0.0, w / 2))
            return
        points = [x, y, x + w - 1, y, x + w - 1, y + h - 1, x, y + h - 1]
        self._paint(op.sid, Shape(Kind.POLYGON, points, op.colour >> 8, opacity, op.width))

    def _arc(self, op: wire.Arc) -> None:
        x, y, w, h = op.rect
        self._paint(op.sid, Shape(Kind.BOX, [x, y, x + w, y + h], op.colour >> 8, (op.colour & 255) / 255, max(1.0, op.width)))

    def _copying(self, shapes: list[Shape]) -> list[Shape]:
        self._copied += sum([len(shape.points) for shape in shapes])
        if self._copied > MAX_COPIED:
            raise RecordingError(f"frame {self._frame} copies more than {MAX_COPIED} coordinates between surfaces")
        return shapes

    # ── surfaces onto surfaces ───────────────────────────────────────────────────────────────────────────────────

    def _blit(self, op: wire.Blit) -> None:
        source = self._layers.get(op.source)
        found = self._target(op.sid)
        if source is None or found is None:
            return
        layer, dx, dy = found
        sx = sy = 0.0
        base = source
        while base.parent is not None:
            sx, sy, base = sx + base.dx, sy + base.dy, base.parent
        ax, ay, aw, ah = op.area if op.area is not None else (0.0, 0.0, source.width, source.height)
        left, top = op.x + dx, op.y + dy
        opacity = source.opacity
        whole = left <= 0 and top <= 0 and left + aw >= layer.width and top + ah >= layer.height
        if whole and op.flags and layer.alpha_channel and not base.shapes and base.clear is not None:
            self._fade(layer, op.flags, base.clear & 255)
            return
        ground = _ground(base, opacity)
        if whole and not op.flags and ground is not None and ground >= OPAQUE:
            clear = base.clear
            self._clear(layer, clear if clear is not None else 0)
            layer.clear = clear
            layer.tainted = base.tainted
        else:
            self._renew(layer)
            if ground is None or op.flags:  # what lies there, and what stays of it, is not known
                _veil(layer, left, top, left + aw, top + ah)
            elif whole and ground > MIN_OPACITY:
                layer.clear = None
            elif not whole and ground is not None and ground > MIN_OPACITY and base.clear is not None:
                box = [left, top, left + aw, top, left + aw, top + ah, left, top + ah]
                layer.shapes.append(Shape(Kind.POLYGON, box, base.clear >> 8, ground))
            # What the shapes do not tell of a picture is not told of the screen either.
            layer.tainted = layer.tainted or (base.tainted and aw * ah >= MIN_PICTURE * layer.width * layer.height)
        if op.flags and op.flags not in _ADDING:
            return
        ox, oy = left - ax - sx, top - ay - sy
        _make_room(layer, len(base.shapes))
        limits = (ax + sx, ay + sy, ax + aw + sx, ay + ah + sy)
        clipped = op.area is not None or source.parent is not None
        for shape in self._copying(base.shapes):
            if VEIL < shape.opacity * opacity < MIN_OPACITY or (clipped and not touches(shape, *limits)):
                continue
            layer.shapes.append(moved(shape, ox, oy, opacity))
        if base.tainted:
            _veil(layer, left, top, left + aw, top + ah)

    def _derive(self, op: wire.Derive) -> None:
        source = self._layers.get(op.source)
        if source is None:
            return
        base, sx, sy = self._target(op.source) or (source, 0.0, 0.0)
        layer = _Layer(op.width, op.height, source.alpha_channel)
        self._layers[op.sid] = layer
        if op.how == "view":
            # A view's matrix maps the parent onto the view; its corner lies at the opposite offset.
            layer.parent, layer.dx, layer.dy = base, sx - op.matrix[4], sy - op.matrix[5]
            return
        a, b, c, d, e, f = op.matrix
        e, f = e - a * sx - c * sy, f - b * sx - d * sy
        layer.opacity, layer.key, layer.tainted = source.opacity, source.key, base.tainted
        layer.frame = base.frame
        layer.clear = base.clear
        if op.how == "transform" and not (abs(b) + abs(c) < 1e-9 or abs(a) + abs(d) < 1e-9):
            layer.clear = base.clear if base.alpha_channel and base.clear == 0 else None
        layer.shapes = [mapped(s, a, b, c, d, e, f) for s in self._copying(base.shapes)]

    def _text(self, op: wire.Text) -> None:
        layer = _Layer(op.width, op.height, True)
        layer.frame = self._frame
        box = [0.0, 0.0, float(op.width), float(op.height)]
        layer.shapes = [Shape(Kind.BOX, box, op.colour >> 8, (op.colour & 255) / 255, 0.0, 0.0, op.text)]
        self._layers[op.sid] = layer

    def _alpha(self, op: wire.Alpha) -> None:
        if (layer := self._layers.get(op.sid)) is not None:
            layer.opacity = min(255, max(0, op.alpha)) / 255

    def _key(self, op: wire.Key) -> None:
        if (layer := self._layers.get(op.sid)) is not None:
            layer.key = op.colour

    def _taint(self, op: wire.Taint) -> None:
        if (found := self._target(op.sid)) is not None:
            layer = found[0]
            layer.tainted, layer.clear = True, None
            _veil(layer, 0.0, 0.0, float(layer.width), float(layer.height))

    def _raster(self, op: wire.Raster) -> None:
        from sandbox.scene.sprites import read_sprite

        layer = self._layers.get(op.sid)
        if layer is None or layer.parent is not None:
            return
        shapes, opaque = read_sprite(op)
        layer.tainted = max(op.width, op.height) > SPRITE_PX
        if layer.tainted and layer.shapes and layer.frame == self._frame:
            return  # a picture, of which the shapes tell at least a part
        layer.shapes = shapes
        layer.clear = None if opaque else 0
        layer.alpha_channel = not opaque
        layer.frame = self._frame

    def _drop(self, op: wire.Drop) -> None:
        self._layers.pop(op.sid, None)


def _veil(layer: _Layer, left: float, top: float, right: float, bottom: float) -> None:
    """From here on nothing is known of the pixels there, until something is painted over them."""
    points = [left, top, right, bottom]
    if not (layer.shapes and layer.shapes[-1].opacity == VEIL and layer.shapes[-1].points == points):
        layer.shapes.append(Shape(Kind.BOX, points, 0, VEIL))


def _make_room(layer: _Layer, shapes: int) -> None:
    """What is painted last is seen: where a layer is full, the older half of it is no longer told."""
    if len(layer.shapes) + shapes > MAX_SHAPES:
        layer.shapes = layer.shapes[max(0, len(layer.shapes) - MAX_SHAPES // 2) :]
        layer.tainted, layer.clear = True, None


def _ground(layer: _Layer, opacity: float) -> float | None:
    """Opacity of what lies under the layer's shapes when it is blitted; None where that is not known."""
    if layer.clear is None:
        return None if layer.alpha_channel or layer.key is not None else opacity
    if layer.key is not None and layer.clear >> 8 == layer.key >> 8:
        return 0.0
    return opacity * (layer.clear & 255) / 255 if layer.alpha_channel else opacity
