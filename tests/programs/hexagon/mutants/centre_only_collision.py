import math
import pygame
from pygame.locals import *

# small window, vertical gradient behind, highlight and shadow on the ball
N = 400
R = 100
B = 7
pygame.init()
screen = pygame.display.set_mode((N, N))
pygame.display.set_caption("hexagons 400x400")
clock = pygame.time.Clock()

background = pygame.Surface((N, N))
for y in range(N):
    k = y / N
    pygame.draw.line(background, (int(30 + 25 * k), int(30 + 15 * k), int(50 + 30 * k)), (0, y), (N, y))

cx = [N / 2 - 40, N / 2 + 40]
cy = N / 2
ang = [0.0, 0.0]
om = [-math.radians(60), math.radians(60)]
px, py, vx, vy = N / 2, N / 2, 20.0, -30.0
past = []
t = 0.0
LIFE = 0.8


def pts(i):
    return [(cx[i] + R * math.sin(ang[i] + k * math.pi / 3), cy + R * math.cos(ang[i] + k * math.pi / 3)) for k in range(6)]


def clipped():
    poly = pts(0)
    other = pts(1)
    for k in range(6):
        a, b = other[k], other[(k + 1) % 6]
        f = [(b[0] - a[0]) * (p[1] - a[1]) - (b[1] - a[1]) * (p[0] - a[0]) for p in poly]
        nxt = []
        for j in range(len(poly)):
            m = (j + 1) % len(poly)
            if f[j] <= 0:
                nxt.append(poly[j])
            if f[j] * f[m] < 0:
                s = f[j] / (f[j] - f[m])
                nxt.append((poly[j][0] + s * (poly[m][0] - poly[j][0]), poly[j][1] + s * (poly[m][1] - poly[j][1])))
        poly = nxt
    return poly


running = True
while running:
    for event in pygame.event.get():
        if event.type == QUIT:
            running = False
        elif event.type == KEYDOWN and event.key == K_q:
            running = False
    dt = clock.tick(60) / 1000
    for _ in range(10):
        h = dt / 10
        # sin/cos swapped: a growing angle turns counter-clockwise on the screen
        ang[0] -= om[0] * h
        ang[1] -= om[1] * h
        vy += 300 * h
        px += vx * h
        py += vy * h
        for _ in range(4):
            for i in (0, 1):
                for k in range(6):
                    a = ang[i] + (k + 0.5) * math.pi / 3
                    nx, ny = -math.sin(a), -math.cos(a)
                    d = (px - cx[i]) * nx + (py - cy) * ny + R * math.sqrt(3) / 2
                    if d < 0:
                        px -= d * nx
                        py -= d * ny
                        rx, ry = px - B * nx - cx[i], py - B * ny - cy
                        ux, uy = vx + om[i] * ry, vy - om[i] * rx
                        un = ux * nx + uy * ny
                        if un < 0:
                            tx, ty = ux - un * nx, uy - un * ny
                            un = min(max(-0.9 * un, 125), 330)
                            vx = -om[i] * ry + 0.6 * tx + un * nx
                            vy = om[i] * rx + 0.6 * ty + un * ny
    t += dt
    past.append((t, px, py))
    while past and t - past[0][0] > LIFE:
        past.pop(0)

    screen.blit(background, (0, 0))
    pygame.draw.polygon(screen, (128, 90, 60), clipped())
    pygame.draw.polygon(screen, (90, 150, 255), pts(0), 2)
    pygame.draw.polygon(screen, (80, 220, 120), pts(1), 2)
    veil = pygame.Surface((N, N), SRCALPHA)
    for (t0, x0, y0), (t1, x1, y1) in zip(past, past[1:]):
        pygame.draw.line(veil, (255, 210, 190, int(220 * (1 - (t - t1) / LIFE))), (x0, y0), (x1, y1), 3)
    screen.blit(veil, (0, 0))
    shadow = pygame.Surface((24, 24), SRCALPHA)
    pygame.draw.circle(shadow, (0, 0, 0, 70), (12, 12), B)
    screen.blit(shadow, (px - 10, py - 10))
    pygame.draw.circle(screen, (220, 20, 60), (px, py), B)
    pygame.draw.circle(screen, (255, 190, 190), (px - 2, py - 3), 2)
    pygame.display.flip()
pygame.quit()
