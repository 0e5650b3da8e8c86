# -*- coding: utf-8 -*-
# 用 gfxdraw 绘制的细线版本, 重叠区域用斜线填充
import math
import pygame
import pygame.gfxdraw

W, H = 800, 600
CX1, CX2, CY = 322, 478, 300
RADIUS = 205
W1, W2 = -0.9, 0.9           # rad/s
G = 380.0
BALL = 13


def vertices(cx, angle):
    return [(cx + RADIUS * math.cos(angle + math.radians(60 * i)),
             CY + RADIUS * math.sin(angle + math.radians(60 * i))) for i in range(6)]


def cut(poly, nx, ny, c):
    """保留 nx*x + ny*y <= c 的部分"""
    res = []
    for i in range(len(poly)):
        p, q = poly[i], poly[(i + 1) % len(poly)]
        dp, dq = nx * p[0] + ny * p[1] - c, nx * q[0] + ny * q[1] - c
        if dp <= 0:
            res.append(p)
        if dp * dq < 0:
            t = dp / (dp - dq)
            res.append((p[0] + t * (q[0] - p[0]), p[1] + t * (q[1] - p[1])))
    return res


def planes(cx, angle):
    ap = RADIUS * math.cos(math.pi / 6)
    for i in range(6):
        a = angle + math.radians(60 * i + 30)
        nx, ny = math.cos(a), math.sin(a)
        yield nx, ny, nx * cx + ny * CY + ap


def main():
    pygame.init()
    screen = pygame.display.set_mode((W, H))
    pygame.display.set_caption("gfxdraw")
    clock = pygame.time.Clock()
    a1, a2 = 0.0, 0.5
    ball = [400.0, 300.0, 100.0, -50.0]
    dots = []
    while True:
        for event in pygame.event.get():
            if event.type == pygame.QUIT:
                return
        dt = clock.tick(30) / 1000.0
        dt = min(dt, 0.05)
        n = 16
        h = dt / n
        for _ in range(n):
            a1 += W1 * h
            a2 += W2 * h
            ball[3] += G * h
            ball[0] += ball[2] * h
            ball[1] += ball[3] * h
            for _ in range(3):
                for cx, ang, w in ((CX1, a1, W1), (CX2, a2, W2)):
                    for nx, ny, c in list(planes(cx, ang))[:4]:
                        deep = nx * ball[0] + ny * ball[1] + BALL - c
                        if deep <= 0:
                            continue
                        ball[0] -= deep * nx
                        ball[1] -= deep * ny
                        rx, ry = ball[0] + BALL * nx - cx, ball[1] + BALL * ny - CY
                        ux, uy = ball[2] + w * ry, ball[3] - w * rx     # 相对墙壁的速度
                        un = ux * nx + uy * ny
                        if un > 0:
                            ut = -ux * ny + uy * nx
                            # 法向反弹, 切向有 30% 跟随墙壁
                            ball[2] += -1.94 * un * nx + 0.3 * ut * ny
                            ball[3] += -1.94 * un * ny - 0.3 * ut * nx
        dots.append((ball[0], ball[1]))
        if len(dots) > 20:
            dots.pop(0)

        screen.fill((250, 250, 250))
        p1, p2 = vertices(CX1, a1), vertices(CX2, a2)
        region = p1
        for nx, ny, c in planes(CX2, a2):
            region = cut(region, nx, ny, c)
        if len(region) > 2:
            pygame.gfxdraw.filled_polygon(screen, region, (235, 225, 255))
            # 斜线
            ys = [p[1] for p in region]
            for k in range(int(min(ys)), int(max(ys)), 8):
                xs = []
                for i in range(len(region)):
                    (x1, y1), (x2, y2) = region[i], region[(i + 1) % len(region)]
                    if (y1 - k) * (y2 - k) < 0:
                        xs.append(x1 + (k - y1) / (y2 - y1) * (x2 - x1))
                if len(xs) == 2:
                    pygame.gfxdraw.hline(screen, int(min(xs)) + 1, int(max(xs)) - 1, k, (200, 180, 240))
        for i, (x, y) in enumerate(dots):
            r = int(BALL * 0.7 * (i + 1) / len(dots))
            if r > 0:
                pygame.gfxdraw.filled_circle(screen, int(x), int(y), r, (255, 150, 120, 40 + 8 * i))
        pygame.gfxdraw.aapolygon(screen, p1, (0, 0, 255))
        pygame.gfxdraw.aapolygon(screen, p2, (0, 150, 0))
        x, y = int(ball[0]), int(ball[1])
        pygame.gfxdraw.filled_circle(screen, x, y, BALL, (220, 0, 0))
        pygame.gfxdraw.aacircle(screen, x, y, BALL, (220, 0, 0))
        pygame.display.flip()


if __name__ == "__main__":
    main()
    pygame.quit()
