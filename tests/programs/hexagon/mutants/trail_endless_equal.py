import math, sys
import pygame
from pygame import Vector2 as V

# logical resolution, letterboxed into whatever the window is
LOGICAL = (480, 360)
WINDOW = (1280, 720)

class Wall:
    def __init__(self, a, b, centre, omega):
        self.a, self.b, self.centre, self.omega = a, b, centre, omega
        d = (b - a).normalize()
        self.n = V(-d.y, d.x)
    def distance(self, p): return (p - self.a).dot(self.n)
    def velocity(self, p):
        r = p - self.centre
        return V(-r.y, r.x) * self.omega

class Hex:
    R = 120
    def __init__(self, centre, omega, rot=0.0):
        self.centre, self.omega, self.rot = V(centre), omega, rot
    def tick(self, dt): self.rot += self.omega * dt
    @property
    def points(self):
        return [self.centre + V(self.R, 0).rotate(math.degrees(self.rot) + 60 * i) for i in range(6)]
    def walls(self):
        p = self.points
        return [Wall(p[i], p[(i + 1) % 6], self.centre, self.omega) for i in range(6)]

class World:
    gravity, restitution, friction, min_out = 320, 0.9, 0.4, 160
    def __init__(self):
        cx, cy = LOGICAL[0] / 2, LOGICAL[1] / 2
        self.hexes = [Hex((cx - 51, cy), -0.55), Hex((cx + 51, cy), 0.55, 0.3)]
        self.p, self.v, self.r = V(cx, cy), V(25, 0), 7
        self.tail = []
    def update(self, dt):
        n = 8
        for _ in range(n):
            h = dt / n
            for x in self.hexes: x.tick(h)
            self.v.y += self.gravity * h
            self.p += self.v * h
            walls = self.hexes[0].walls() + self.hexes[1].walls()
            for _ in range(8):
                w = min(walls, key=lambda w: w.distance(self.p))
                gap = w.distance(self.p) - self.r
                if gap >= -1e-7: break
                self.p -= w.n * gap
                wv = w.velocity(self.p - w.n * self.r)
                rel = self.v - wv
                vn = rel.dot(w.n)
                if vn < 0:
                    t = rel - vn * w.n
                    self.v = wv + t * (1 - self.friction) + w.n * min(max(-vn * self.restitution, self.min_out), 420)
        self.tail.append(V(self.p))

def overlap(a, b):
    out = a
    for i in range(6):
        p, q = b[i], b[(i + 1) % 6]
        inside = lambda z: (q - p).cross(z - p)
        src, out = out, []
        for j in range(len(src)):
            s, e = src[j - 1], src[j]
            fs, fe = inside(s), inside(e)
            if (fs < 0) != (fe < 0): out.append(s.lerp(e, fs / (fs - fe)))
            if fe >= 0: out.append(e)
    return out

def main():
    pygame.init()
    screen = pygame.display.set_mode(WINDOW, pygame.RESIZABLE)
    canvas = pygame.Surface(LOGICAL)
    clock = pygame.time.Clock()
    world = World()
    font = pygame.font.Font(None, 16)
    while True:
        for e in pygame.event.get():
            if e.type == pygame.QUIT: pygame.quit(); sys.exit()
        world.update(1 / 60)
        canvas.fill((44, 44, 52))
        l, r = (h.points for h in world.hexes)
        pygame.draw.polygon(canvas, (190, 170, 90), overlap(l, r))
        pygame.draw.polygon(canvas, (70, 140, 255), l, 2)
        pygame.draw.polygon(canvas, (60, 230, 110), r, 2)
        for i, q in enumerate(world.tail):
            k = i / len(world.tail)
            canvas.set_at((int(q.x), int(q.y)), (170, 30, 30))
            canvas.set_at((int(q.x) + 1, int(q.y)), (170, 30, 30))
        pygame.draw.circle(canvas, (225, 20, 30), world.p, world.r)
        canvas.blit(font.render("gravity 320  e 0.9  friction 0.4", False, (230, 230, 230)), (6, 6))
        sw, sh = screen.get_size()
        k = min(sw / LOGICAL[0], sh / LOGICAL[1])
        size = (int(LOGICAL[0] * k), int(LOGICAL[1] * k))
        off = ((sw - size[0]) // 2, (sh - size[1]) // 2)
        screen.fill((0, 0, 0))
        screen.blit(pygame.transform.scale(canvas, size), off)
        pygame.display.flip()
        clock.tick(60)

main()
