"""A red ball in the overlap of two crossing, counter-rotating hexagons: physics by pymunk, drawn with pygame.

Units are pixels and seconds; x points right and y points down, as on the screen, so that a positive angular velocity is
clockwise as it is seen.

How it works
    Hexagons    Each is a kinematic body: it turns at a given angular velocity, nothing can slow it down, and pymunk hands the
                velocity of its sides at the point of contact to the ball. Its six sides are thick segments that lie outside
                the drawn line, so that only the inner face, which is the line itself, can be touched.
    Ball        A dynamic body. Elasticity gives the bounce, friction the push along a turning side.
    Inside      A ball that touches no wall of either hexagon is inside both, hence inside their overlap. Short fixed steps
                and walls thicker than one step's way keep it from tunnelling.
    Overlap     Both hexagons are convex: one is clipped by the sides of the other (Sutherland-Hodgman).
"""

from __future__ import annotations

import math
from collections import deque

import pygame
import pymunk
from pymunk import Vec2d

WIDTH, HEIGHT = 800, 600
FPS = 60
STEPS_PER_FRAME = 10

CIRCUMRADIUS = 220.0  # px, from a hexagon's centre to its corners
CENTRE_DISTANCE = 162.0  # px; this makes the overlap about half of one hexagon's area
SPIN = math.radians(40.0)  # rad/s
WALL_THICKNESS = 20.0  # px

GRAVITY = 520.0  # px/s²
ELASTICITY = 0.95  # pymunk multiplies both: the wall has 1, so this is the restitution
FRICTION = 0.25  # likewise
BALL_RADIUS = 12.0  # px
TRAIL_FRAMES = 48

BACKGROUND = (13, 16, 28)
BLUE, BLUE_INSIDE = (64, 132, 255), (18, 28, 58)
GREEN, GREEN_INSIDE = (52, 208, 112), (16, 44, 38)
OVERLAP = (104, 78, 30)
RED, HIGHLIGHT = (232, 40, 44), (255, 150, 142)
TEXT = (176, 186, 208)

Colour = tuple[int, int, int]


class Hexagon:
    """A kinematic hexagon. `spin` is in rad/s, positive for clockwise as seen."""

    def __init__(self, space: pymunk.Space, centre: Vec2d, spin: float) -> None:
        self.body = pymunk.Body(body_type=pymunk.Body.KINEMATIC)
        self.body.position = centre
        self.body.angular_velocity = spin
        self.own_corners = [Vec2d(CIRCUMRADIUS, 0).rotated(math.radians(60 * k)) for k in range(6)]
        # A segment is thick on both sides: its middle is moved outwards by its thickness, and its inner face is the line.
        apothem = CIRCUMRADIUS * math.cos(math.pi / 6)
        outer = [corner * ((apothem + WALL_THICKNESS) / apothem) for corner in self.own_corners]
        walls = [pymunk.Segment(self.body, a, b, WALL_THICKNESS) for a, b in zip(outer, outer[1:] + outer[:1], strict=True)]
        for wall in walls:
            wall.elasticity = 1.0
            wall.friction = 1.0
        space.add(self.body, *walls)

    def corners(self) -> list[Vec2d]:
        return [self.body.local_to_world(corner) for corner in self.own_corners]


def make_ball(space: pymunk.Space, centre: Vec2d) -> pymunk.Body:
    mass = 1.0
    ball = pymunk.Body(mass, pymunk.moment_for_circle(mass, 0.0, BALL_RADIUS))
    ball.position = centre
    ball.velocity = (90.0, 0.0)
    shape = pymunk.Circle(ball, BALL_RADIUS)
    shape.elasticity = ELASTICITY
    shape.friction = FRICTION
    space.add(ball, shape)
    return ball


def overlap_of(subject: list[Vec2d], clip: list[Vec2d]) -> list[Vec2d]:
    """The common part of two convex polygons, corners in order of rising angle (Sutherland-Hodgman clipping)."""
    result = subject
    for a, b in zip(clip, clip[1:] + clip[:1], strict=True):
        edge = b - a
        # Positive where a corner is on the inner side of the edge a → b.
        sides = [edge.cross(corner - a) for corner in result]
        kept: list[Vec2d] = []
        for i, corner in enumerate(result):
            here, before = sides[i], sides[i - 1]
            if (here >= 0.0) != (before >= 0.0):
                kept.append(result[i - 1].interpolate_to(corner, before / (before - here)))
            if here >= 0.0:
                kept.append(corner)
        result = kept
    return result


def mix(a: Colour, b: Colour, share: float) -> Colour:
    """`share` 0 gives a, 1 gives b."""
    return (
        round(a[0] + (b[0] - a[0]) * share),
        round(a[1] + (b[1] - a[1]) * share),
        round(a[2] + (b[2] - a[2]) * share),
    )


def main() -> None:
    pygame.init()
    screen = pygame.display.set_mode((WIDTH, HEIGHT))
    pygame.display.set_caption("A ball between two turning hexagons (pymunk)")
    font = pygame.font.Font(None, 22)
    clock = pygame.time.Clock()

    space = pymunk.Space()
    space.gravity = (0.0, GRAVITY)
    space.iterations = 20
    space.collision_slop = 0.01  # px that shapes may stay in one another

    middle = Vec2d(WIDTH / 2, HEIGHT / 2)
    left = Hexagon(space, middle - Vec2d(CENTRE_DISTANCE / 2, 0), -SPIN)
    right = Hexagon(space, middle + Vec2d(CENTRE_DISTANCE / 2, 0), SPIN)
    # Equal hexagons at mirrored angles: the overlap's centre is half-way between their centres.
    ball = make_ball(space, middle)

    # The trail lies in the overlap: mixing with the overlap's colour looks as transparency would, and costs nothing.
    shares = [(k + 1) / TRAIL_FRAMES for k in range(TRAIL_FRAMES)]
    trail_dots = [(mix(OVERLAP, RED, 0.7 * s), BALL_RADIUS * (0.25 + 0.55 * s)) for s in shares]
    trail: deque[Vec2d] = deque(maxlen=TRAIL_FRAMES)
    legend = font.render(
        f"rotation {math.degrees(SPIN):.0f}°/s   gravity {GRAVITY:.0f} px/s²   "
        f"restitution {ELASTICITY:.2f}   friction {FRICTION:.2f}",
        True,
        TEXT,
    )

    running = True
    while running:
        for event in pygame.event.get():
            escape = event.type == pygame.KEYDOWN and event.key == pygame.K_ESCAPE
            if event.type == pygame.QUIT or escape:
                running = False

        # Drawn before it is moved, so that the first picture shows the ball exactly at the overlap's centre.
        blue, green = left.corners(), right.corners()
        screen.fill(BACKGROUND)
        pygame.draw.polygon(screen, BLUE_INSIDE, blue)
        pygame.draw.polygon(screen, GREEN_INSIDE, green)
        common = overlap_of(blue, green)
        if len(common) >= 3:
            pygame.draw.polygon(screen, OVERLAP, common)
        # Oldest first; while the trail is still short, its newest place gets the strongest dot all the same.
        for k, place in enumerate(trail, start=TRAIL_FRAMES - len(trail)):
            colour, radius = trail_dots[k]
            pygame.draw.circle(screen, colour, place, radius)
        pygame.draw.polygon(screen, BLUE, blue, 3)
        pygame.draw.polygon(screen, GREEN, green, 3)
        pygame.draw.circle(screen, RED, ball.position, BALL_RADIUS)
        pygame.draw.circle(screen, HIGHLIGHT, ball.position - Vec2d(4.0, 4.5), 2.5)
        screen.blit(legend, (20, HEIGHT - 34))
        pygame.display.flip()

        trail.append(ball.position)
        for _ in range(STEPS_PER_FRAME):
            space.step(1.0 / (FPS * STEPS_PER_FRAME))
        clock.tick(FPS)
    pygame.quit()


if __name__ == "__main__":
    main()
