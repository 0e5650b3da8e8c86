import math
import random
import pygame
from pygame import gfxdraw

SCREEN_W, SCREEN_H = 1100, 750
NUM_SIDES = 6


class Polygon:
    def __init__(self, cx, cy, radius, deg_per_s, color):
        self.cx, self.cy, self.radius = cx, cy, radius
        self.speed = math.radians(deg_per_s)
        self.theta = math.radians(15)
        self.color = color

    def points(self):
        step = 2 * math.pi / NUM_SIDES
        return [(self.cx + self.radius * math.cos(self.theta + i * step),
                 self.cy + self.radius * math.sin(self.theta + i * step)) for i in range(NUM_SIDES)]

    def draw(self, surf):
        pts = self.points()
        for k in range(4):   # thick anti-aliased line: several nested outlines
            r = self.radius - k * 0.5
            p = [(self.cx + (x - self.cx) * r / self.radius, self.cy + (y - self.cy) * r / self.radius) for x, y in pts]
            gfxdraw.aapolygon(surf, [(int(round(a)), int(round(b))) for a, b in p], self.color)


class Ball:
    def __init__(self, x, y, r):
        self.x, self.y, self.r = x, y, r
        self.vx, self.vy = random.choice([-1, 1]) * 100.0, -50.0
        self.history = []

    def draw(self, surf):
        # shaded sphere
        for i in range(self.r, 0, -1):
            t = 1 - i / self.r
            c = (int(170 + 85 * t), int(10 + 60 * t), int(10 + 60 * t))
            ox = int(self.x - t * self.r * 0.3)
            oy = int(self.y - t * self.r * 0.3)
            gfxdraw.filled_circle(surf, ox, oy, i, c)
        gfxdraw.aacircle(surf, int(self.x), int(self.y), self.r, (170, 10, 10))


def closest_on_segment(px, py, ax, ay, bx, by):
    dx, dy = bx - ax, by - ay
    t = ((px - ax) * dx + (py - ay) * dy) / (dx * dx + dy * dy)
    t = max(0.0, min(1.0, t))
    return ax + t * dx, ay + t * dy


def handle(ball, poly, e, mu):
    pts = poly.points()
    for i in range(NUM_SIDES):
        (ax, ay), (bx, by) = pts[i], pts[(i + 1) % NUM_SIDES]
        qx, qy = closest_on_segment(ball.x, ball.y, ax, ay, bx, by)
        # inward normal of the side
        L = math.hypot(bx - ax, by - ay)
        nx, ny = -(by - ay) / L, (bx - ax) / L
        s = (ball.x - ax) * nx + (ball.y - ay) * ny
        if s >= ball.r:
            continue
        ball.x += nx * (ball.r - s + 0.01)
        ball.y += ny * (ball.r - s + 0.01)
        wx = -poly.speed * (qy - poly.cy)
        wy = poly.speed * (qx - poly.cx)
        rvx, rvy = ball.vx - wx, ball.vy - wy
        vn = rvx * nx + rvy * ny
        if vn < 0:
            j = -(1 + e) * vn
            tvx, tvy = rvx - vn * nx, rvy - vn * ny
            tl = math.hypot(tvx, tvy)
            f = min(mu * j, tl)
            ball.vx += j * nx - (f * tvx / tl if tl else 0)
            ball.vy += j * ny - (f * tvy / tl if tl else 0)


def intersect_polys(a, b):
    result = a
    for i in range(len(b)):
        c1, c2 = b[i], b[(i + 1) % len(b)]
        f = lambda p: (c2[0] - c1[0]) * (p[1] - c1[1]) - (c2[1] - c1[1]) * (p[0] - c1[0])
        nxt = []
        for j in range(len(result)):
            p, q = result[j], result[(j + 1) % len(result)]
            fp, fq = f(p), f(q)
            if fp >= 0:
                nxt.append(p)
            if fp * fq < 0:
                t = fp / (fp - fq)
                nxt.append((p[0] + (q[0] - p[0]) * t, p[1] + (q[1] - p[1]) * t))
        result = nxt
    return result


def main():
    pygame.init()
    screen = pygame.display.set_mode((SCREEN_W, SCREEN_H))
    pygame.display.set_caption("gfxdraw hexagons")
    clock = pygame.time.Clock()
    font = pygame.font.SysFont(None, 24)
    R = 250
    left = Polygon(SCREEN_W // 2 - 95, SCREEN_H // 2, R, -20, (90, 150, 255))
    right = Polygon(SCREEN_W // 2 + 95, SCREEN_H // 2, R, 20, (90, 255, 130))
    ball = Ball(SCREEN_W / 2, SCREEN_H / 2, 18)
    G, E, MU = 700.0, 0.97, 0.08
    done = False
    while not done:
        for ev in pygame.event.get():
            if ev.type == pygame.QUIT or ev.type == pygame.KEYDOWN and ev.key == pygame.K_ESCAPE:
                done = True
        for _ in range(10):
            h = 1 / 600
            left.theta += left.speed * h
            right.theta += right.speed * h
            ball.vy += G * h
            ball.x += ball.vx * h
            ball.y += ball.vy * h
            for _ in range(4):
                handle(ball, left, E, MU)
                handle(ball, right, E, MU)
        ball.history.append((ball.x, ball.y))
        ball.history = ball.history[-40:]
        screen.fill((5, 5, 15))
        ov = [(int(x), int(y)) for x, y in intersect_polys(left.points(), right.points())]
        gfxdraw.filled_polygon(screen, ov, (60, 50, 20))
        left.draw(screen)
        right.draw(screen)
        for i, (x, y) in enumerate(ball.history):
            gfxdraw.filled_circle(screen, int(x), int(y), 2 + i // 8, (255, 90, 40, int(140 * i / 40)))
        ball.draw(screen)
        for i, t in enumerate(("Speed 20 deg/s", "Gravity 700 px/s2", "Restitution 0.97", "Friction 0.08")):
            screen.blit(font.render(t, True, (180, 180, 180)), (15, 15 + i * 22))
        pygame.display.flip()
        clock.tick(60)
    pygame.quit()


if __name__ == '__main__':
    main()
