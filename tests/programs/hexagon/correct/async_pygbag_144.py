# /// script
# dependencies = ["pygame-ce"]
# ///
import asyncio
import math
import platform
import pygame

FPS = 144
WIDTH, HEIGHT = 820, 600
RADIUS, DISTANCE = 200, 160
SPEED = math.radians(48)
GRAVITY = 560
RESTITUTION, DRAG_ALONG = 0.91, 0.32
BALL_RADIUS = 13
TRAIL_SECONDS = 0.6

state = {}


def setup():
    pygame.init()
    state["screen"] = pygame.display.set_mode((WIDTH, HEIGHT))
    pygame.display.set_caption("Hexagon intersection")
    state["clock"] = pygame.time.Clock()
    state["left"] = {"c": (WIDTH / 2 - DISTANCE / 2, HEIGHT / 2), "a": 0.0, "w": -SPEED}
    state["right"] = {"c": (WIDTH / 2 + DISTANCE / 2, HEIGHT / 2), "a": 0.25, "w": SPEED}
    state["pos"] = (WIDTH / 2, HEIGHT / 2)
    state["vel"] = (55.0, 0.0)
    state["trail"] = []


def vertices(h):
    return tuple((h["c"][0] + RADIUS * math.cos(h["a"] + k * math.pi / 3),
                  h["c"][1] + RADIUS * math.sin(h["a"] + k * math.pi / 3)) for k in range(6))


def resolve(pos, vel, h):
    v = vertices(h)
    x, y = pos
    vx, vy = vel
    for k in range(6):
        (ax, ay), (bx, by) = v[k], v[(k + 1) % 6]
        inv = 1 / math.hypot(bx - ax, by - ay)
        nx, ny = (ay - by) * inv, (bx - ax) * inv
        depth = BALL_RADIUS - ((x - ax) * nx + (y - ay) * ny)
        if depth <= 0:
            continue
        x, y = x + depth * nx, y + depth * ny
        wx = -h["w"] * (y - BALL_RADIUS * ny - h["c"][1])
        wy = h["w"] * (x - BALL_RADIUS * nx - h["c"][0])
        n_speed = (vx - wx) * nx + (vy - wy) * ny
        if n_speed < 0:
            t_speed = (vy - wy) * nx - (vx - wx) * ny
            n_new = max(-RESTITUTION * n_speed, 245.0)
            t_new = t_speed * (1 - DRAG_ALONG)
            vx, vy = wx + n_new * nx - t_new * ny, wy + n_new * ny + t_new * nx
            speed = math.hypot(vx, vy)
            if speed > 680:
                vx, vy = vx * 680 / speed, vy * 680 / speed
    return (x, y), (vx, vy)


def clip(poly, by):
    for k in range(6):
        a, b = by[k], by[(k + 1) % 6]
        out = []
        for i, cur in enumerate(poly):
            prev = poly[i - 1]
            fc = (b[0] - a[0]) * (cur[1] - a[1]) - (b[1] - a[1]) * (cur[0] - a[0])
            fp = (b[0] - a[0]) * (prev[1] - a[1]) - (b[1] - a[1]) * (prev[0] - a[0])
            if (fc >= 0) != (fp >= 0):
                s = fp / (fp - fc)
                out.append((prev[0] + s * (cur[0] - prev[0]), prev[1] + s * (cur[1] - prev[1])))
            if fc >= 0:
                out.append(cur)
        poly = out
    return poly


def update_loop():
    for event in pygame.event.get():
        if event.type == pygame.QUIT:
            raise SystemExit
    n = 5
    dt = 1 / FPS / n
    for _ in range(n):
        for key in ("left", "right"):
            state[key]["a"] += state[key]["w"] * dt
        vx, vy = state["vel"][0], state["vel"][1] + GRAVITY * dt
        pos, vel = (state["pos"][0] + vx * dt, state["pos"][1] + vy * dt), (vx, vy)
        for _ in range(4):
            pos, vel = resolve(pos, vel, state["left"])
            pos, vel = resolve(pos, vel, state["right"])
        state["pos"], state["vel"] = pos, vel
    trail = state["trail"]
    for t in trail:
        t[1] -= 1 / FPS / TRAIL_SECONDS
    state["trail"] = [t for t in trail if t[1] > 0] + [[state["pos"], 1.0]]

    screen = state["screen"]
    screen.fill("gray12")
    left, right = vertices(state["left"]), vertices(state["right"])
    region = pygame.Surface((WIDTH, HEIGHT), pygame.SRCALPHA)
    pygame.draw.polygon(region, (255, 0, 255, 90), clip(left, right))
    for a, b in zip(state["trail"], state["trail"][1:]):
        pygame.draw.line(region, (255, 230, 120, int(200 * b[1])), a[0], b[0], 5)
    screen.blit(region, (0, 0))
    pygame.draw.lines(screen, "dodgerblue2", True, left, 3)
    pygame.draw.lines(screen, "green2", True, right, 3)
    pygame.draw.circle(screen, "red", state["pos"], BALL_RADIUS)
    pygame.display.flip()
    state["clock"].tick(FPS)


async def main():
    setup()
    while True:
        update_loop()
        await asyncio.sleep(0)


if platform.system() == "Emscripten":
    asyncio.ensure_future(main())
else:
    if __name__ == "__main__":
        asyncio.run(main())
