"""What a program showed, as entities over virtual time. Screen pixels, x right, y down; times are virtual seconds."""

from __future__ import annotations

from sandbox.scene.ball import BallTrack
from sandbox.scene.contacts import Contact
from sandbox.scene.flight import BallFlight
from sandbox.scene.marks import TrailMarks, trail_marks
from sandbox.scene.overlap import Overlap
from sandbox.scene.polygons import PolygonTrack
from sandbox.scene.prediction import Prediction
from sandbox.scene.reception import Look, Reception
from sandbox.scene.regions import RegionColours, region_colours
from sandbox.scene.scene import Scene
from sandbox.scene.trail import TrailCurve, trail_curve
from sandbox.scene.witness import Agreement, compare

__all__ = [
    "Agreement",
    "BallFlight",
    "BallTrack",
    "Contact",
    "Look",
    "Overlap",
    "PolygonTrack",
    "Prediction",
    "Reception",
    "RegionColours",
    "Scene",
    "TrailCurve",
    "TrailMarks",
    "compare",
    "region_colours",
    "trail_curve",
    "trail_marks",
]
