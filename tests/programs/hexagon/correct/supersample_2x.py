# Smooth picture: everything is painted on a surface twice as large, then scaled down.
import math
from collections import deque
import pygame

W, H, SS = 640, 480, 2
pygame.init()
window = pygame.display.set_mode((W, H))
pygame.display.set_caption("Supersampled hexagons")
canvas = pygame.Surface((W * SS, H * SS))
clock = pygame.time.Clock()

radius, half_gap = 150.0, 66.0
centres = [(W / 2 - half_gap, H / 2), (W / 2 + half_gap, H / 2)]
spin = [-0.5, 0.5]
phase = [0.2, 0.2]
g = 350.0
ball_r = 8.0
p = [W / 2, H / 2]
v = [30.0, 0.0]
trail = deque(maxlen=60)


def corners(k):
    cx, cy = centres[k]
    return [(cx + radius * math.cos(phase[k] + j * math.pi / 3), cy + radius * math.sin(phase[k] + j * math.pi / 3)) for j in range(6)]


def big(points):
    return [(x * SS, y * SS) for x, y in points]


def step(dt):
    global p, v
    phase[0] += spin[0] * dt
    phase[1] += spin[1] * dt
    v[1] += g * dt
    p[0] += v[0] * dt
    p[1] += v[1] * dt
    apothem = radius * math.cos(math.pi / 6)
    for _ in range(6):
        for k in (0, 1):
            cx, cy = centres[k]
            for j in range(6):
                # outward normal of side j and its distance to the centre are known: no corners needed
                a = phase[k] + math.pi / 6 + j * math.pi / 3
                ox, oy = math.cos(a), math.sin(a)
                pen = (p[0] - cx) * ox + (p[1] - cy) * oy + ball_r - apothem
                if pen > 0:
                    p[0] -= ox * pen
                    p[1] -= oy * pen
                    rx, ry = p[0] + ox * ball_r - cx, p[1] + oy * ball_r - cy
                    wx, wy = -spin[k] * ry, spin[k] * rx
                    un = (v[0] - wx) * ox + (v[1] - wy) * oy
                    if un > 0:
                        tx, ty = -oy, ox
                        ut = (v[0] - wx) * tx + (v[1] - wy) * ty
                        out = min(max(0.93 * un, 190), 500)
                        ut *= 0.65
                        v[0] = wx - out * ox + ut * tx
                        v[1] = wy - out * oy + ut * ty


def clip(poly, k):
    cx, cy = centres[k]
    apothem = radius * math.cos(math.pi / 6)
    for j in range(6):
        a = phase[k] + math.pi / 6 + j * math.pi / 3
        f = lambda q: apothem - (q[0] - cx) * math.cos(a) - (q[1] - cy) * math.sin(a)
        new = []
        for i, q in enumerate(poly):
            prev = poly[i - 1]
            fq, fp = f(q), f(prev)
            if fq * fp < 0:
                t = fp / (fp - fq)
                new.append((prev[0] + t * (q[0] - prev[0]), prev[1] + t * (q[1] - prev[1])))
            if fq >= 0:
                new.append(q)
        poly = new
    return poly


running = True
while running:
    for event in pygame.event.get():
        if event.type == pygame.QUIT:
            running = False
    for _ in range(8):
        step(1 / 60 / 8)
    trail.append((p[0], p[1]))
    canvas.fill((18, 22, 30))
    pygame.draw.polygon(canvas, (90, 75, 120), big(clip(corners(0), 1)))
    for i in range(1, len(trail)):
        k = i / len(trail)
        c = [int(a + (b - a) * k) for a, b in zip((90, 75, 120), (255, 90, 70))]
        pygame.draw.line(canvas, c, big([trail[i - 1]])[0], big([trail[i]])[0], int(2 + 8 * k))
    pygame.draw.polygon(canvas, (70, 130, 255), big(corners(0)), 6)
    pygame.draw.polygon(canvas, (60, 200, 100), big(corners(1)), 6)
    pygame.draw.circle(canvas, (255, 45, 45), (p[0] * SS, p[1] * SS), ball_r * SS)
    pygame.transform.smoothscale(canvas, (W, H), window)
    pygame.display.flip()
    clock.tick(60)
pygame.quit()
