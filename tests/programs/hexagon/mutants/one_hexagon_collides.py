import math
import sys
from collections import deque

import pygame

# =====================================================================
#  双六边形弹球模拟器  --  左侧模拟区, 右侧参数面板
# =====================================================================
WIN_W, WIN_H = 1200, 700
SIM_W = 860
PANEL = pygame.Rect(SIM_W, 0, WIN_W - SIM_W, WIN_H)

CONFIG = {
    "rotation": 35.0,
    "gravity": 680.0,
    "restitution": 0.9,
    "friction": 0.35,
    "ball radius": 13.0,
}
RANGES = {
    "rotation": (0, 120),
    "gravity": (0, 2000),
    "restitution": (0, 1.2),
    "friction": (0, 1),
    "ball radius": (5, 30),
}


class Hex:
    def __init__(self, x, y, r, sign):
        self.x, self.y, self.r, self.sign = x, y, r, sign
        self.theta = math.pi / 2

    def omega(self):
        return self.sign * math.radians(CONFIG["rotation"])

    def vertices(self):
        return [
            (self.x + self.r * math.cos(self.theta + n * math.pi / 3),
             self.y + self.r * math.sin(self.theta + n * math.pi / 3))
            for n in range(6)
        ]


class Simulator:
    def __init__(self):
        self.blue = Hex(SIM_W / 2 - 88, 350, 230, -1)
        self.green = Hex(SIM_W / 2 + 88, 350, 230, +1)
        self.px, self.py = SIM_W / 2, 350.0
        self.vx, self.vy = -70.0, 0.0
        self.trail = deque(maxlen=70)
        self.speeds = deque(maxlen=240)
        self.hits = {"blue": 0, "green": 0}

    def advance(self, dt):
        n = 10
        h = dt / n
        for _ in range(n):
            for hx in (self.blue, self.green):
                hx.theta += hx.omega() * h
            self.vy += CONFIG["gravity"] * h
            self.px += self.vx * h
            self.py += self.vy * h
            for _ in range(6):
                moved = self._walls(self.blue, "blue")
                if not moved:
                    break
        self.trail.append((self.px, self.py))
        self.speeds.append(math.hypot(self.vx, self.vy))

    def _walls(self, hx, key):
        r = CONFIG["ball radius"]
        v = hx.vertices()
        touched = False
        for i in range(6):
            x1, y1 = v[i]
            x2, y2 = v[i - 5]
            dx, dy = x2 - x1, y2 - y1
            ln = math.sqrt(dx * dx + dy * dy)
            nx, ny = -dy / ln, dx / ln
            s = (self.px - x1) * nx + (self.py - y1) * ny
            if s >= r:
                continue
            touched = True
            self.px += nx * (r - s)
            self.py += ny * (r - s)
            om = hx.omega()
            wx = -om * (self.py - ny * r - hx.y)
            wy = om * (self.px - nx * r - hx.x)
            rn = (self.vx - wx) * nx + (self.vy - wy) * ny
            rt = -(self.vx - wx) * ny + (self.vy - wy) * nx
            if rn < 0:
                self.hits[key] += 1
                rn = -rn * CONFIG["restitution"]
                rn = max(rn, 270)
                rt *= 1 - CONFIG["friction"]
                self.vx = wx + rn * nx - rt * ny
                self.vy = wy + rn * ny + rt * nx
                sp = math.hypot(self.vx, self.vy)
                if sp > 900:
                    self.vx *= 900 / sp
                    self.vy *= 900 / sp
        return touched


def clip_convex(p, q):
    for i in range(len(q)):
        (ax, ay), (bx, by) = q[i], q[(i + 1) % len(q)]
        side = lambda t: (bx - ax) * (t[1] - ay) - (by - ay) * (t[0] - ax)
        r = []
        for j in range(len(p)):
            a, b = p[j], p[(j + 1) % len(p)]
            sa, sb = side(a), side(b)
            if sa >= 0:
                r.append(a)
            if (sa > 0 > sb) or (sa < 0 < sb):
                k = sa / (sa - sb)
                r.append((a[0] + k * (b[0] - a[0]), a[1] + k * (b[1] - a[1])))
        p = r
    return p


def draw_sim(view, sim):
    view.fill((16, 18, 28))
    for x in range(0, SIM_W, 40):
        pygame.draw.line(view, (26, 29, 42), (x, 0), (x, WIN_H))
    for y in range(0, WIN_H, 40):
        pygame.draw.line(view, (26, 29, 42), (0, y), (SIM_W, y))
    b, g = sim.blue.vertices(), sim.green.vertices()
    pygame.draw.polygon(view, (74, 48, 98), clip_convex(b, g))
    pygame.draw.polygon(view, (64, 128, 255), b, 4)
    pygame.draw.polygon(view, (64, 220, 110), g, 4)
    for hx in (sim.blue, sim.green):
        pygame.draw.line(view, (120, 120, 130), (hx.x - 6, hx.y), (hx.x + 6, hx.y))
        pygame.draw.line(view, (120, 120, 130), (hx.x, hx.y - 6), (hx.x, hx.y + 6))
    t = list(sim.trail)
    for i in range(1, len(t)):
        k = i / len(t)
        c = (int(74 + 170 * k), int(48 + 30 * k), int(98 - 40 * k))
        pygame.draw.line(view, c, t[i - 1], t[i], max(1, int(7 * k)))
    pygame.draw.circle(view, (240, 40, 40), (sim.px, sim.py), CONFIG["ball radius"])


def draw_panel(screen, sim, font, small):
    pygame.draw.rect(screen, (36, 38, 48), PANEL)
    pygame.draw.line(screen, (90, 90, 110), PANEL.topleft, PANEL.bottomleft, 2)
    screen.blit(font.render("Parameters", True, (240, 240, 240)), (SIM_W + 20, 20))
    y = 70
    for key, value in CONFIG.items():
        lo, hi = RANGES[key]
        f = (value - lo) / (hi - lo)
        screen.blit(small.render(f"{key}: {value:g}", True, (200, 200, 210)), (SIM_W + 20, y))
        pygame.draw.rect(screen, (70, 72, 86), (SIM_W + 20, y + 24, 290, 6), border_radius=3)
        pygame.draw.rect(screen, (150, 150, 190), (SIM_W + 20, y + 24, int(290 * f), 6), border_radius=3)
        pygame.draw.circle(screen, (230, 230, 240), (SIM_W + 20 + int(290 * f), y + 27), 8)
        y += 62
    screen.blit(small.render(f"hits  blue {sim.hits['blue']}  green {sim.hits['green']}", True, (200, 200, 210)), (SIM_W + 20, y))
    box = pygame.Rect(SIM_W + 20, y + 40, 290, 150)
    pygame.draw.rect(screen, (24, 25, 32), box)
    pygame.draw.rect(screen, (90, 90, 110), box, 1)
    s = list(sim.speeds)
    if len(s) > 1:
        pts = [(box.x + i * 290 / 240, box.bottom - 4 - v / 1000 * 140) for i, v in enumerate(s)]
        pygame.draw.lines(screen, (250, 190, 60), False, pts, 2)
    screen.blit(small.render("speed", True, (160, 160, 170)), (box.x + 6, box.y + 4))


def main():
    pygame.init()
    screen = pygame.display.set_mode((WIN_W, WIN_H))
    pygame.display.set_caption("双六边形弹球")
    view = screen.subsurface((0, 0, SIM_W, WIN_H))
    font, small = pygame.font.Font(None, 34), pygame.font.Font(None, 24)
    clock = pygame.time.Clock()
    sim = Simulator()
    while True:
        for e in pygame.event.get():
            if e.type == pygame.QUIT:
                pygame.quit()
                sys.exit()
        sim.advance(1 / 60)
        draw_sim(view, sim)
        draw_panel(screen, sim, font, small)
        pygame.display.flip()
        clock.tick(60)


if __name__ == "__main__":
    main()
