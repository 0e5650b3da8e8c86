"""Reading a small picture that a program painted pixel by pixel: is there a disc on it?"""

from __future__ import annotations

from sandbox.errors import RecordingError
from sandbox.recording.wire import MAX_SIDE_PX, Raster
from sandbox.scene.shape import Kind, Shape

__all__ = ["read_sprite"]

MIN_RADIUS_PX = 2.0
ROUNDNESS = 0.9  # area of the disc over the area of the smallest circle around it
SOLID_ALPHA = 128


def read_sprite(raster: Raster) -> tuple[list[Shape], bool]:
    """(shapes in the sprite's pixels, whether it is opaque everywhere).

    Each connected solid region that is round gives a DISC with the colour of its middle ring; any other gives a BOX.
    The radius is that of the circle of equal area. Raises RecordingError where the bytes are not the picture they claim.
    """
    import cv2
    import lz4.block
    import numpy as np

    width, height = raster.width, raster.height
    if not (0 < width <= MAX_SIDE_PX and 0 < height <= MAX_SIDE_PX):
        raise RecordingError(f"a raster of {width} × {height} px")
    try:
        raw = lz4.block.decompress(raster.data, uncompressed_size=width * height * 4)
    except (lz4.block.LZ4BlockError, ValueError, MemoryError) as error:
        raise RecordingError("a raster cannot be decompressed") from error
    if len(raw) != width * height * 4:
        raise RecordingError("a raster has not the size that it states")
    rgba = np.frombuffer(raw, np.uint8).reshape(height, width, 4)
    solid = (rgba[:, :, 3] >= SOLID_ALPHA).astype(np.uint8)
    opaque = bool(solid.all())
    if opaque:  # no alpha: what differs from the commonest corner colour is the figure
        corners = rgba[[0, 0, -1, -1], [0, -1, 0, -1], :3].astype(int)
        ground = np.median(corners, axis=0)
        solid = (np.abs(rgba[:, :, :3].astype(int) - ground).max(axis=2) > 40).astype(np.uint8)
    count, labels, stats, centres = cv2.connectedComponentsWithStats(solid, connectivity=8)
    shapes: list[Shape] = []
    for label in range(1, min(count, 64)):
        x, y, w, h, area = (int(v) for v in stats[label])
        radius = float(np.sqrt(area / np.pi))
        if radius < MIN_RADIUS_PX:
            continue
        cx, cy = (float(v) for v in centres[label])
        half = max(w, h) / 2
        ys, xs = np.nonzero(labels == label)
        ring = np.abs(np.hypot(xs - cx, ys - cy) - 0.6 * radius) <= max(1.0, 0.2 * radius)
        sample = rgba[ys[ring], xs[ring]] if ring.any() else rgba[ys, xs]
        red, green, blue, alpha = (int(v) for v in np.median(sample, axis=0))
        colour = red << 16 | green << 8 | blue
        if area / (np.pi * half * half) >= ROUNDNESS and min(w, h) >= 0.9 * max(w, h):
            shapes.append(Shape(Kind.DISC, [cx, cy], colour, alpha / 255, 0.0, radius))
        else:
            shapes.append(Shape(Kind.BOX, [x, y, x + w, y + h], colour, alpha / 255))
    return shapes, opaque
