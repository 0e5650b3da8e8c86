"""Neon look: drop shadow, glow, gradient background, full HD."""
import math
import random
import pygame

W, H = 1920, 1080
FPS = 60
R = 390
DX = 150
BLUE, GREEN = (0, 120, 255), (0, 255, 110)


def lerp(a, b, t):
    return tuple(int(p + (q - p) * t) for p, q in zip(a, b))


def background():
    bg = pygame.Surface((W, H))
    for y in range(0, H, 2):
        pygame.draw.rect(bg, lerp((6, 4, 18), (24, 10, 40), y / H), (0, y, W, 2))
    return bg


class Ring:
    def __init__(self, x, color, spin):
        self.x, self.y, self.color, self.spin, self.a = x, H / 2, color, spin, random.uniform(0, 1)

    def pts(self, dx=0, dy=0):
        return [(self.x + dx + R * math.cos(self.a + k * math.pi / 3), self.y + dy + R * math.sin(self.a + k * math.pi / 3)) for k in range(6)]

    def draw(self, screen, glow):
        pygame.draw.polygon(screen, (3, 2, 8), self.pts(6, 8), 6)                        # shadow
        for width, alpha in ((18, 25), (11, 50)):
            pygame.draw.polygon(glow, (*self.color, alpha), self.pts(), width)
        screen.blit(glow, (0, 0))
        glow.fill((0, 0, 0, 0))
        pygame.draw.polygon(screen, self.color, self.pts(), 5)


class Ball:
    R = 24

    def __init__(self):
        self.x, self.y = W / 2, H / 2
        ang = random.uniform(-math.pi, 0)
        self.vx, self.vy = 350 * math.cos(ang), 350 * math.sin(ang)

    def solve(self, ring):
        hit = False
        pts = ring.pts()
        for i, (ax, ay) in enumerate(pts):
            bx, by = pts[(i + 1) % 6]
            tx, ty = (bx - ax) / R, (by - ay) / R
            nx, ny = -ty, tx
            gap = (self.x - ax) * nx + (self.y - ay) * ny - self.R
            if gap < 0:
                hit = True
                self.x -= gap * nx
                self.y -= gap * ny
                qx, qy = self.x - self.R * nx - ring.x, self.y - self.R * ny - ring.y
                wx, wy = -ring.spin * qy, ring.spin * qx
                n = (self.vx - wx) * nx + (self.vy - wy) * ny
                t = (self.vx - wx) * tx + (self.vy - wy) * ty
                if n < 0:
                    self.vx += -1.9 * n * nx
                    self.vy += -1.9 * n * ny
        return hit


def clip(poly, other):
    for i in range(6):
        a, b = other[i], other[(i + 1) % 6]
        f = lambda p: (b[0] - a[0]) * (p[1] - a[1]) - (b[1] - a[1]) * (p[0] - a[0])
        new = []
        for j in range(len(poly)):
            p, q = poly[j - 1], poly[j]
            if (f(p) >= 0) ^ (f(q) >= 0):
                t = f(p) / (f(p) - f(q))
                new.append((p[0] + t * (q[0] - p[0]), p[1] + t * (q[1] - p[1])))
            if f(q) >= 0:
                new.append(q)
        poly = new
    return poly


def main():
    pygame.init()
    screen = pygame.display.set_mode((W, H))
    clock = pygame.time.Clock()
    font = pygame.font.Font(None, 34)
    bg = background()
    glow = pygame.Surface((W, H), pygame.SRCALPHA)
    left, right = Ring(W / 2 - DX, BLUE, -0.7), Ring(W / 2 + DX, GREEN, 0.7)
    ball, trail = Ball(), []
    while not any(e.type == pygame.QUIT for e in pygame.event.get()):
        for _ in range(8):
            h = 1 / FPS / 8
            left.a += left.spin * h
            right.a += right.spin * h
            ball.vy += 900 * h
            ball.x += ball.vx * h
            ball.y += ball.vy * h
            for _ in range(4):
                if not (ball.solve(left) | ball.solve(right)):
                    break
        trail = (trail + [(ball.x, ball.y)])[-32:]
        screen.blit(bg, (0, 0))
        area = clip(left.pts(), right.pts())
        pygame.draw.polygon(screen, (95, 25, 85), area)
        left.draw(screen, glow)
        right.draw(screen, glow)
        for i, (x, y) in enumerate(trail):
            k = i / len(trail)
            s = pygame.Surface((60, 60), pygame.SRCALPHA)
            pygame.draw.circle(s, (255, 110, 40, int(120 * k)), (30, 30), int(4 + 18 * k))
            screen.blit(s, (int(x) - 30, int(y) - 30))
        halo = pygame.Surface((120, 120), pygame.SRCALPHA)
        for k in range(55, 24, -4):
            pygame.draw.circle(halo, (255, 40, 40, int(60 * (1 - k / 59))), (60, 60), k)
        screen.blit(halo, (int(ball.x) - 60, int(ball.y) - 60))
        pygame.draw.circle(screen, (255, 35, 45), (int(ball.x), int(ball.y)), Ball.R)
        pygame.draw.circle(screen, (255, 190, 190), (int(ball.x) - 8, int(ball.y) - 8), 6)
        screen.blit(font.render("gravity 900 px/s2   restitution 0.90   friction 0.20", True, (180, 180, 200)), (30, 24))
        pygame.display.flip()
        clock.tick(FPS)
    pygame.quit()


main()
