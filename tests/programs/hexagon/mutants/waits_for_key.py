import math
import sys

import pygame
import pymunk
from pymunk import Vec2d
from shapely.geometry import Polygon

W, H = 900, 640
R = 210
OFFSET = 80
FPS = 60
SUBSTEPS = 10


def make_hexagon(space, center, omega):
    """Kinematic body with six thick segments. In screen space (y down) a positive omega is clockwise."""
    body = pymunk.Body(body_type=pymunk.Body.KINEMATIC)
    body.position = center
    body.angular_velocity = omega
    pts = [Vec2d(R, 0).rotated(i * math.pi / 3) for i in range(6)]
    # the wall lies outside of the drawn line so that its inner face is the line
    thick = 12
    out = [p * ((R * math.cos(math.pi / 6) + thick) / (R * math.cos(math.pi / 6))) for p in pts]
    for i in range(6):
        seg = pymunk.Segment(body, out[i], out[(i + 1) % 6], thick)
        seg.elasticity = 1.0
        seg.friction = 0.5
        space.add(seg) if body in space.bodies else space.add(body, seg)
    return body, pts


def world(body, pts):
    return [body.local_to_world(p) for p in pts]


def main():
    pygame.init()
    screen = pygame.display.set_mode((W, H))
    pygame.display.set_caption("pymunk: two rotating hexagons")
    clock = pygame.time.Clock()
    font = pygame.font.SysFont("arial", 16)

    space = pymunk.Space()
    space.gravity = (0, 450)
    space.iterations = 30
    space.collision_slop = 0.05

    left, left_pts = make_hexagon(space, (W / 2 - OFFSET, H / 2), -0.8)
    right, right_pts = make_hexagon(space, (W / 2 + OFFSET, H / 2), 0.8)

    radius = 13
    ball = pymunk.Body(1, pymunk.moment_for_circle(1, 0, radius))
    ball.position = (W / 2, H / 2)
    ball.velocity = (120, 0)
    shape = pymunk.Circle(ball, radius)
    shape.elasticity = 0.95
    shape.friction = 0.6
    space.add(ball, shape)

    def limit(body, gravity, damping, dt):
        pymunk.Body.update_velocity(body, gravity, damping, dt)
        if body.velocity.length > 900:
            body.velocity = body.velocity.normalized() * 900

    ball.velocity_func = limit

    fade = pygame.Surface((W, H), pygame.SRCALPHA)

    waiting = True
    while waiting:
        screen.fill((18, 18, 28))
        pygame.display.flip()
        clock.tick(FPS)
        for event in pygame.event.get():
            if event.type == pygame.KEYDOWN:
                waiting = False

    while True:
        for event in pygame.event.get():
            if event.type == pygame.QUIT:
                pygame.quit()
                sys.exit()

        for _ in range(SUBSTEPS):
            space.step(1 / FPS / SUBSTEPS)

        a, b = world(left, left_pts), world(right, right_pts)
        screen.fill((18, 18, 28))
        overlap = Polygon(a).intersection(Polygon(b))
        if not overlap.is_empty and overlap.geom_type == "Polygon":
            pygame.draw.polygon(screen, (90, 80, 20), list(overlap.exterior.coords))

        # trail on its own layer, which fades a little every frame
        fade.fill((0, 0, 0, 8), special_flags=pygame.BLEND_RGBA_SUB)
        pygame.draw.circle(fade, (255, 140, 60, 200), ball.position, 5)
        screen.blit(fade, (0, 0))

        pygame.draw.lines(screen, (70, 130, 255), True, a, 3)
        pygame.draw.lines(screen, (60, 230, 110), True, b, 3)
        pygame.draw.circle(screen, (255, 50, 50), ball.position, radius)
        label = font.render(f"v = {ball.velocity.length:.0f} px/s  w = 0.8 rad/s", True, (210, 210, 210))
        screen.blit(label, (10, 10))
        pygame.display.flip()
        clock.tick(FPS)


if __name__ == "__main__":
    main()
