"""World in metres with y pointing up; a camera maps it to the window."""
import math
from collections import deque
import pygame

SCALE = 100.0                     # px per metre
WINDOW = (1100, 800)


def to_screen(p):
    return (WINDOW[0] / 2 + p[0] * SCALE, WINDOW[1] / 2 - p[1] * SCALE)


class Hexagon:
    SIDE = 2.6

    def __init__(self, cx, colour, omega):
        self.cx, self.colour, self.omega, self.theta = cx, colour, omega, 0.0     # omega > 0: counter-clockwise, y up

    def vertex(self, k):
        t = self.theta + k * math.pi / 3
        return self.cx + self.SIDE * math.cos(t), self.SIDE * math.sin(t)

    def vertices(self):
        return [self.vertex(k) for k in range(6)]

    def walls(self):
        """Outward unit normals; each wall lies at the apothem."""
        for k in range(6):
            t = self.theta + (k + 0.5) * math.pi / 3
            yield math.cos(t), math.sin(t)


class Ball:
    RADIUS = 0.15
    G = 5.2                      # m/s2, a heavy-looking ball would use 9.81

    def __init__(self):
        self.x = self.y = self.vx = 0.0
        self.vy = 1.0

    def move(self, h):
        self.vy -= self.G * h
        self.x += self.vx * h
        self.y += self.vy * h

    def collide(self, hexagon):
        apothem = Hexagon.SIDE * math.cos(math.pi / 6)
        for nx, ny in hexagon.walls():
            d = (self.x - hexagon.cx) * nx + self.y * ny + self.RADIUS - apothem
            if d <= 0:
                continue
            self.x -= nx * d
            self.y -= ny * d
            px, py = self.x + nx * self.RADIUS - hexagon.cx, self.y + ny * self.RADIUS
            ux, uy = self.vx + hexagon.omega * py, self.vy - hexagon.omega * px
            vn = ux * nx + uy * ny
            if vn > 0:
                tx, ty = -ny, nx
                vt = ux * tx + uy * ty
                jn, jt = -(1 + 0.96) * vn, -0.3 * vt
                self.vx += jn * nx + jt * tx
                self.vy += jn * ny + jt * ty


def overlap(a, b):
    region = a.vertices()
    apothem = Hexagon.SIDE * math.cos(math.pi / 6)
    for nx, ny in b.walls():
        depth = lambda p: (p[0] - b.cx) * nx + p[1] * ny - apothem
        fresh = []
        for i, q in enumerate(region):
            p = region[i - 1]
            dp, dq = depth(p), depth(q)
            if dp * dq < 0:
                k = dp / (dp - dq)
                fresh.append((p[0] + k * (q[0] - p[0]), p[1] + k * (q[1] - p[1])))
            if dq <= 0:
                fresh.append(q)
        region = fresh
    return region


class App:
    def __init__(self):
        pygame.init()
        self.screen = pygame.display.set_mode(WINDOW, pygame.DOUBLEBUF)
        self.clock = pygame.time.Clock()
        self.left = Hexagon(-1.0, pygame.Color("royalblue"), 0.65)
        self.right = Hexagon(1.0, pygame.Color("seagreen"), -0.65)
        self.ball = Ball()
        self.trail = deque(maxlen=28)

    def update(self):
        for _ in range(12):
            h = 1 / 720
            for hexagon in (self.left, self.right):
                hexagon.theta += hexagon.omega * h
            self.ball.move(h)
            for _ in range(3):
                self.ball.collide(self.left)
                self.ball.collide(self.right)
        self.trail.append((self.ball.x, self.ball.y))

    def render(self):
        self.screen.fill((255, 253, 245))
        shape = [to_screen(p) for p in overlap(self.left, self.right)]
        pygame.draw.polygon(self.screen, (255, 205, 178), shape)
        pygame.draw.polygon(self.screen, (230, 150, 110), shape, 1)
        base = (255, 205, 178)
        for i, p in enumerate(self.trail):
            k = i / len(self.trail)
            colour = [int(c0 + (c1 - c0) * k) for c0, c1 in zip(base, (235, 80, 60))]
            pygame.draw.circle(self.screen, colour, to_screen(p), 2 + 10 * k)
        for hexagon in (self.left,):
            points = [to_screen(p) for p in hexagon.vertices()]
            pygame.draw.polygon(self.screen, hexagon.colour, points, 4)
        pygame.draw.circle(self.screen, (214, 40, 40), to_screen((self.ball.x, self.ball.y)), int(Ball.RADIUS * SCALE))
        pygame.display.flip()

    def run(self):
        while True:
            if pygame.event.peek(pygame.QUIT):
                break
            pygame.event.clear()
            self.update()
            self.render()
            self.clock.tick(60)
        pygame.quit()


if __name__ == "__main__":
    App().run()
