"""Fixed-step accumulator, dataclasses, ball as a pre-rendered sprite, overlap by pygame.mask."""
from __future__ import annotations

import math
from dataclasses import dataclass, field

import pygame
from pygame.math import Vector2 as V

SIZE = (800, 800)
STEP = 1 / 240
GRAVITY = V(0, 700)
NEON_BLUE, NEON_GREEN = (0, 140, 255), (0, 255, 120)


@dataclass
class Hexa:
    center: V
    radius: float
    omega: float
    colour: tuple
    angle: float = 0.0
    mean: float = 0.0
    t: float = 0.0

    def points(self) -> list[V]:
        return [self.center + V(self.radius, 0).rotate(self.angle + 60 * k) for k in range(6)]

    def step(self, h: float) -> None:
        self.mean = self.mean or self.omega
        self.t += h
        self.omega = self.mean * (1 + 0.8 * math.sin(1.5 * self.t))
        self.angle = (self.angle + self.omega * h) % 360

    def wall_velocity(self, p: V) -> V:
        arm = p - self.center
        w = math.radians(self.omega)
        return V(-w * arm.y, w * arm.x)


@dataclass
class Ball:
    pos: V
    vel: V = field(default_factory=lambda: V(90, -200))
    r: float = 15

    def hit(self, hexa: Hexa) -> None:
        apothem = hexa.radius * math.cos(math.pi / 6)
        for k in range(6):
            n = V(1, 0).rotate(hexa.angle + 60 * k + 30)     # outward
            pen = (self.pos - hexa.center).dot(n) + self.r - apothem
            if pen > 0:
                self.pos -= n * pen
                wall = hexa.wall_velocity(self.pos + n * self.r)
                rel = self.vel - wall
                out = rel.dot(n)
                if out > 0:
                    tangential = rel - n * out
                    self.vel = wall + tangential * 0.8 - n * out * 0.95


def ball_sprite(r: int) -> pygame.Surface:
    """Shaded sphere from concentric circles."""
    s = pygame.Surface((2 * r + 2, 2 * r + 2), pygame.SRCALPHA)
    for k in range(r, 0, -1):
        f = 1 - k / r
        pygame.draw.circle(s, (190 + 65 * f, 20 + 60 * f, 20 + 60 * f), (r + 1 - f * 3, r + 1 - f * 3), k)
    return s


def main() -> None:
    pygame.init()
    screen = pygame.display.set_mode(SIZE)
    clock = pygame.time.Clock()
    mid = V(SIZE) / 2
    left = Hexa(mid - V(92, 0), 245, -30.0, NEON_BLUE)
    right = Hexa(mid + V(92, 0), 245, 30.0, NEON_GREEN)
    ball = Ball(V(mid))
    sprite = ball_sprite(15)
    trail: list[V] = []
    acc = 0.0
    while True:
        for ev in pygame.event.get():
            if ev.type == pygame.QUIT:
                pygame.quit()
                return
        acc += min(clock.tick(60) / 1000, 0.05)
        while acc >= STEP:
            acc -= STEP
            left.step(STEP)
            right.step(STEP)
            ball.vel += GRAVITY * STEP
            ball.pos += ball.vel * STEP
            for _ in range(3):
                ball.hit(left)
                ball.hit(right)
        trail.append(V(ball.pos))
        del trail[:-45]

        screen.fill((8, 8, 14))
        layers = []
        for hexa in (left, right):
            layer = pygame.Surface(SIZE, pygame.SRCALPHA)
            pygame.draw.polygon(layer, (255, 255, 255), hexa.points())
            layers.append(pygame.mask.from_surface(layer))
        overlap = layers[0].overlap_mask(layers[1], (0, 0))
        screen.blit(overlap.to_surface(setcolor=(70, 30, 90, 255), unsetcolor=(0, 0, 0, 0)), (0, 0))
        for hexa in (left, right):
            pygame.draw.aalines(screen, hexa.colour, True, hexa.points())
            pygame.draw.lines(screen, hexa.colour, True, hexa.points(), 3)
        for k, p in enumerate(trail):
            f = k / len(trail)
            size = max(1, int(12 * f))
            dot = pygame.Surface((size * 2, size * 2), pygame.SRCALPHA)
            pygame.draw.circle(dot, (255, 90, 90, int(140 * f)), (size, size), size)
            screen.blit(dot, dot.get_rect(center=p))
        screen.blit(sprite, sprite.get_rect(center=ball.pos))
        pygame.display.flip()


if __name__ == "__main__":
    main()
