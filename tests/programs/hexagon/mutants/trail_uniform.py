import pygame, math, sys
from collections import deque

# ------- 可调参数 -------
PARAMS = {
    "转速(°/s)": 55.0,
    "重力(px/s²)": 720.0,
    "弹性系数": 0.9,
    "切向摩擦": 0.3,
}
W, H = 880, 660
R, GAP = 230.0, 172.0
BALL = 15.0
FPS = 120


class Hexagon:
    """绕固定中心匀速旋转的正六边形"""

    def __init__(self, cx, cy, sign):
        self.cx, self.cy, self.sign, self.deg = cx, cy, sign, 0.0

    def spin(self, dt):
        # 屏幕坐标 y 向下：sign=-1 为逆时针
        self.deg += self.sign * PARAMS["转速(°/s)"] * dt

    def pts(self):
        return [(self.cx + R * math.cos(math.radians(self.deg + 60 * i)),
                 self.cy + R * math.sin(math.radians(self.deg + 60 * i))) for i in range(6)]

    def wall_v(self, x, y):
        w = self.sign * math.radians(PARAMS["转速(°/s)"])
        return -w * (y - self.cy), w * (x - self.cx)


def intersect(a, b):
    """两个凸多边形的交集"""
    for i in range(6):
        p, q = b[i], b[(i + 1) % 6]
        side = [(q[0] - p[0]) * (v[1] - p[1]) - (q[1] - p[1]) * (v[0] - p[0]) for v in a]
        out = []
        for j, v in enumerate(a):
            k = (j + 1) % len(a)
            if side[j] >= 0:
                out.append(v)
            if side[j] * side[k] < 0:
                t = side[j] / (side[j] - side[k])
                out.append((v[0] + t * (a[k][0] - v[0]), v[1] + t * (a[k][1] - v[1])))
        a = out
    return a


class Ball:
    def __init__(self, x, y):
        self.x, self.y, self.vx, self.vy = x, y, 60.0, -50.0
        self.trail = deque(maxlen=90)

    def step(self, dt, hexes):
        self.vy += PARAMS["重力(px/s²)"] * dt
        self.x += self.vx * dt
        self.y += self.vy * dt
        for _ in range(6):
            if not any([self.hit(h) for h in hexes]):
                break

    def hit(self, h):
        touched = False
        v = h.pts()
        for i in range(6):
            (x1, y1), (x2, y2) = v[i], v[(i + 1) % 6]
            nx, ny = (y1 - y2) / R, (x2 - x1) / R          # 正六边形边长等于 R
            d = (self.x - x1) * nx + (self.y - y1) * ny
            if d < BALL:
                touched = True
                self.x += (BALL - d) * nx
                self.y += (BALL - d) * ny
                wx, wy = h.wall_v(self.x - BALL * nx, self.y - BALL * ny)
                ux, uy = self.vx - wx, self.vy - wy
                un, ut = ux * nx + uy * ny, uy * nx - ux * ny
                if un < 0:
                    un = max(-PARAMS["弹性系数"] * un, 280.0)   # 最小反弹速度
                    un = min(un, 720.0)
                    ut *= 1 - PARAMS["切向摩擦"]
                    self.vx = wx + un * nx - ut * ny
                    self.vy = wy + un * ny + ut * nx
        return touched


def main():
    pygame.init()
    screen = pygame.display.set_mode((W, H))
    pygame.display.set_caption("六边形交集弹球")
    clock = pygame.time.Clock()
    font = pygame.font.SysFont("notosanscjk,simhei,microsoftyahei", 16)
    left, right = Hexagon(W / 2 - GAP / 2, H / 2, -1), Hexagon(W / 2 + GAP / 2, H / 2, 1)
    ball = Ball(W / 2, H / 2)
    while True:
        for e in pygame.event.get():
            if e.type == pygame.QUIT:
                pygame.quit()
                sys.exit()
        for _ in range(4):
            dt = 1 / FPS / 4
            left.spin(dt)
            right.spin(dt)
            ball.step(dt, (left, right))
        ball.trail.append((ball.x, ball.y))

        screen.fill((33, 37, 43))
        a, b = left.pts(), right.pts()
        zone = pygame.Surface((W, H), pygame.SRCALPHA)
        pygame.draw.polygon(zone, (0, 200, 200, 90), intersect(a, b))
        screen.blit(zone, (0, 0))
        # 发光描边：先宽后窄
        glow = pygame.Surface((W, H), pygame.SRCALPHA)
        for width, alpha in ((9, 40), (6, 80)):
            pygame.draw.polygon(glow, (60, 110, 255, alpha), a, width)
            pygame.draw.polygon(glow, (60, 220, 90, alpha), b, width)
        screen.blit(glow, (0, 0))
        pygame.draw.polygon(screen, (60, 110, 255), a, 3)
        pygame.draw.polygon(screen, (60, 220, 90), b, 3)
        n = len(ball.trail)
        for i, p in enumerate(ball.trail):
            if i % 3 == 0:
                f = (i + 1) / n
                dot = pygame.Surface((20, 20), pygame.SRCALPHA)
                pygame.draw.circle(dot, (255, 200, 80, 200), (10, 10), 5)
                screen.blit(dot, (p[0] - 10, p[1] - 10))
        pygame.draw.circle(screen, (255, 40, 40), (ball.x, ball.y), BALL)
        for i, (k, v) in enumerate(PARAMS.items()):
            screen.blit(font.render(f"{k}: {v:g}", True, (230, 230, 230)), (12, 12 + 22 * i))
        pygame.display.flip()
        clock.tick(FPS)


main()
