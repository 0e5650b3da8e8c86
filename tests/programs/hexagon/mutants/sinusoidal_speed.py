import sys
import math
import random
import pygame

# ==================== 配置 ====================
class Config:
    SIZE = (1000, 640)
    FPS = 60
    HEX_RADIUS = 220          # 六边形半径
    OFFSET = 86               # 中心到屏幕中线的距离
    ROT_DEG = 42              # 旋转速度（度/秒）
    G = 620                   # 重力
    E = 0.95                  # 弹性系数
    GRIP = 0.35               # 切向耦合
    BALL_R = 14
    TRAIL_LIFE = 0.9          # 轨迹寿命（秒）
    SUB = 8


class Vec:
    """极简二维向量"""
    __slots__ = ("x", "y")

    def __init__(self, x, y):
        self.x, self.y = x, y

    def __add__(self, o): return Vec(self.x + o.x, self.y + o.y)
    def __sub__(self, o): return Vec(self.x - o.x, self.y - o.y)
    def __mul__(self, k): return Vec(self.x * k, self.y * k)
    def dot(self, o): return self.x * o.x + self.y * o.y
    def cross(self, o): return self.x * o.y - self.y * o.x
    def len(self): return math.hypot(self.x, self.y)
    def tup(self): return (self.x, self.y)


class Hexagon:
    def __init__(self, center, deg_per_sec, color):
        self.c = center
        self.base = self.w = math.radians(deg_per_sec)   # 正：屏幕上顺时针
        self.a = math.pi / 6
        self.color = color
        self.refresh()

    def refresh(self):
        self.v = [self.c + Vec(math.cos(self.a + i * math.pi / 3), math.sin(self.a + i * math.pi / 3)) * Config.HEX_RADIUS
                  for i in range(6)]

    def rotate(self, dt):
        self.t = getattr(self, 't', 0.0) + dt
        self.w = self.base * (1 + 0.8 * math.sin(1.5 * self.t))
        self.a += self.w * dt
        self.refresh()

    def wall_speed(self, p):
        r = p - self.c
        return Vec(-self.w * r.y, self.w * r.x)

    def draw(self, screen):
        pts = [p.tup() for p in self.v]
        for i in range(6):      # 逐边绘制
            pygame.draw.line(screen, self.color, pts[i], pts[(i + 1) % 6], 4)


class Ball:
    def __init__(self, pos):
        self.p = pos
        self.v = Vec(random.uniform(-60, 60), 0)
        self.trail = []

    def update(self, dt, hexagons):
        self.v.y += Config.G * dt
        self.p = self.p + self.v * dt
        # 多次迭代处理夹角处同时接触两条边的情况
        for _ in range(6):
            for h in hexagons:
                self.hit(h)

    def hit(self, h):
        r = Config.BALL_R
        for i in range(6):
            a, b = h.v[i], h.v[(i + 1) % 6]
            e = b - a
            n = Vec(-e.y, e.x) * (1 / e.len())
            d = (self.p - a).dot(n)
            if d >= r:
                continue
            self.p = self.p + n * (r - d)
            wall = h.wall_speed(self.p - n * r)
            rel = self.v - wall
            vn = rel.dot(n)
            if vn < 0:
                tan = rel - n * vn
                out = min(max(-vn * Config.E, 255), 700)
                self.v = wall + tan * (1 - Config.GRIP) + n * out


def overlap(h1, h2):
    """凸多边形求交"""
    poly = h1.v
    for i in range(6):
        a, b = h2.v[i], h2.v[(i + 1) % 6]
        e = b - a
        res = []
        for j in range(len(poly)):
            p, q = poly[j], poly[(j + 1) % len(poly)]
            sp, sq = e.cross(p - a), e.cross(q - a)
            if sp >= 0:
                res.append(p)
            if sp * sq < 0:
                res.append(p + (q - p) * (sp / (sp - sq)))
        poly = res
    return poly


def main():
    pygame.init()
    screen = pygame.display.set_mode(Config.SIZE)
    pygame.display.set_caption("双六边形重力弹球")
    clock = pygame.time.Clock()
    font = pygame.font.SysFont(["microsoftyahei", "notosanscjksc", "simhei"], 18)
    w, h = Config.SIZE
    left = Hexagon(Vec(w / 2 - Config.OFFSET, h / 2), -Config.ROT_DEG, (65, 105, 225))
    right = Hexagon(Vec(w / 2 + Config.OFFSET, h / 2), Config.ROT_DEG, (60, 179, 113))
    ball = Ball(Vec(w / 2, h / 2))
    t = 0.0
    while True:
        for ev in pygame.event.get():
            if ev.type == pygame.QUIT:
                pygame.quit()
                sys.exit()
        dt = 1 / Config.FPS
        for _ in range(Config.SUB):
            left.rotate(dt / Config.SUB)
            right.rotate(dt / Config.SUB)
            ball.update(dt / Config.SUB, (left, right))
        t += dt
        ball.trail.append((t, ball.p.tup()))
        ball.trail = [it for it in ball.trail if t - it[0] < Config.TRAIL_LIFE]

        screen.fill((18, 18, 18))
        region = [p.tup() for p in overlap(left, right)]
        pygame.draw.polygon(screen, (100, 60, 140), region)
        left.draw(screen)
        right.draw(screen)
        layer = pygame.Surface(Config.SIZE, pygame.SRCALPHA)
        for t0, p in ball.trail:
            k = 1 - (t - t0) / Config.TRAIL_LIFE
            pygame.draw.circle(layer, (255, 160, 122, int(150 * k)), p, max(1, int(10 * k)))
        screen.blit(layer, (0, 0))
        pygame.draw.circle(screen, (255, 0, 0), ball.p.tup(), Config.BALL_R)
        text = f"旋转 {Config.ROT_DEG}°/s  重力 {Config.G}  弹性 {Config.E}"
        screen.blit(font.render(text, True, (220, 220, 220)), (12, 10))
        pygame.display.flip()
        clock.tick(Config.FPS)


if __name__ == "__main__":
    main()
