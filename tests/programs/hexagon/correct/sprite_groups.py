"""pygame.sprite version: hexagons and ball are sprites, the ball shows its spin by a mark."""
import math
import pygame

vec = pygame.math.Vector2
SCREEN = pygame.Rect(0, 0, 880, 620)


class Hexagon(pygame.sprite.Sprite):
    def __init__(self, center, radius, deg_per_s, color, *groups):
        super().__init__(*groups)
        self.center = vec(center)
        self.radius = radius
        self.speed = deg_per_s
        self.color = color
        self.angle = 0
        size = radius * 2 + 12
        self.image = pygame.Surface((size, size), pygame.SRCALPHA)
        self.rect = self.image.get_rect(center=center)

    @property
    def omega(self):
        return math.radians(self.speed)

    def corners(self):
        return [self.center + vec(0, self.radius).rotate(self.angle + i * 60) for i in range(6)]

    def advance(self, dt):
        self.angle += self.speed * dt

    def update(self):
        self.image.fill((0, 0, 0, 0))
        off = vec(self.rect.topleft)
        pts = [p - off for p in self.corners()]
        pygame.draw.polygon(self.image, self.color, pts, 5)
        for p in pts:
            pygame.draw.circle(self.image, self.color, p, 5)


class Ball(pygame.sprite.Sprite):
    RADIUS = 14

    def __init__(self, pos, *groups):
        super().__init__(*groups)
        self.pos = vec(pos)
        self.vel = vec(70, -20)
        self.angle, self.spin = 0.0, 0.0
        r = self.RADIUS
        self.original = pygame.Surface((2 * r + 2, 2 * r + 2), pygame.SRCALPHA)
        pygame.draw.circle(self.original, (230, 30, 40), (r + 1, r + 1), r)
        pygame.draw.line(self.original, (140, 0, 10), (r + 1, r + 1), (2 * r - 2, r + 1), 3)
        self.image = self.original
        self.rect = self.image.get_rect(center=pos)
        self.history = []

    def integrate(self, dt, g):
        self.vel.y += g * dt
        self.pos += self.vel * dt
        self.angle += self.spin * dt

    def collide(self, hexagon, e, mu):
        c = hexagon.corners()
        for i in range(6):
            a, b = c[i], c[(i + 1) % 6]
            n = (b - a).normalize().rotate(90)
            depth = self.RADIUS - (self.pos - a).dot(n)
            if depth > 0:
                self.pos += n * depth
                arm = self.pos - n * self.RADIUS - hexagon.center
                wall = hexagon.omega * vec(-arm.y, arm.x)
                # surface velocity of the spinning ball at the contact
                surface = self.spin * self.RADIUS * vec(n.y, -n.x)
                rel = self.vel + surface - wall
                vn = rel.dot(n)
                if vn < 0:
                    t = vec(-n.y, n.x)
                    vt = rel.dot(t)
                    jn = max(-(1 + e) * vn, 290 - vn)
                    jn = min(jn, 760 - vn)
                    jt = -vt / 3.0               # sticking contact of a solid disc: 1/(1+2)
                    jt = max(-mu * jn, min(mu * jn, jt))
                    self.vel += n * jn + t * jt
                    self.spin -= 2 * jt / self.RADIUS

    def update(self):
        self.history.append(vec(self.pos))
        self.history = self.history[-45:]
        self.image = pygame.transform.rotate(self.original, -math.degrees(self.angle))
        self.rect = self.image.get_rect(center=(round(self.pos.x), round(self.pos.y)))


def intersection(p, q):
    for i in range(6):
        a, b = q[i], q[(i + 1) % 6]
        r = []
        for s, e in zip(p, p[1:] + p[:1]):
            fs, fe = (b - a).cross(s - a), (b - a).cross(e - a)
            if fs >= 0:
                r.append(s)
            if fs * fe < 0:
                r.append(s + (e - s) * (fs / (fs - fe)))
        p = r
    return p


def main():
    pygame.init()
    screen = pygame.display.set_mode(SCREEN.size)
    clock = pygame.time.Clock()
    hexes, balls = pygame.sprite.Group(), pygame.sprite.GroupSingle()
    left = Hexagon((440 - 85, 310), 215, -30, (40, 100, 255), hexes)
    right = Hexagon((440 + 85, 310), 215, 30, (40, 190, 80), hexes)
    ball = Ball(SCREEN.center, balls)
    while not pygame.event.get(pygame.QUIT):
        pygame.event.pump()
        for _ in range(12):
            dt = 1 / 60 / 12
            for h in hexes:
                h.advance(dt)
            ball.integrate(dt, 700)
            for _ in range(4):
                for h in hexes:
                    ball.collide(h, 0.9, 0.5)
        hexes.update()
        balls.update()
        screen.fill((210, 214, 220))
        pygame.draw.polygon(screen, (250, 220, 160), intersection(left.corners(), right.corners()))
        hexes.draw(screen)
        for i, p in enumerate(ball.history):
            k = (i + 1) / len(ball.history)
            s = pygame.Surface((20, 20), pygame.SRCALPHA)
            pygame.draw.circle(s, (120, 20, 30, int(130 * k)), (10, 10), int(2 + 7 * k))
            screen.blit(s, s.get_rect(center=p))
        balls.draw(screen)
        pygame.display.flip()
        clock.tick(60)
    pygame.quit()


main()
