"""Trail by a separate layer that is dimmed a little in every frame."""
import math
import pygame

WIDTH, HEIGHT, FPS = 1024, 768, 60
BACKGROUND = (12, 12, 20)


def make_hex(cx, cy, r, a):
    return [(cx + r * math.cos(a + math.tau * i / 6), cy + r * math.sin(a + math.tau * i / 6)) for i in range(6)]


def half_planes(poly):
    """(nx, ny, c) with nx*x + ny*y >= c inside; the vertices run clockwise on the screen."""
    planes = []
    for (x1, y1), (x2, y2) in zip(poly, poly[1:] + poly[:1]):
        nx, ny = y1 - y2, x2 - x1
        l = math.hypot(nx, ny)
        nx, ny = nx / l, ny / l
        planes.append((nx, ny, nx * x1 + ny * y1))
    return planes


def cut(poly, plane):
    nx, ny, c = plane
    out = []
    for i, (x2, y2) in enumerate(poly):
        x1, y1 = poly[i - 1]
        d1, d2 = nx * x1 + ny * y1 - c, nx * x2 + ny * y2 - c
        if d1 * d2 < 0:
            t = d1 / (d1 - d2)
            out.append((x1 + t * (x2 - x1), y1 + t * (y2 - y1)))
        if d2 >= 0:
            out.append((x2, y2))
    return out


class Scene:
    R = 260
    GRAVITY = 850
    E = 0.94
    MU = 0.22
    BALL = 17
    OMEGA = math.radians(28)

    def __init__(self):
        self.c = ((WIDTH / 2 - 100, HEIGHT / 2), (WIDTH / 2 + 100, HEIGHT / 2))
        self.a = [0.1, 0.7]
        self.w = (-self.OMEGA, self.OMEGA)
        self.x, self.y, self.vx, self.vy = WIDTH / 2, HEIGHT / 2, 140, 0

    def polys(self):
        return [make_hex(*self.c[i], self.R, self.a[i]) for i in (0, 1)]

    def step(self, dt):
        self.a = [a + w * dt for a, w in zip(self.a, self.w)]
        self.vy += self.GRAVITY * dt
        self.x += self.vx * dt
        self.y += self.vy * dt
        planes = [(p, i) for i, poly in enumerate(self.polys()) for p in half_planes(poly)]
        for _ in range(5):
            for (nx, ny, c), i in planes:
                gap = nx * self.x + ny * self.y - c - self.BALL
                if gap < 0:
                    self.x -= gap * nx
                    self.y -= gap * ny
                    wx = -self.w[i] * (self.y - ny * self.BALL - self.c[i][1])
                    wy = self.w[i] * (self.x - nx * self.BALL - self.c[i][0])
                    rx, ry = self.vx - wx, self.vy - wy
                    vn = rx * nx + ry * ny
                    if vn < 0:
                        jn = -(1 + self.E) * vn
                        vt = -rx * ny + ry * nx
                        jt = -math.copysign(min(abs(vt), self.MU * jn), vt)
                        self.vx += jn * nx - jt * ny
                        self.vy += jn * ny + jt * nx
                        speed = math.hypot(self.vx, self.vy)
                        target = min(max(speed, 270), 900)
                        self.vx *= target / speed
                        self.vy *= target / speed


def main():
    pygame.init()
    screen = pygame.display.set_mode((WIDTH, HEIGHT))
    clock = pygame.time.Clock()
    trail = pygame.Surface((WIDTH, HEIGHT), pygame.SRCALPHA)
    fade = pygame.Surface((WIDTH, HEIGHT), pygame.SRCALPHA)
    fade.fill((0, 0, 0, 6))
    scene = Scene()
    last = (scene.x, scene.y)
    alive = True
    while alive:
        alive = not any(e.type == pygame.QUIT for e in pygame.event.get())
        for _ in range(10):
            scene.step(1 / FPS / 10)
        # every frame takes 6 from the alpha of the old trail
        trail.blit(fade, (0, 0), special_flags=pygame.BLEND_RGBA_SUB)
        pygame.draw.line(trail, (255, 130, 60, 220), last, (scene.x, scene.y), 7)
        last = (scene.x, scene.y)

        screen.fill(BACKGROUND)
        left, right = scene.polys()
        lens = left
        for plane in half_planes(right):
            lens = cut(lens, plane)
        pygame.draw.polygon(screen, (70, 78, 130), lens)
        screen.blit(trail, (0, 0))
        pygame.draw.polygon(screen, (50, 110, 255), left, 3)
        pygame.draw.polygon(screen, (40, 220, 80), right, 3)
        pygame.draw.circle(screen, (255, 40, 40), (int(scene.x), int(scene.y)), scene.BALL)
        pygame.display.flip()
        clock.tick(FPS)
    pygame.quit()


if __name__ == "__main__":
    main()
