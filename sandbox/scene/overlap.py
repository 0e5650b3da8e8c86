"""The overlap of two polygons over time: its area, and how far a point lies inside it. Shapely, vectorised over all frames."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sandbox.scene.polygons import PolygonTrack

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["Overlap", "overlap_of"]


@dataclass(frozen=True, eq=False)
class Overlap:
    """The frames in which both polygons are seen; m of them.

    frames (m,) indices, times_s (m,); regions (m,) shapely geometries in screen px; first, second (m,) the polygons
    """

    frames: NDArray[np.int64]
    times_s: NDArray[np.float64]
    regions: NDArray[np.object_]
    first: NDArray[np.object_]
    second: NDArray[np.object_]

    def shares(self) -> NDArray[np.float64]:
        """(m,) area of the overlap over the mean area of the two polygons."""
        import numpy as np
        import shapely

        whole = (shapely.area(self.first) + shapely.area(self.second)) / 2
        return np.asarray(shapely.area(self.regions) / whole)

    def centroids(self) -> NDArray[np.float64]:
        """(m, 2) px; NaN where the overlap is empty."""
        import numpy as np
        import shapely

        result = np.full((len(self.regions), 2), np.nan)
        there = ~shapely.is_empty(self.regions)  # GEOS has no coordinates for an empty point
        result[there] = shapely.get_coordinates(shapely.centroid(self.regions[there]))
        return result

    def depth(self, xy: NDArray[np.float64]) -> NDArray[np.float64]:
        """(m,) px from each point xy (m, 2) to the overlap's border: positive inside, negative outside; NaN if empty."""
        import numpy as np
        import shapely

        points = shapely.points(xy)
        far = shapely.distance(shapely.boundary(self.regions), points)
        return np.asarray(np.where(shapely.contains_properly(self.regions, points), far, -far))


def overlap_of(first: PolygonTrack, second: PolygonTrack) -> Overlap | None:
    """None where the two are never seen together. Polygons that cross themselves are mended before."""
    import numpy as np
    import shapely

    frames, i, j = np.intersect1d(first.frames, second.frames, assume_unique=True, return_indices=True)
    if len(frames) == 0:
        return None
    one = shapely.polygons(shapely.linearrings(first.corners[i]))
    two = shapely.polygons(shapely.linearrings(second.corners[j]))
    for polygons in (one, two):
        bad = ~shapely.is_valid(polygons)
        polygons[bad] = shapely.make_valid(polygons[bad])
    return Overlap(frames, first.times_s[i], shapely.intersection(one, two), one, two)
