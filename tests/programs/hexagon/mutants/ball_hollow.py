import pygame
import numpy as np

W, H = 1000, 700
FPS = 60
R = 220.0
SEP = 0.85 * R
C = np.array([[W / 2 - SEP / 2, H / 2], [W / 2 + SEP / 2, H / 2]])
OMEGA = np.array([-0.6, 0.6])          # rad/s (screen coordinates, y grows downwards)
G = np.array([0.0, 500.0])
REST = 1.0
MU = 0.2
BALL_R = 10.0
V_MIN, V_MAX = 300.0, 700.0
N_SUB = 10


def verts(c, ang):
    """(6, 2) array of the corners of a regular hexagon."""
    k = ang + np.arange(6) * np.pi / 3
    return c + R * np.column_stack((np.cos(k), np.sin(k)))


def walls(angles):
    """Half planes n.p >= d of both hexagons: arrays (12, 2), (12,), (12,) owner."""
    n_all, d_all = [], []
    for c, ang in zip(C, angles):
        v = verts(c, ang)
        e = np.roll(v, -1, axis=0) - v
        n = np.column_stack((-e[:, 1], e[:, 0]))
        n /= np.linalg.norm(n, axis=1, keepdims=True)
        n_all.append(n)
        d_all.append(np.sum(n * v, axis=1))
    return np.vstack(n_all), np.concatenate(d_all), np.repeat([0, 1], 6)


def clip(poly, n, d):
    """Cut polygon with half plane n.p >= d."""
    s = poly @ n - d
    out = []
    for i in range(len(poly)):
        j = (i + 1) % len(poly)
        if s[i] >= 0:
            out.append(poly[i])
        if s[i] * s[j] < 0:
            out.append(poly[i] + s[i] / (s[i] - s[j]) * (poly[j] - poly[i]))
    return np.array(out)


def main():
    pygame.init()
    screen = pygame.display.set_mode((W, H))
    pygame.display.set_caption("Hexagons - numpy")
    clock = pygame.time.Clock()
    font = pygame.font.Font(None, 24)
    angles = np.array([0.0, 0.4])
    pos = C.mean(axis=0)
    vel = np.array([120.0, 0.0])
    history = []
    h = 1.0 / FPS / N_SUB
    done = False
    while not done:
        for ev in pygame.event.get():
            if ev.type == pygame.QUIT:
                done = True
        for _ in range(N_SUB):
            angles += OMEGA * h
            vel = vel + G * h
            pos = pos + vel * h
            n, d, owner = walls(angles)
            for _ in range(10):
                depth = BALL_R - (n @ pos - d)
                i = int(np.argmax(depth))          # deepest wall first
                if depth[i] <= 1e-9:
                    break
                pos = pos + n[i] * depth[i]
                rel_c = pos - n[i] * BALL_R - C[owner[i]]
                wall_v = OMEGA[owner[i]] * np.array([-rel_c[1], rel_c[0]])
                u = vel - wall_v
                un = u @ n[i]
                if un < 0:
                    t = np.array([-n[i][1], n[i][0]])
                    ut = u @ t
                    vel = wall_v - REST * un * n[i] + (1 - MU) * ut * t
                    speed = np.linalg.norm(vel)
                    if speed < V_MIN:
                        vel *= V_MIN / max(speed, 1e-6)
                    elif speed > V_MAX:
                        vel *= V_MAX / speed
        history.append(pos.copy())
        if len(history) > 50:
            history.pop(0)

        left, right = verts(C[0], angles[0]), verts(C[1], angles[1])
        screen.fill((250, 250, 250))
        region = left
        for k in range(6, 12):
            region = clip(region, n[k], d[k])
        if len(region) >= 3:
            pygame.draw.polygon(screen, (255, 225, 130), region)
        for off in (-1, 0, 1):
            pygame.draw.aalines(screen, (30, 60, 230), True, left + off)
            pygame.draw.aalines(screen, (20, 150, 60), True, right + off)
        for i, p in enumerate(history):
            r = int(BALL_R * (i + 1) / len(history) * 0.8)
            if r > 0:
                shade = 220 - int(120 * i / len(history))
                pygame.draw.circle(screen, (255, shade, shade), p.astype(int), r)
        pygame.draw.circle(screen, (220, 20, 60), pos.round().astype(int), int(BALL_R), 2)
        screen.blit(font.render("omega = ±0.6 rad/s   g = 500   e = 1.0   mu = 0.2", True, (60, 60, 60)), (12, 12))
        pygame.display.flip()
        clock.tick(FPS)
    pygame.quit()


main()
