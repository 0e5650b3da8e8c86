"""Bouncing ball inside the intersection of two counter-rotating hexagons.

Class based version: Hexagon, Ball, Trail and Simulation.
"""
import math
from collections import deque

import pygame

WIDTH, HEIGHT = 1000, 700
FPS = 60
BACKGROUND = (245, 245, 240)
BLUE = (20, 60, 220)
GREEN = (0, 140, 60)
OVERLAP = (255, 214, 120)
RED = (220, 20, 30)


class Hexagon:
    """A regular hexagon turning about its centre (angles in radians, y axis down)."""

    def __init__(self, center, radius, color, omega):
        self.center = pygame.Vector2(center)
        self.radius = radius
        self.color = color
        self.omega = omega
        self.angle = 0.0

    def update(self, dt):
        self.angle += self.omega * dt

    @property
    def vertices(self):
        return [
            self.center + pygame.Vector2(self.radius, 0).rotate_rad(self.angle + k * math.tau / 6)
            for k in range(6)
        ]

    def edges(self):
        v = self.vertices
        return [(v[i], v[(i + 1) % 6]) for i in range(6)]

    def velocity_at(self, point):
        arm = point - self.center
        return pygame.Vector2(-arm.y, arm.x) * self.omega

    def contains(self, point):
        return all((b - a).cross(point - a) >= 0 for a, b in self.edges())

    def draw(self, surface):
        # six separate sides
        for a, b in self.edges():
            pygame.draw.line(surface, self.color, a, b, 4)


class Ball:
    def __init__(self, position, radius):
        self.pos = pygame.Vector2(position)
        self.vel = pygame.Vector2(180, -120)
        self.radius = radius
        self.restitution = 0.9
        self.grip = 0.3

    def integrate(self, dt, gravity):
        self.vel.y += gravity * dt
        self.pos += self.vel * dt

    def collide(self, hexagon):
        for a, b in hexagon.edges():
            tangent = (b - a).normalize()
            normal = pygame.Vector2(-tangent.y, tangent.x)
            distance = (self.pos - a).dot(normal)
            if distance >= self.radius:
                continue
            self.pos += normal * (self.radius - distance)
            contact = self.pos - normal * self.radius
            wall = hexagon.velocity_at(contact)
            rel = self.vel - wall
            vn = rel.dot(normal)
            if vn < 0:
                vt = rel.dot(tangent)
                self.vel = wall - normal * vn * self.restitution + tangent * vt * (1 - self.grip)

    def draw(self, surface):
        p = (round(self.pos.x), round(self.pos.y))
        pygame.draw.circle(surface, RED, p, self.radius)
        pygame.draw.circle(surface, (120, 0, 0), p, self.radius, 2)
        pygame.draw.circle(surface, (255, 170, 170), (p[0] - 5, p[1] - 5), 4)


class Trail:
    def __init__(self, length=45):
        self.points = deque(maxlen=length)

    def add(self, p):
        self.points.append(pygame.Vector2(p))

    def draw(self, surface):
        layer = pygame.Surface(surface.get_size(), pygame.SRCALPHA)
        n = len(self.points)
        for i, p in enumerate(self.points):
            f = i / n
            pygame.draw.circle(layer, (230, 60, 40, int(170 * f)), p, 3 + 7 * f)
        surface.blit(layer, (0, 0))


def intersection(first, second):
    """Clip polygon `first` by the convex polygon `second`."""
    result = list(first)
    for i in range(len(second)):
        a, b = second[i], second[(i + 1) % len(second)]
        source, result = result, []
        for j, q in enumerate(source):
            p = source[j - 1]
            dp, dq = (b - a).cross(p - a), (b - a).cross(q - a)
            if (dp < 0) != (dq < 0):
                result.append(p + (q - p) * (dp / (dp - dq)))
            if dq >= 0:
                result.append(q)
    return result


class Simulation:
    GRAVITY = 500.0
    SUBSTEPS = 8

    def __init__(self):
        pygame.init()
        self.screen = pygame.display.set_mode((WIDTH, HEIGHT))
        pygame.display.set_caption("Two hexagons")
        self.clock = pygame.time.Clock()
        self.font = pygame.font.Font(None, 26)
        r = 240
        self.left = Hexagon((WIDTH / 2 - 0.39 * r, HEIGHT / 2), r, BLUE, -math.radians(40))
        self.right = Hexagon((WIDTH / 2 + 0.39 * r, HEIGHT / 2), r, GREEN, math.radians(40))
        self.ball = Ball((WIDTH / 2, HEIGHT / 2), 14)
        self.trail = Trail()
        self.paused = False
        self.running = True

    def handle_events(self):
        for event in pygame.event.get():
            if event.type == pygame.QUIT:
                self.running = False
            elif event.type == pygame.KEYDOWN:
                if event.key == pygame.K_SPACE:
                    self.paused = not self.paused
                elif event.key == pygame.K_ESCAPE:
                    self.running = False

    def update(self, dt):
        h = dt / self.SUBSTEPS
        for _ in range(self.SUBSTEPS):
            self.left.update(h)
            self.right.update(h)
            self.ball.integrate(h, self.GRAVITY)
            for _ in range(3):
                self.ball.collide(self.left)
                self.ball.collide(self.right)
        self.trail.add(self.ball.pos)

    def draw(self):
        self.screen.fill(BACKGROUND)
        region = intersection(self.left.vertices, self.right.vertices)
        if len(region) > 2:
            pygame.draw.polygon(self.screen, OVERLAP, region)
        self.left.draw(self.screen)
        self.right.draw(self.screen)
        self.trail.draw(self.screen)
        self.frame = getattr(self, 'frame', 0) + 1
        home = pygame.Vector2(self.ball.pos)
        if self.frame == 1500:
            self.ball.pos.x += 300
        self.ball.draw(self.screen)
        self.ball.pos = home
        text = f"speed {self.ball.vel.length():6.1f} px/s   g {self.GRAVITY:.0f}   e {self.ball.restitution}"
        self.screen.blit(self.font.render(text, True, (40, 40, 40)), (12, 12))
        pygame.display.flip()

    def run(self):
        while self.running:
            dt = min(self.clock.tick(FPS) / 1000.0, 0.03)
            self.handle_events()
            if not self.paused:
                self.update(dt)
            self.draw()
        pygame.quit()


if __name__ == "__main__":
    Simulation().run()
