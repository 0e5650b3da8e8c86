import math
import sys
import time
import pygame
from pygame.math import Vector2

WIDTH, HEIGHT = 1920, 1080
R = 350
D = 290
G = 1500
E = 0.9
MU = 0.3
RB = 25
OMEGA = math.radians(24)
LIFETIME = 2.0

pygame.init()
screen = pygame.display.set_mode((WIDTH, HEIGHT))
pygame.display.set_caption("Hexagons 1080p")
font = pygame.font.Font(None, 30)


class RegularHexagon:
    def __init__(self, center, omega, angle, line, inside):
        self.center, self.omega, self.angle, self.line, self.inside = Vector2(center), omega, angle, line, inside
        self.compute()

    def compute(self):
        self.v = [self.center + R * Vector2(math.cos(self.angle + i * math.pi / 3), math.sin(self.angle + i * math.pi / 3)) for i in range(6)]
        self.n = [Vector2(-math.cos(self.angle + (i + 0.5) * math.pi / 3), -math.sin(self.angle + (i + 0.5) * math.pi / 3)) for i in range(6)]

    def turn(self, dt):
        self.angle += self.omega * dt
        self.compute()

    def draw(self, surface):
        pygame.draw.polygon(surface, (*self.inside, 45), self.v)
        pygame.draw.polygon(surface, self.line, self.v, 8)


left = RegularHexagon((WIDTH / 2 - D / 2, HEIGHT / 2), -OMEGA, math.pi / 2, (51, 102, 255), (51, 102, 255))
right = RegularHexagon((WIDTH / 2 + D / 2, HEIGHT / 2), OMEGA, math.pi / 2, (51, 204, 102), (51, 204, 102))
pos = Vector2(WIDTH / 2, HEIGHT / 2)
vel = Vector2(150, 0)
trail = []


def clip_poly(p, h):
    for a, n in zip(h.v, h.n):
        q = []
        for i in range(len(p)):
            s, t = p[i], p[(i + 1) % len(p)]
            ds, dt_ = n.dot(s - a), n.dot(t - a)
            if ds >= 0:
                q.append(s)
            if ds * dt_ < 0:
                q.append(s + (t - s) * ds / (ds - dt_))
        p = q
    return p


def simulate(dt):
    global pos, vel
    left.turn(dt)
    right.turn(dt)
    vel += Vector2(0, G) * dt
    pos += vel * dt
    for _ in range(6):
        for h in (left, right):
            for a, n in zip(h.v, h.n):
                depth = RB - n.dot(pos - a)
                if depth > 0:
                    pos += n * depth
                    r = pos - n * RB - h.center
                    wall = Vector2(-h.omega * r.y, h.omega * r.x)
                    rel = vel - wall
                    rn = rel.dot(n)
                    if rn < 0:
                        tangent = rel - rn * n
                        vel = wall + (1 - MU) * tangent + min(max(-E * rn, 520), 1500) * n


previous = time.perf_counter()
clock = pygame.time.Clock()
layer = pygame.Surface((WIDTH, HEIGHT), pygame.SRCALPHA)
while True:
    for event in pygame.event.get():
        if event.type == pygame.QUIT:
            pygame.quit()
            sys.exit()
    now = time.perf_counter()
    frame_time = min(now - previous, 0.04)
    previous = now
    for _ in range(12):
        simulate(frame_time / 12)
    trail.append((now, Vector2(pos)))
    while now - trail[0][0] > LIFETIME:
        trail.pop(0)

    screen.fill((20, 20, 25))
    layer.fill((0, 0, 0, 0))
    left.draw(layer)
    screen.blit(layer, (0, 0))
    layer.fill((0, 0, 0, 0))
    right.draw(layer)
    screen.blit(layer, (0, 0))
    pygame.draw.polygon(screen, (200, 120, 40), clip_poly(left.v, right))
    pygame.draw.polygon(screen, left.line, left.v, 8)
    pygame.draw.polygon(screen, right.line, right.v, 8)
    for t, p in trail[::2]:
        k = 1 - (now - t) / LIFETIME
        pygame.draw.circle(screen, (200, int(120 + 110 * k), int(40 + 110 * k)), p, max(1, 16 * k))
    for i in range(RB, 0, -1):
        c = 1 - i / RB
        pygame.draw.circle(screen, (200 + int(55 * c), int(90 * c * c), int(90 * c * c)), pos, i)
    screen.blit(font.render(f"omega {math.degrees(OMEGA):.0f} deg/s    g {G}    e {E}    mu {MU}", True, (230, 230, 230)), (30, 30))
    pygame.display.flip()
    clock.tick(60)
