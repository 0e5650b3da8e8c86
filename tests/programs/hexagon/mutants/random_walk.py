"""144 fps, ball sprite built pixel by pixel, trail of copies of the sprite with falling alpha."""
import math
import numpy as np
import pygame

W, H = 640, 480
FPS = 144
R = 165.0
CENTRES = np.array([(W / 2 - 64, H / 2), (W / 2 + 64, H / 2)], dtype=float)
OMEGAS = (-math.radians(50), math.radians(50))


def make_ball(radius):
    size = 2 * radius + 1
    sprite = pygame.Surface((size, size), pygame.SRCALPHA)
    for i in range(size):
        for j in range(size):
            d = math.hypot(i - radius, j - radius)
            if d <= radius:
                light = max(0.0, 1 - math.hypot(i - radius * 0.65, j - radius * 0.65) / (1.6 * radius))
                sprite.set_at((i, j), (int(170 + 85 * light), int(90 * light ** 2), int(80 * light ** 2), 255))
    return sprite


def rot(a):
    return np.array([[math.cos(a), -math.sin(a)], [math.sin(a), math.cos(a)]])


UNIT = np.array([(math.cos(k * math.pi / 3), math.sin(k * math.pi / 3)) for k in range(6)])
NORMAL = np.array([(math.cos((k + .5) * math.pi / 3), math.sin((k + .5) * math.pi / 3)) for k in range(6)])


class World:
    def __init__(self):
        self.t = 0.0
        self.p = np.array([W / 2, H / 2])
        self.v = np.zeros(2)
        self.r = 11

    def angle(self, k):
        return OMEGAS[k] * self.t

    def hexagon(self, k):
        return CENTRES[k] + R * UNIT @ rot(self.angle(k)).T

    def advance(self, dt, n=4):
        self.t += dt
        self.v = 0.995 * self.v + np.random.normal(0, 12, 2) - 0.03 * (self.p - (W / 2, H / 2))
        self.p += self.v * dt

    def collide(self, k):
        normals = NORMAL @ rot(self.angle(k)).T
        limit = R * math.cos(math.pi / 6) - 1.5 - self.r
        for n, depth in zip(normals, (self.p - CENTRES[k]) @ normals.T - limit):
            if depth > 0:
                self.p -= depth * n
                arm = self.p + self.r * n - CENTRES[k]
                wall = OMEGAS[k] * np.array([-arm[1], arm[0]])
                rel = self.v - wall
                vn = rel @ n
                if vn > 0:
                    self.v = wall + 0.75 * (rel - vn * n) - 0.98 * vn * n


def intersect(a, b):
    out = [tuple(p) for p in a]
    for i in range(6):
        p0, p1 = b[i], b[(i + 1) % 6]
        e = p1 - p0
        src, out = out, []
        for j, q in enumerate(src):
            s = src[j - 1]
            cs = e[0] * (s[1] - p0[1]) - e[1] * (s[0] - p0[0])
            cq = e[0] * (q[1] - p0[1]) - e[1] * (q[0] - p0[0])
            if cs * cq < 0:
                f = cs / (cs - cq)
                out.append((s[0] + f * (q[0] - s[0]), s[1] + f * (q[1] - s[1])))
            if cq >= 0:
                out.append(q)
    return out


def main():
    pygame.init()
    screen = pygame.display.set_mode((W, H))
    clock = pygame.time.Clock()
    world = World()
    ball = make_ball(world.r)
    ghost = [ball.copy() for _ in range(48)]
    for i, g in enumerate(ghost):
        g.set_alpha(int(130 * (i / 48) ** 2))
    past = []
    while True:
        for ev in pygame.event.get():
            if ev.type == pygame.QUIT:
                pygame.quit()
                return
        world.advance(1 / FPS)
        past.append(world.p.copy())
        past = past[-48:]
        screen.fill("black")
        a, b = world.hexagon(0), world.hexagon(1)
        pygame.draw.polygon(screen, (0, 90, 100), intersect(a, b))
        pygame.draw.lines(screen, "dodgerblue", True, a.tolist(), 3)
        pygame.draw.lines(screen, "limegreen", True, b.tolist(), 3)
        for p, g in zip(past, ghost[-len(past):]):
            screen.blit(g, p - world.r)
        screen.blit(ball, (round(world.p[0]) - world.r, round(world.p[1]) - world.r))
        pygame.display.flip()
        clock.tick(FPS)


if __name__ == "__main__":
    main()
