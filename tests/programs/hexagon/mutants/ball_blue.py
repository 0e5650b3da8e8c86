"""pymunk with a collision callback that tops up weak bounces; y points up and the picture is flipped."""
import math
import pygame
import pymunk

W, H, FPS = 800, 640, 60
R, SEP, BALL = 200.0, 150.0, 12.0


class Arena:
    def __init__(self):
        self.space = pymunk.Space()
        self.space.gravity = 0, -650
        self.space.collision_slop = 0.0
        self.hexes = []
        for sx, w in ((-1, +0.6), (+1, -0.6)):          # y up: positive is counter-clockwise
            body = pymunk.Body(body_type=pymunk.Body.KINEMATIC)
            body.position = W / 2 + sx * SEP / 2, H / 2
            body.angular_velocity = w
            corners = [pymunk.Vec2d(R, 0).rotated(math.pi / 3 * k) for k in range(6)]
            self.space.add(body)
            for k in range(6):
                # every side is a solid block that begins at the side and reaches outwards
                a, b = corners[k], corners[(k + 1) % 6]
                block = pymunk.Poly(body, [a, b, b * 1.5, a * 1.5])
                block.elasticity, block.friction, block.collision_type = 1.0, 1.0, 2
                self.space.add(block)
            self.hexes.append((body, corners))
        self.ball = pymunk.Body(1, pymunk.moment_for_circle(1, 0, BALL))
        self.ball.position = W / 2, H / 2
        self.ball.velocity = -40, 60
        shape = pymunk.Circle(self.ball, BALL)
        shape.elasticity, shape.friction, shape.collision_type = 0.92, 0.5, 1
        self.space.add(self.ball, shape)

    def polygon(self, i):
        body, corners = self.hexes[i]
        return [body.local_to_world(c) for c in corners]

    def step(self, dt):
        self.space.step(dt)
        # keep the disc on the inner side of all walls and keep it lively
        for _ in range(4):
            for body, corners in self.hexes:
                for k in range(6):
                    a, b = body.local_to_world(corners[k]), body.local_to_world(corners[(k + 1) % 6])
                    n = (b - a).perpendicular().normalized()
                    gap = (self.ball.position - a).dot(n) - BALL
                    if gap < 0.02:
                        if gap < 0:
                            self.ball.position -= n * gap
                        wall = body.velocity_at_world_point(self.ball.position - n * BALL)
                        out = (self.ball.velocity - wall).dot(n)
                        if out < 0:
                            out_new = max(-0.92 * out, 260)
                            self.ball.velocity += n * (out_new - out)
                        elif out < 260:
                            self.ball.velocity += n * (260 - out)
        if self.ball.velocity.length > 760:
            self.ball.velocity = self.ball.velocity.scale_to_length(760)


def to_screen(p):
    return p[0], H - p[1]


def cut(p, q):
    for i in range(6):
        a, b = q[i], q[(i + 1) % 6]
        out = []
        for s, e in zip(p, p[1:] + p[:1]):
            fs, fe = (b - a).cross(s - a), (b - a).cross(e - a)
            if fs >= 0:
                out.append(s)
            if fs * fe < 0:
                out.append(s + (e - s) * (fs / (fs - fe)))
        p = out
    return p


def main():
    pygame.init()
    screen = pygame.display.set_mode((W, H))
    clock = pygame.time.Clock()
    arena = Arena()
    trail = []
    while True:
        for event in pygame.event.get():
            if event.type == pygame.QUIT:
                return
        for _ in range(20):
            arena.step(1 / FPS / 20)
        trail.append(to_screen(arena.ball.position))
        trail = trail[-40:]
        screen.fill((0, 0, 0))
        a, b = arena.polygon(0), arena.polygon(1)
        pygame.draw.polygon(screen, (120, 30, 110), [to_screen(p) for p in cut(a, b)])
        pygame.draw.polygon(screen, (0, 100, 255), [to_screen(p) for p in a], 3)
        pygame.draw.polygon(screen, (0, 255, 100), [to_screen(p) for p in b], 3)
        for i, p in enumerate(trail):
            k = i / len(trail)
            pygame.draw.circle(screen, (int(120 + 135 * k), int(30 + 130 * k), int(110 - 50 * k)), p, 1 + 7 * k)
        pygame.draw.circle(screen, (60, 140, 255), to_screen(arena.ball.position), BALL)
        pygame.display.flip()
        clock.tick(FPS)


main()
pygame.quit()
