import math
import time

import pygame

WIDTH, HEIGHT = 640, 480
R = 160
D = 62          # half distance of the centres
BALL_R = 10


def hex_points(cx, cy, ang):
    return [(cx + R * math.cos(ang + math.pi / 3 * i), cy + R * math.sin(ang + math.pi / 3 * i)) for i in range(6)]


def bounce(pos, vel, pts, cx, cy, w, e=1.3, mu=0.35):
    """Return the position and velocity after resolving all contacts with one hexagon."""
    x, y = pos
    vx, vy = vel
    for i in range(6):
        (x1, y1), (x2, y2) = pts[i], pts[(i + 1) % 6]
        L = math.dist((x1, y1), (x2, y2))
        tx, ty = (x2 - x1) / L, (y2 - y1) / L
        nx, ny = -ty, tx
        d = (x - x1) * nx + (y - y1) * ny
        if d < BALL_R:
            x += nx * (BALL_R - d)
            y += ny * (BALL_R - d)
            wx, wy = -w * (y - ny * BALL_R - cy), w * (x - nx * BALL_R - cx)
            un = (vx - wx) * nx + (vy - wy) * ny
            ut = (vx - wx) * tx + (vy - wy) * ty
            if un < 0:
                # Coulomb friction: the tangential impulse is at most mu times the normal one
                jn = -(1 + e) * un
                jt = max(-mu * jn, min(mu * jn, -ut / 3))
                vx += jn * nx + jt * tx
                vy += jn * ny + jt * ty
    return (x, y), (vx, vy)


def clip_polygon(poly, clip):
    for i in range(len(clip)):
        (ax, ay), (bx, by) = clip[i], clip[(i + 1) % len(clip)]

        def side(p):
            return (bx - ax) * (p[1] - ay) - (by - ay) * (p[0] - ax)

        out = []
        for j in range(len(poly)):
            p, q = poly[j - 1], poly[j]
            s, t = side(p), side(q)
            if s * t < 0:
                k = s / (s - t)
                out.append((p[0] + k * (q[0] - p[0]), p[1] + k * (q[1] - p[1])))
            if t >= 0:
                out.append(q)
        poly = out
        if not poly:
            return []
    return poly


def main():
    pygame.init()
    screen = pygame.display.set_mode((WIDTH, HEIGHT))
    clock = pygame.time.Clock()
    cx1, cx2, cy = WIDTH / 2 - D, WIDTH / 2 + D, HEIGHT / 2
    a1 = a2 = math.pi / 6
    w1, w2 = -math.radians(60), math.radians(60)
    pos, vel = (WIDTH / 2, HEIGHT / 2), (0.0, 0.0)   # dropped from rest
    g = 420.0
    trail = []
    last = time.time()
    running = True
    while running:
        now = time.time()
        dt = min(now - last, 1 / 30)
        last = now
        for event in pygame.event.get():
            if event.type == pygame.QUIT:
                running = False
        n = 10
        for _ in range(n):
            h = dt / n
            a1 += w1 * h
            a2 += w2 * h
            vel = (vel[0], vel[1] + g * h)
            speed = math.hypot(*vel)
            if speed > 6000:
                vel = (vel[0] * 6000 / speed, vel[1] * 6000 / speed)
            pos = (pos[0] + vel[0] * h, pos[1] + vel[1] * h)
            p1, p2 = hex_points(cx1, cy, a1), hex_points(cx2, cy, a2)
            for _ in range(4):
                pos, vel = bounce(pos, vel, p1, cx1, cy, w1)
                pos, vel = bounce(pos, vel, p2, cx2, cy, w2)
        p1, p2 = hex_points(cx1, cy, a1), hex_points(cx2, cy, a2)
        trail.append(pos)
        trail = trail[-30:]

        screen.fill((255, 255, 255))
        region = clip_polygon(p1, p2)
        if region:
            pygame.draw.polygon(screen, (255, 240, 150), region)
        for i, p in enumerate(trail):
            k = i / len(trail)
            pygame.draw.circle(screen, (255, int(240 - 150 * k), int(150 - 60 * k)), (int(p[0]), int(p[1])), max(1, int(8 * k)))
        pygame.draw.polygon(screen, (0, 0, 255), p1, 2)
        pygame.draw.polygon(screen, (0, 160, 0), p2, 2)
        pygame.draw.circle(screen, (255, 0, 0), (int(pos[0]), int(pos[1])), BALL_R)
        pygame.display.flip()
        clock.tick(50)
    pygame.quit()


if __name__ == "__main__":
    main()
