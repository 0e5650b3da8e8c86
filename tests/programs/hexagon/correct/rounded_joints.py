import pygame as pg
from math import sin, cos, pi, hypot
from shapely.geometry import Polygon

# ---- settings -------------------------------------------------
WIN = (1000, 700)
R, GAP, WALL = 230, 178, 6
OMEGA = 0.55              # rad/s
BALL_R, G, BOUNCE, GRIP = 18, 640, 1.02, 0.25
VMAX = 760
LIGHT = dict(bg=(236, 239, 244), left=(52, 101, 200), right=(60, 150, 70), mix=(235, 203, 139), ball=(206, 40, 50))


def hexagon(c, a):
    return [(c[0] + R * cos(a + i * pi / 3), c[1] + R * sin(a + i * pi / 3)) for i in range(6)]


def thick(surface, colour, pts):
    """Thick sides with round joints."""
    for a, b in zip(pts, pts[1:] + pts[:1]):
        pg.draw.line(surface, colour, a, b, WALL)
    for p in pts:
        pg.draw.circle(surface, colour, p, WALL // 2)


def step(state, h):
    state["a"][0] -= OMEGA * h
    state["a"][1] += OMEGA * h
    x, y, vx, vy = state["ball"]
    vy += G * h
    x, y = x + vx * h, y + vy * h
    apothem = R * cos(pi / 6) - WALL / 2
    for _ in range(4):
        for k, w in ((0, -OMEGA), (1, OMEGA)):
            ox, oy = state["c"][k]
            for i in range(6):
                a = state["a"][k] + pi / 6 + i * pi / 3
                nx, ny = cos(a), sin(a)
                s = (x - ox) * nx + (y - oy) * ny + BALL_R - apothem
                if s > 0:
                    x, y = x - s * nx, y - s * ny
                    wx, wy = -w * (y + BALL_R * ny - oy), w * (x + BALL_R * nx - ox)
                    n = (vx - wx) * nx + (vy - wy) * ny
                    if n > 0:
                        t = -(vx - wx) * ny + (vy - wy) * nx
                        t *= 1 - GRIP
                        vx, vy = wx - BOUNCE * n * nx - t * ny, wy - BOUNCE * n * ny + t * nx
                        v = hypot(vx, vy)
                        if v > VMAX:
                            vx, vy = vx * VMAX / v, vy * VMAX / v
    state["ball"] = [x, y, vx, vy]


def main():
    pg.init()
    screen = pg.display.set_mode(WIN)
    clock, font = pg.time.Clock(), pg.font.SysFont("dejavusans", 15)
    mid = (WIN[0] / 2, WIN[1] / 2)
    state = {"c": [(mid[0] - GAP / 2, mid[1]), (mid[0] + GAP / 2, mid[1])], "a": [0.0, 0.0], "ball": [*mid, 0.0, 0.0]}
    trail, frames = [], 0
    while True:
        for e in pg.event.get():
            if e.type == pg.QUIT:
                pg.quit()
                raise SystemExit
        for _ in range(6):
            step(state, 1 / 360)
        x, y = state["ball"][:2]
        trail.append((x, y))
        trail = trail[-40:]
        frames += 1
        pts = [hexagon(state["c"][k], state["a"][k]) for k in (0, 1)]
        screen.fill(LIGHT["bg"])
        mix = Polygon(pts[0]) & Polygon(pts[1])
        layer = pg.Surface(WIN, pg.SRCALPHA)
        pg.draw.polygon(layer, (*LIGHT["mix"], 170), list(mix.exterior.coords)[:-1])
        screen.blit(layer, (0, 0))
        layer.fill((0, 0, 0, 0))
        for i in range(1, len(trail)):
            pg.draw.line(layer, (*LIGHT["ball"], int(200 * i / len(trail))), trail[i - 1], trail[i], 5)
        screen.blit(layer, (0, 0))
        thick(screen, LIGHT["left"], pts[0])
        thick(screen, LIGHT["right"], pts[1])
        pg.draw.circle(screen, LIGHT["ball"], (x, y), BALL_R)
        pg.draw.circle(screen, (90, 10, 15), (x, y), BALL_R, 2)
        if frames % 30 == 0:
            pg.display.set_caption(f"fps {clock.get_fps():.0f}")
        screen.blit(font.render(f"e={BOUNCE}  grip={GRIP}  g={G}", True, (76, 86, 106)), (10, 10))
        pg.display.flip()
        clock.tick(60)


if __name__ == "__main__":
    main()
