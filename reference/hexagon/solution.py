"""A red ball in the overlap of two crossing, counter-rotating hexagons: plain maths, drawn with pygame.

Units are pixels and seconds; x points right and y points down, as on the screen. An angle therefore grows clockwise as it is
seen: the left hexagon, which turns counter-clockwise, has a negative angular velocity and the right one a positive one.

How it works
    Overlap     Both hexagons are convex, so the overlap is one of them clipped by the sides of the other (Sutherland-Hodgman).
    Inside      The ball is inside the overlap exactly while it is inside both hexagons, so each of the twelve walls can be
                tested by itself: its distance to the ball's centre must not fall below the ball's radius.
    Collision   A wall's point moves with velocity ω × r. The ball's velocity relative to that point is split into a normal
                part, which is turned round and scaled by the restitution, and a tangential part, which friction reduces by
                at most μ times the normal impulse. This is how a turning wall drags the ball along.
    Time        Every frame is cut into short fixed steps, so that the ball never moves further than a fraction of its radius
                between two tests. The result does not depend on how fast the machine is.
"""

from __future__ import annotations

import math
from collections import deque

import pygame

WIDTH, HEIGHT = 800, 600
FPS = 60
STEPS_PER_FRAME = 8
STEP = 1.0 / (FPS * STEPS_PER_FRAME)  # s

CIRCUMRADIUS = 220.0  # px, from a hexagon's centre to its corners
APOTHEM = CIRCUMRADIUS * math.cos(math.pi / 6)  # px, from the centre to the middle of a side
CENTRE_DISTANCE = 162.0  # px; this makes the overlap about half of one hexagon's area
SPIN = math.radians(40.0)  # rad/s

GRAVITY = 520.0  # px/s²
RESTITUTION = 0.9  # share of the normal speed that a bounce gives back
FRICTION = 0.25  # Coulomb's coefficient between ball and wall
BALL_RADIUS = 12.0  # px
TRAIL_FRAMES = 48

BACKGROUND = (13, 16, 28)
BLUE = (64, 132, 255)
BLUE_INSIDE = (18, 28, 58)
GREEN = (52, 208, 112)
GREEN_INSIDE = (16, 44, 38)
OVERLAP = (104, 78, 30)
RED = (232, 40, 44)
HIGHLIGHT = (255, 150, 142)
TEXT = (176, 186, 208)
FAINT_TEXT = (112, 122, 146)

Point = tuple[float, float]
Colour = tuple[int, int, int]

# Outward directions of the six sides in the hexagon's own frame; corner k lies between side k - 1 and side k.
SIDE_NORMALS = [(math.cos(a), math.sin(a)) for a in (math.radians(60 * k + 30) for k in range(6))]
CORNERS = [(math.cos(a) * CIRCUMRADIUS, math.sin(a) * CIRCUMRADIUS) for a in (math.radians(60 * k) for k in range(6))]


class Hexagon:
    """A regular hexagon that turns about its fixed centre. `spin` is in rad/s, positive for clockwise as seen."""

    def __init__(self, x: float, y: float, spin: float, line: Colour, inside: Colour) -> None:
        self.x = x
        self.y = y
        self.spin = spin
        self.line = line
        self.inside = inside
        self.angle = 0.0

    def turn(self, seconds: float) -> None:
        self.angle = math.remainder(self.angle + self.spin * seconds, math.tau)

    def corners(self) -> list[Point]:
        """The six corners on the screen, in order of rising angle."""
        c, s = math.cos(self.angle), math.sin(self.angle)
        return [(self.x + c * x - s * y, self.y + s * x + c * y) for x, y in CORNERS]

    def touched_walls(self, x: float, y: float, radius: float) -> list[tuple[float, float, float]]:
        """(outward normal x, y, how deep the ball is in the wall in px) of each wall that a ball at (x, y) touches."""
        rx, ry = x - self.x, y - self.y
        reach = APOTHEM - radius
        if rx * rx + ry * ry < reach * reach:
            return []  # inside the inscribed circle no wall is near
        c, s = math.cos(self.angle), math.sin(self.angle)
        own_x, own_y = c * rx + s * ry, c * ry - s * rx  # the ball as seen from the turning hexagon
        walls = []
        for nx, ny in SIDE_NORMALS:
            depth = nx * own_x + ny * own_y - reach
            if depth > 0.0:
                walls.append((c * nx - s * ny, s * nx + c * ny, depth))
        return walls


class Ball:
    """A ball that falls, and bounces off the inner sides of moving walls. Velocity in px/s."""

    def __init__(self, x: float, y: float) -> None:
        self.x = x
        self.y = y
        self.vx = 90.0
        self.vy = 0.0
        self.bounces = 0

    def fall(self, seconds: float) -> None:
        """Exact for constant acceleration: position with the half of g t²."""
        self.x += self.vx * seconds
        self.y += self.vy * seconds + 0.5 * GRAVITY * seconds * seconds
        self.vy += GRAVITY * seconds

    def collide(self, hexagon: Hexagon) -> None:
        for nx, ny, depth in hexagon.touched_walls(self.x, self.y, BALL_RADIUS):
            # First out of the wall, so that the ball is never shown past it.
            self.x -= nx * depth
            self.y -= ny * depth
            # The wall's own velocity where it touches the ball: ω × r, with r from the hexagon's centre.
            touch_x, touch_y = self.x + nx * BALL_RADIUS, self.y + ny * BALL_RADIUS
            wall_vx = -hexagon.spin * (touch_y - hexagon.y)
            wall_vy = hexagon.spin * (touch_x - hexagon.x)
            rel_x, rel_y = self.vx - wall_vx, self.vy - wall_vy
            into_wall = rel_x * nx + rel_y * ny
            if into_wall <= 0.0:
                continue  # already on its way back
            tx, ty = -ny, nx
            sliding = rel_x * tx + rel_y * ty
            normal_impulse = (1.0 + RESTITUTION) * into_wall
            grip = FRICTION * normal_impulse
            tangential_impulse = max(-grip, min(grip, sliding))
            self.vx -= normal_impulse * nx + tangential_impulse * tx
            self.vy -= normal_impulse * ny + tangential_impulse * ty
            self.bounces += 1


def overlap_of(subject: list[Point], clip: list[Point]) -> list[Point]:
    """The common part of two convex polygons, corners in order of rising angle (Sutherland-Hodgman clipping)."""
    result = subject
    for (ax, ay), (bx, by) in zip(clip, clip[1:] + clip[:1], strict=True):
        ex, ey = bx - ax, by - ay
        # Positive where a corner is on the inner side of the edge a → b.
        sides = [ex * (y - ay) - ey * (x - ax) for x, y in result]
        kept: list[Point] = []
        for i, (x, y) in enumerate(result):
            px, py = result[i - 1]
            here, before = sides[i], sides[i - 1]
            if (here >= 0.0) != (before >= 0.0):
                share = before / (before - here)
                kept.append((px + (x - px) * share, py + (y - py) * share))
            if here >= 0.0:
                kept.append((x, y))
        result = kept
        if not result:
            break
    return result


def mix(a: Colour, b: Colour, share: float) -> Colour:
    """`share` 0 gives a, 1 gives b."""
    return (
        round(a[0] + (b[0] - a[0]) * share),
        round(a[1] + (b[1] - a[1]) * share),
        round(a[2] + (b[2] - a[2]) * share),
    )


class Simulation:
    """Both hexagons, the ball and its trail; `advance` moves them by one frame."""

    def __init__(self) -> None:
        middle_x, middle_y = WIDTH / 2, HEIGHT / 2
        self.left = Hexagon(middle_x - CENTRE_DISTANCE / 2, middle_y, -SPIN, BLUE, BLUE_INSIDE)
        self.right = Hexagon(middle_x + CENTRE_DISTANCE / 2, middle_y, SPIN, GREEN, GREEN_INSIDE)
        # Equal hexagons at mirrored angles: the overlap's centre is half-way between their centres.
        self.ball = Ball(middle_x, middle_y)
        self.trail: deque[Point] = deque(maxlen=TRAIL_FRAMES)
        self.seconds = 0.0

    def advance(self) -> None:
        self.trail.append((self.ball.x, self.ball.y))
        for _ in range(STEPS_PER_FRAME):
            self.left.turn(STEP)
            self.right.turn(STEP)
            self.ball.fall(STEP)
            # Twice, because the push out of one wall may lead into another where the two hexagons cross.
            for _ in range(2):
                self.ball.collide(self.left)
                self.ball.collide(self.right)
        self.seconds += 1.0 / FPS


class View:
    """Paints a simulation onto a surface."""

    def __init__(self, screen: pygame.Surface) -> None:
        self.screen = screen
        self.font = pygame.font.Font(None, 22)
        # The trail lies in the overlap: mixing with the overlap's colour looks as transparency would, and costs nothing.
        shares = [(k + 1) / TRAIL_FRAMES for k in range(TRAIL_FRAMES)]
        self.trail_dots = [(mix(OVERLAP, RED, 0.7 * s), BALL_RADIUS * (0.25 + 0.55 * s)) for s in shares]
        self.legend = self.font.render(
            f"rotation {math.degrees(SPIN):.0f}°/s   gravity {GRAVITY:.0f} px/s²   "
            f"restitution {RESTITUTION:.2f}   friction {FRICTION:.2f}",
            True,
            FAINT_TEXT,
        )
        self.readout: pygame.Surface | None = None
        self.frames = 0

    def draw(self, simulation: Simulation) -> None:
        screen, ball = self.screen, simulation.ball
        screen.fill(BACKGROUND)
        left, right = simulation.left.corners(), simulation.right.corners()
        pygame.draw.polygon(screen, BLUE_INSIDE, left)
        pygame.draw.polygon(screen, GREEN_INSIDE, right)
        common = overlap_of(left, right)
        if len(common) >= 3:
            pygame.draw.polygon(screen, OVERLAP, common)

        # Oldest first; while the trail is still short, its newest place gets the strongest dot all the same.
        first = TRAIL_FRAMES - len(simulation.trail)
        for k, place in enumerate(simulation.trail, start=first):
            colour, radius = self.trail_dots[k]
            pygame.draw.circle(screen, colour, place, radius)

        pygame.draw.polygon(screen, BLUE, left, 3)
        pygame.draw.polygon(screen, GREEN, right, 3)
        pygame.draw.circle(screen, RED, (ball.x, ball.y), BALL_RADIUS)
        pygame.draw.circle(screen, HIGHLIGHT, (ball.x - 4.0, ball.y - 4.5), 2.5)
        self._draw_texts(simulation)

    def _draw_texts(self, simulation: Simulation) -> None:
        if self.readout is None or self.frames % 15 == 0:  # four times a second is enough to read
            ball = simulation.ball
            speed = math.hypot(ball.vx, ball.vy)
            text = f"time {simulation.seconds:6.1f} s   speed {speed:4.0f} px/s   bounces {ball.bounces}"
            self.readout = self.font.render(text, True, TEXT)
        self.frames += 1
        self.screen.blit(self.readout, (20, 18))
        self.screen.blit(self.legend, (20, HEIGHT - 34))


def main() -> None:
    pygame.init()
    screen = pygame.display.set_mode((WIDTH, HEIGHT))
    pygame.display.set_caption("A ball between two turning hexagons")
    clock = pygame.time.Clock()
    simulation = Simulation()
    view = View(screen)

    running = True
    while running:
        for event in pygame.event.get():
            escape = event.type == pygame.KEYDOWN and event.key == pygame.K_ESCAPE
            if event.type == pygame.QUIT or escape:
                running = False
        # Drawn before it is moved, so that the first picture shows the ball exactly at the overlap's centre.
        view.draw(simulation)
        pygame.display.flip()
        simulation.advance()
        clock.tick(FPS)
    pygame.quit()


if __name__ == "__main__":
    main()
