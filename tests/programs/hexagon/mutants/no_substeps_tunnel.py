"""Every side is drawn as a filled quad; several blits at once; 120 fps; elapsed time from get_ticks."""
import math
from typing import List, Tuple

import pygame

Point = Tuple[float, float]
SIZE = W, H = 1200, 800
HEX_R: float = 280.0
HALF_GAP: float = 108.0
WALL: float = 6.0
BALL_R: float = 20.0
GRAVITY: float = 560.0
TRAIL_SECONDS: float = 0.6


def polygon(c: Point, r: float, a: float) -> List[Point]:
    return [(c[0] + r * math.cos(a + i * math.tau / 6), c[1] + r * math.sin(a + i * math.tau / 6)) for i in range(6)]


def draw_walls(target: pygame.Surface, colour: Tuple[int, int, int], c: Point, a: float) -> None:
    inner = polygon(c, HEX_R - WALL / 2, a)
    outer = polygon(c, HEX_R + WALL / 2, a)
    for i in range(6):
        j = (i + 1) % 6
        pygame.draw.polygon(target, colour, [inner[i], inner[j], outer[j], outer[i]])


def respond(pos: pygame.Vector2, vel: pygame.Vector2, c: Point, a: float, w: float) -> None:
    limit = HEX_R * math.cos(math.pi / 6) - WALL / 2
    for i in range(6):
        n = pygame.Vector2(math.cos(a + (i + 0.5) * math.tau / 6), math.sin(a + (i + 0.5) * math.tau / 6))
        depth = n.dot(pos - pygame.Vector2(c)) + BALL_R - limit
        if depth <= 0 or depth > 3:
            continue
        pos -= n * depth
        arm = pos + n * BALL_R - pygame.Vector2(c)
        surface = pygame.Vector2(-arm.y, arm.x) * w
        relative = vel - surface
        normal_speed = relative.dot(n)
        if normal_speed > 0:
            slip = relative - n * normal_speed
            vel -= n * (normal_speed * 1.93) + slip * 0.28


def clipped(a: List[Point], b: List[Point]) -> List[Point]:
    for (x1, y1), (x2, y2) in zip(b, b[1:] + b[:1]):
        side = [(x2 - x1) * (y - y1) - (y2 - y1) * (x - x1) for x, y in a]
        new: List[Point] = []
        for k in range(len(a)):
            if side[k - 1] * side[k] < 0:
                f = side[k - 1] / (side[k - 1] - side[k])
                new.append((a[k - 1][0] + f * (a[k][0] - a[k - 1][0]), a[k - 1][1] + f * (a[k][1] - a[k - 1][1])))
            if side[k] >= 0:
                new.append(a[k])
        a = new
    return a


def grid() -> pygame.Surface:
    s = pygame.Surface(SIZE)
    s.fill((20, 24, 30))
    for x in range(0, W, 50):
        pygame.draw.line(s, (32, 38, 46), (x, 0), (x, H))
    for y in range(0, H, 50):
        pygame.draw.line(s, (32, 38, 46), (0, y), (W, y))
    return s


def main() -> None:
    pygame.init()
    screen = pygame.display.set_mode(SIZE)
    clock = pygame.time.Clock()
    backdrop = grid()
    cl, cr = (W / 2 - HALF_GAP, H / 2), (W / 2 + HALF_GAP, H / 2)
    al, ar, w = 0.2, 0.2, 0.5
    pos, vel = pygame.Vector2(W / 2, H / 2), pygame.Vector2(0, 0)
    trail: List[Tuple[float, pygame.Vector2]] = []
    then = pygame.time.get_ticks()
    time = 0.0
    run = True
    while run:
        for event in pygame.event.get():
            if event.type == pygame.QUIT:
                run = False
        now = pygame.time.get_ticks()
        dt = min((now - then) / 1000, 0.04)
        then = now
        time += dt
        for _ in range(1):
            h = dt
            al -= w * h
            ar += w * h
            vel.y += GRAVITY * h
            pos += vel * h
            for _ in range(4):
                respond(pos, vel, cl, al, -w)
                respond(pos, vel, cr, ar, w)
        trail.append((time, pos.copy()))
        trail = [(t, p) for t, p in trail if time - t < TRAIL_SECONDS]

        screen.blit(backdrop, (0, 0))
        left_points, right_points = polygon(cl, HEX_R, al), polygon(cr, HEX_R, ar)
        pygame.draw.polygon(screen, (60, 70, 40), clipped(left_points, right_points))
        stamps = []
        for t, p in trail:
            k = 1 - (time - t) / TRAIL_SECONDS
            r = max(1, int(BALL_R * 0.6 * k))
            dot = pygame.Surface((2 * r + 1, 2 * r + 1), pygame.SRCALPHA)
            pygame.draw.circle(dot, (255, 160, 60, int(120 * k)), (r, r), r)
            stamps.append((dot, (p.x - r, p.y - r)))
        screen.blits(stamps)
        draw_walls(screen, (66, 135, 245), cl, al)
        draw_walls(screen, (56, 200, 100), cr, ar)
        pygame.draw.circle(screen, (225, 35, 35), pos, BALL_R)
        pygame.draw.circle(screen, (250, 120, 110), pos - pygame.Vector2(6, 7), 5)
        pygame.display.flip()
        clock.tick(120)
    pygame.quit()


if __name__ == "__main__":
    main()
