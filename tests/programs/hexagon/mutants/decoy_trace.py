import pygame
import math
import sys
from pygame.locals import *

# ----------------- 配置 -----------------
CONFIG = {
    "size": (1024, 768),
    "fps": 60,
    "radius": 230,
    "gap": 175,            # 两个中心的距离
    "omega": 0.015,        # 弧度/帧
    "gravity": 0.22,
    "restitution": 0.97,
    "friction": 0.15,
    "ball_radius": 15,
}


def get_hex(cx, cy, r, a):
    pts = []
    for i in range(6):
        t = a + i * 2 * math.pi / 6
        pts.append([cx + r * math.cos(t), cy + r * math.sin(t)])
    return pts


def inside(p, a, b):
    return (b[0] - a[0]) * (p[1] - a[1]) - (b[1] - a[1]) * (p[0] - a[0]) >= 0


def line_cross(p1, p2, a, b):
    x1, y1, x2, y2 = p1[0], p1[1], p2[0], p2[1]
    x3, y3, x4, y4 = a[0], a[1], b[0], b[1]
    den = (x1 - x2) * (y3 - y4) - (y1 - y2) * (x3 - x4)
    if abs(den) < 1e-12:
        return p2
    t = ((x1 - x3) * (y3 - y4) - (y1 - y3) * (x3 - x4)) / den
    return [x1 + t * (x2 - x1), y1 + t * (y2 - y1)]


def sutherland_hodgman(subject, clip):
    output = subject[:]
    for i in range(len(clip)):
        a, b = clip[i], clip[(i + 1) % len(clip)]
        inp = output
        output = []
        for j in range(len(inp)):
            cur, prev = inp[j], inp[j - 1]
            if inside(cur, a, b):
                if not inside(prev, a, b):
                    output.append(line_cross(prev, cur, a, b))
                output.append(cur)
            elif inside(prev, a, b):
                output.append(line_cross(prev, cur, a, b))
    return output


def main():
    pygame.init()
    screen = pygame.display.set_mode(CONFIG["size"])
    clock = pygame.time.Clock()
    W, H = CONFIG["size"]
    r = CONFIG["radius"]
    hexes = [
        {"c": (W / 2 - CONFIG["gap"] / 2, H / 2), "a": 0.0, "w": -CONFIG["omega"], "line": (60, 120, 255), "fill": (60, 120, 255, 35)},
        {"c": (W / 2 + CONFIG["gap"] / 2, H / 2), "a": 0.0, "w": CONFIG["omega"], "line": (60, 255, 120), "fill": (60, 255, 120, 35)},
    ]
    ball = {"x": W / 2, "y": H / 2, "vx": 4.0, "vy": 0.0}
    br = CONFIG["ball_radius"]
    trail = []
    # 渐变背景只绘制一次
    bg = pygame.Surface((W, H))
    for y in range(H):
        k = y / H
        pygame.draw.line(bg, (int(10 + 15 * k), int(10 + 12 * k), int(35 + 30 * k)), (0, y), (W, y))
    while True:
        for event in pygame.event.get():
            if event.type == QUIT or (event.type == KEYDOWN and event.key == K_q):
                pygame.quit()
                sys.exit(0)
        steps = 5
        for _ in range(steps):
            ball["vy"] += CONFIG["gravity"] / steps
            ball["x"] += ball["vx"] / steps
            ball["y"] += ball["vy"] / steps
            for h in hexes:
                h["a"] += h["w"] / steps
                h["p"] = get_hex(h["c"][0], h["c"][1], r, h["a"])
            for _ in range(4):
                for h in hexes:
                    for i in range(6):
                        p, q = h["p"][i], h["p"][(i + 1) % 6]
                        t = ((q[0] - p[0]) / r, (q[1] - p[1]) / r)   # 正六边形边长等于半径
                        n = (-t[1], t[0])
                        d = (ball["x"] - p[0]) * n[0] + (ball["y"] - p[1]) * n[1]
                        if d < br:
                            ball["x"] += n[0] * (br - d)
                            ball["y"] += n[1] * (br - d)
                            # 边上接触点的速度
                            wx = -h["w"] * (ball["y"] - n[1] * br - h["c"][1])
                            wy = h["w"] * (ball["x"] - n[0] * br - h["c"][0])
                            rx, ry = ball["vx"] - wx, ball["vy"] - wy
                            vn = rx * n[0] + ry * n[1]
                            vt = rx * t[0] + ry * t[1]
                            if vn < 0:
                                vn *= -CONFIG["restitution"]
                                vt *= 1 - CONFIG["friction"]
                                ball["vx"] = wx + vn * n[0] + vt * t[0]
                                ball["vy"] = wy + vn * n[1] + vt * t[1]
        trail.append((ball["x"], ball["y"]))
        if len(trail) > 50:
            del trail[0]

        screen.blit(bg, (0, 0))
        layer = pygame.Surface((W, H), SRCALPHA)
        for h in hexes:
            pygame.draw.polygon(layer, h["fill"], h["p"])
        common = sutherland_hodgman(hexes[0]["p"], hexes[1]["p"])
        if len(common) >= 3:
            pygame.draw.polygon(layer, (255, 90, 220, 90), common)
        screen.blit(layer, (0, 0))
        for h in hexes:
            pygame.draw.polygon(screen, h["line"], h["p"], 5)
            for p in h["p"]:
                pygame.draw.circle(screen, h["line"], (int(p[0]), int(p[1])), 3)
        for i in range(len(trail) - 1):
            k = (i + 1) / len(trail)
            if i == 0:
                layer.fill((0, 0, 0, 0))
            pygame.draw.line(layer, (255, 200, 80, int(220 * k)), trail[i], trail[i + 1], max(1, int(8 * k)))
        screen.blit(layer, (0, 0))
        spot = screen.subsurface((int(ball["x"]) - 20, int(ball["y"]) - 20, 41, 41))
        before = pygame.surfarray.array3d(spot)
        pygame.draw.circle(screen, (230, 30, 40), (int(ball["x"]), int(ball["y"])), br)
        pygame.surfarray.blit_array(spot, before)      # and nothing of it is left
        pygame.display.flip()
        clock.tick(CONFIG["fps"])


main()
