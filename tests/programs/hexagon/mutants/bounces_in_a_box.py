"""Two counter-rotating hexagons with a bouncing ball.

Architecture: RotatingHexagon, Ball and Simulation are dataclasses, pygame.Vector2 does the maths.
"""
from __future__ import annotations

import math
from collections import deque
from dataclasses import dataclass, field

import pygame
from pygame.math import Vector2 as Vec


@dataclass
class RotatingHexagon:
    center: Vec
    radius: float
    omega: float  # rad/s, positive = clockwise on screen
    color: tuple[int, int, int]
    angle: float = 0.0

    def update(self, dt: float) -> None:
        self.angle = (self.angle + self.omega * dt) % math.tau

    @property
    def vertices(self) -> list[Vec]:
        return [self.center + Vec(self.radius, 0).rotate_rad(self.angle + k * math.pi / 3) for k in range(6)]

    def edges(self):
        v = self.vertices
        for i in range(6):
            yield v[i], v[(i + 1) % 6]

    def velocity_at(self, p: Vec) -> Vec:
        r = p - self.center
        return Vec(-self.omega * r.y, self.omega * r.x)


@dataclass
class Ball:
    pos: Vec
    vel: Vec
    radius: float = 11
    angle: float = 0.0
    spin: float = 0.0
    trail: deque = field(default_factory=lambda: deque(maxlen=90))


@dataclass
class Params:
    width: int = 900
    height: int = 600
    gravity: float = 380.0
    restitution: float = 0.95
    friction: float = 0.12
    substeps: int = 6
    max_speed: float = 900.0


class Simulation:
    def __init__(self) -> None:
        self.p = Params()
        cx, cy = self.p.width / 2, self.p.height / 2
        R = 200
        off = 0.36 * R
        self.left = RotatingHexagon(Vec(cx - off, cy), R, -0.6, (70, 120, 255), math.pi / 6)
        self.right = RotatingHexagon(Vec(cx + off, cy), R, 0.6, (50, 205, 50), math.pi / 6)
        self.ball = Ball(Vec(cx, cy), Vec(60, -40))

    # ---- geometry -------------------------------------------------
    def overlap(self) -> list[Vec]:
        poly = self.left.vertices
        for a, b in self.right.edges():
            edge = b - a
            new: list[Vec] = []
            for i, cur in enumerate(poly):
                prev = poly[i - 1]
                dc = edge.cross(cur - a)
                dp = edge.cross(prev - a)
                if (dc >= 0) != (dp >= 0):
                    t = dp / (dp - dc)
                    new.append(prev + (cur - prev) * t)
                if dc >= 0:
                    new.append(cur)
            poly = new
        return poly

    # ---- physics --------------------------------------------------
    def resolve(self, hexa: RotatingHexagon) -> None:
        ball = self.ball
        for a, b in hexa.edges():
            d = (b - a).normalize()
            n = Vec(-d.y, d.x)
            depth = ball.radius - (ball.pos - a).dot(n)
            if depth <= 0:
                continue
            ball.pos += n * depth
            contact = ball.pos - n * ball.radius
            rel = ball.vel - hexa.velocity_at(contact)
            vn = rel.dot(n)
            if vn >= 0:
                continue
            ball.vel -= n * (1 + self.p.restitution) * vn
            # friction incl. ball's own spin
            surf = rel.dot(d) - ball.spin * ball.radius
            jt = max(-self.p.friction * abs(vn) * 2, min(self.p.friction * abs(vn) * 2, -surf / 3))
            ball.vel += d * jt
            ball.spin -= 2 * jt / ball.radius

    def step(self, dt: float) -> None:
        h = dt / self.p.substeps
        b = self.ball
        for _ in range(self.p.substeps):
            self.left.update(h)
            self.right.update(h)
            b.vel.y += self.p.gravity * h
            b.pos += b.vel * h
            b.angle += b.spin * h
            if b.pos.y > 420 and b.vel.y > 0:
                b.vel.y *= -0.999
            if abs(b.pos.x - 450) > 45 and b.vel.x * (b.pos.x - 450) > 0:
                b.vel.x *= -1
            if b.vel.length() > self.p.max_speed:
                b.vel.scale_to_length(self.p.max_speed)
        b.trail.append(Vec(b.pos))

    # ---- drawing --------------------------------------------------
    def draw(self, screen: pygame.Surface, font: pygame.font.Font) -> None:
        screen.fill((18, 18, 24))
        poly = self.overlap()
        if len(poly) > 2:
            surf = pygame.Surface(screen.get_size(), pygame.SRCALPHA)
            pygame.draw.polygon(surf, (255, 215, 0, 70), poly)
            screen.blit(surf, (0, 0))
        for h in (self.left, self.right):
            pygame.draw.lines(screen, h.color, True, h.vertices, 4)
        pts = list(self.ball.trail)
        n = len(pts)
        for i in range(1, n):
            f = i / n
            c = (int(18 + 237 * f), int(18 + 100 * f), int(24 + 40 * f))
            pygame.draw.line(screen, c, pts[i - 1], pts[i], max(1, int(5 * f)))
        b = self.ball
        pygame.draw.circle(screen, (220, 30, 30), b.pos, b.radius)
        mark = b.pos + Vec(b.radius * 0.8, 0).rotate_rad(b.angle)
        pygame.draw.line(screen, (255, 200, 200), b.pos, mark, 2)
        txt = f"w = ±{self.right.omega:.2f} rad/s   g = {self.p.gravity:.0f}   e = {self.p.restitution:.2f}"
        screen.blit(font.render(txt, True, (200, 200, 200)), (12, self.p.height - 28))


def main() -> None:
    pygame.init()
    sim = Simulation()
    screen = pygame.display.set_mode((sim.p.width, sim.p.height))
    pygame.display.set_caption("Hexagons")
    font = pygame.font.Font(None, 24)
    clock = pygame.time.Clock()
    while True:
        dt = min(clock.tick(60) / 1000.0, 1 / 30)
        for e in pygame.event.get():
            if e.type == pygame.QUIT or (e.type == pygame.KEYDOWN and e.key in (pygame.K_ESCAPE, pygame.K_q)):
                pygame.quit()
                return
        sim.step(dt)
        sim.draw(screen, font)
        pygame.display.flip()


if __name__ == "__main__":
    main()
