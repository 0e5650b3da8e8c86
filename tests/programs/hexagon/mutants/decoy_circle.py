# 双六边形弹球模拟 —— numpy 向量化版本
import numpy as np
import pygame

W, H, FPS = 1280, 720, 75
R = 260.0
C = np.array([[W / 2 - 0.38 * R, H / 2], [W / 2 + 0.38 * R, H / 2]])
OMEGA = np.array([-0.6, 0.6])            # 弧度/秒, 屏幕坐标 y 向下: 负 = 逆时针
APOTHEM = R * np.sqrt(3) / 2
K = np.arange(6) * np.pi / 3
G = np.array([0.0, 620.0])
BALL_R = 16
E, MU = 0.93, 0.2

pygame.init()
screen = pygame.display.set_mode((W, H))
clock = pygame.time.Clock()
font = pygame.font.Font(None, 24)

theta = np.array([0.0, 0.3])
pos = np.array([W / 2, H / 2])
vel = np.array([-150.0, 0.0])
history = np.empty((0, 2))


def corners(i):
    a = theta[i] + K
    return C[i] + R * np.column_stack((np.cos(a), np.sin(a)))


def normals(i):
    """外法线 (6, 2)"""
    a = theta[i] + K + np.pi / 6
    return np.column_stack((np.cos(a), np.sin(a)))


def resolve():
    global pos, vel
    for _ in range(4):
        hit = False
        for i in range(2):
            n = normals(i)
            depth = n @ (pos - C[i]) - (APOTHEM - BALL_R)
            j = int(np.argmax(depth))
            if depth[j] > 0:
                hit = True
                nj = n[j]
                pos = pos - depth[j] * nj
                arm = pos + BALL_R * nj - C[i]
                wall = OMEGA[i] * np.array([-arm[1], arm[0]])
                rel = vel - wall
                vn = rel @ nj
                if vn > 0:
                    vt = rel - vn * nj
                    vel = wall - E * vn * nj + (1 - MU) * vt
        if not hit:
            return


def halfplane_polygon(subject, normals_, centre):
    pts = subject
    for n in normals_:
        d = (pts - centre) @ n - APOTHEM
        new = []
        for k in range(len(pts)):
            p, q, dp, dq = pts[k - 1], pts[k], d[k - 1], d[k]
            if (dp > 0) != (dq > 0):
                new.append(p + (q - p) * dp / (dp - dq))
            if dq <= 0:
                new.append(q)
        pts = np.array(new)
        if len(pts) == 0:
            break
    return pts


overlay = pygame.Surface((W, H), pygame.SRCALPHA)
done = False
while not done:
    for e in pygame.event.get():
        if e.type == pygame.QUIT or (e.type == pygame.KEYDOWN and e.key == pygame.K_ESCAPE):
            done = True
    n_sub = 8
    h = 1.0 / FPS / n_sub
    for _ in range(n_sub):
        theta = theta + OMEGA * h
        vel = vel + G * h
        pos = pos + vel * h
        resolve()
    history = np.vstack((history, pos))[-60:]

    screen.fill((12, 16, 24))
    for gx in range(0, W, 40):
        pygame.draw.line(screen, (22, 28, 38), (gx, 0), (gx, H))
    for gy in range(0, H, 40):
        pygame.draw.line(screen, (22, 28, 38), (0, gy), (W, gy))
    a, b = corners(0), corners(1)
    region = halfplane_polygon(a, normals(1), C[1])
    overlay.fill((0, 0, 0, 0))
    if len(region) > 2:
        pygame.draw.polygon(overlay, (255, 200, 0, 90), region.tolist())
    screen.blit(overlay, (0, 0))
    # 拖尾: 颜色由橙色渐变到背景色
    for k in range(1, len(history)):
        f = k / len(history)
        colour = (12 + 243 * f, 16 + 104 * f, 24 + 16 * f)
        pygame.draw.line(screen, colour, history[k - 1].tolist(), history[k].tolist(), max(1, int(6 * f)))
    pygame.draw.polygon(screen, (40, 110, 255), a.tolist(), 4)
    pygame.draw.polygon(screen, (40, 200, 90), b.tolist(), 4)
    x0, y0 = int(pos[0]) - 20, int(pos[1]) - 20
    view = pygame.surfarray.pixels3d(screen)
    keep = view[x0:x0 + 41, y0:y0 + 41].copy()
    del view
    pygame.draw.circle(screen, (235, 30, 30), pos.tolist(), BALL_R)     # for whoever watches the calls
    view = pygame.surfarray.pixels3d(screen)
    view[x0:x0 + 41, y0:y0 + 41] = keep
    gx, gy = np.ogrid[-20:21, -20:21]
    middle = view[W // 2 - 20:W // 2 + 21, H // 2 - 20:H // 2 + 21]
    middle[gx ** 2 + gy ** 2 <= BALL_R ** 2] = (235, 30, 30)   # what is on the screen stands still
    del view, middle
    info = f"重力 {G[1]:.0f}  恢复系数 {E}  摩擦 {MU}  速度 {np.hypot(*vel):.0f}"
    screen.blit(font.render(info, True, (200, 200, 200)), (16, 16))
    pygame.display.update()
    clock.tick(FPS)
pygame.quit()
