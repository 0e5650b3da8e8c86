# Continuous collision: each step is cut at the moment of first contact, found by bisection. Timing by pygame.time.delay.
import math
import pygame

W, H = 760, 560
R, D, BR = 180, 70, 12
OMEGA = math.radians(48)
G, E, MU = 460, 0.93, 0.22
LIMIT = R * math.cos(math.pi / 6) - BR
CENTERS = [(W / 2 - D, H / 2), (W / 2 + D, H / 2)]


def angle(k, t):
    return (-OMEGA if k == 0 else OMEGA) * t


def worst(x, y, t):
    """The deepest wall: (depth, hexagon, nx, ny)."""
    best = (-1e9, 0, 0, 0)
    for k in (0, 1):
        cx, cy = CENTERS[k]
        for i in range(6):
            a = angle(k, t) + (i + 0.5) * math.pi / 3
            nx, ny = math.cos(a), math.sin(a)
            d = (x - cx) * nx + (y - cy) * ny - LIMIT
            if d > best[0]:
                best = (d, k, nx, ny)
    return best


def fly(s, h):
    x, y, vx, vy = s
    return x + vx * h, y + vy * h + G * h * h / 2, vx, vy + G * h


def kick(s, k, nx, ny):
    x, y, vx, vy = s
    w = -OMEGA if k == 0 else OMEGA
    cx, cy = CENTERS[k]
    wx, wy = -w * (y + BR * ny - cy), w * (x + BR * nx - cx)
    n = (vx - wx) * nx + (vy - wy) * ny
    if n <= 0:
        return s
    tx, ty = -ny, nx
    t = (vx - wx) * tx + (vy - wy) * ty
    return x, y, vx - (1 + E) * n * nx - MU * t * tx, vy - (1 + E) * n * ny - MU * t * ty


def advance(s, t, h):
    for _ in range(6):
        if h <= 1e-7:
            break
        end = fly(s, h)
        if worst(end[0], end[1], t + h)[0] <= 0:
            return end
        lo, hi = 0.0, h
        for _ in range(18):
            m = (lo + hi) / 2
            q = fly(s, m)
            lo, hi = (m, hi) if worst(q[0], q[1], t + m)[0] <= 0 else (lo, m)
        s = fly(s, lo)
        _, k, nx, ny = worst(*fly(s, hi - lo)[:2], t + hi)
        s = kick(s, k, nx, ny)
        t, h = t + lo, h - max(lo, 1e-5)
    # left over: push out of whatever is touched
    x, y, vx, vy = fly(s, max(h, 0))
    for _ in range(12):
        d, k, nx, ny = worst(x, y, t + h)
        if d <= 0:
            break
        x, y = x - d * nx, y - d * ny
        x, y, vx, vy = kick((x, y, vx, vy), k, nx, ny)
    return x, y, vx, vy


def hexagon(k, t):
    cx, cy = CENTERS[k]
    return [(cx + R * math.cos(angle(k, t) + i * math.pi / 3), cy + R * math.sin(angle(k, t) + i * math.pi / 3)) for i in range(6)]


def common(t):
    poly = hexagon(0, t)
    for i in range(6):
        a = angle(1, t) + (i + 0.5) * math.pi / 3
        nx, ny = math.cos(a), math.sin(a)
        d = [(x - CENTERS[1][0]) * nx + (y - CENTERS[1][1]) * ny - R * math.cos(math.pi / 6) for x, y in poly]
        res = []
        for j in range(len(poly)):
            if d[j - 1] * d[j] < 0:
                f = d[j - 1] / (d[j - 1] - d[j])
                res.append((poly[j - 1][0] + f * (poly[j][0] - poly[j - 1][0]), poly[j - 1][1] + f * (poly[j][1] - poly[j - 1][1])))
            if d[j] <= 0:
                res.append(poly[j])
        poly = res
    return poly


pygame.init()
screen = pygame.display.set_mode((W, H))
state, t, trace = (W / 2, H / 2, 110.0, -80.0), 0.0, []
quit_now = False
while not quit_now:
    for event in pygame.event.get():
        if event.type == pygame.QUIT:
            quit_now = True
    for _ in range(2):
        state = advance(state, t, 0.008)
        t += 0.008
    trace.append(state[:2])
    trace = trace[-45:]
    screen.fill((40, 44, 52))
    pygame.draw.polygon(screen, (97, 80, 110), common(t))
    for i in range(len(trace) - 1):
        f = i / len(trace)
        col = tuple(int(a + (b - a) * f) for a, b in zip((97, 80, 110), (255, 130, 90)))
        pygame.draw.line(screen, col, trace[i], trace[i + 1], 1 + int(5 * f))
    pts0, pts1 = hexagon(0, t), hexagon(1, t)
    pygame.draw.lines(screen, (97, 160, 255), True, pts0, 2)
    pygame.draw.lines(screen, (120, 220, 110), True, pts1, 2)
    pygame.draw.circle(screen, (240, 50, 50), (int(state[0] + 55), int(state[1] + .5)), BR)
    pygame.display.update()
    pygame.time.delay(16)
pygame.quit()
