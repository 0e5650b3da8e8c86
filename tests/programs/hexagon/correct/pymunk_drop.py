"""pymunk 版本: 从中心静止下落, 碰撞回调补充能量"""
import math
import random
import sys
from collections import deque

import pygame
import pymunk

SCREEN = (800, 600)
RADIUS = 190
SPEED = 1.0


class RotatingHexagon:
    def __init__(self, space, x, y, speed, color):
        self.body = pymunk.Body(body_type=pymunk.Body.KINEMATIC)
        self.body.position = x, y
        self.body.angular_velocity = speed
        self.color = color
        self.local = [(RADIUS * math.cos(math.radians(60 * i)), RADIUS * math.sin(math.radians(60 * i))) for i in range(6)]
        space.add(self.body)
        # 每条边外侧一个实心四边形, 防止穿透
        k = 1.25
        for i in range(6):
            (x1, y1), (x2, y2) = self.local[i], self.local[(i + 1) % 6]
            wall = pymunk.Poly(self.body, [(x1, y1), (x2, y2), (x2 * k, y2 * k), (x1 * k, y1 * k)])
            wall.elasticity = 1.0
            wall.friction = 0.8
            space.add(wall)

    def points(self):
        c, s = math.cos(self.body.angle), math.sin(self.body.angle)
        return [(self.body.position.x + c * x - s * y, self.body.position.y + s * x + c * y) for x, y in self.local]


def polygon_intersection(p, q):
    """Sutherland-Hodgman"""
    result = p
    for i in range(len(q)):
        ax, ay = q[i]
        bx, by = q[(i + 1) % len(q)]
        current, result = result, []
        for j in range(len(current)):
            sx, sy = current[j - 1]
            ex, ey = current[j]
            cs = (bx - ax) * (sy - ay) - (by - ay) * (sx - ax)
            ce = (bx - ax) * (ey - ay) - (by - ay) * (ex - ax)
            if (cs >= 0) != (ce >= 0):
                t = cs / (cs - ce)
                result.append((sx + t * (ex - sx), sy + t * (ey - sy)))
            if ce >= 0:
                result.append((ex, ey))
    return result


def main():
    pygame.init()
    screen = pygame.display.set_mode(SCREEN)
    pygame.display.set_caption("双六边形 - pymunk")
    clock = pygame.time.Clock()
    space = pymunk.Space()
    space.gravity = 0, 500
    space.iterations = 40
    space.collision_bias = 0.0001
    space.collision_slop = 0.01
    left = RotatingHexagon(space, 400 - 73, 300, -SPEED, (64, 128, 255))
    right = RotatingHexagon(space, 400 + 73, 300, SPEED, (64, 224, 96))
    ball = pymunk.Body(1, pymunk.moment_for_circle(1, 0, 12))
    ball.position = 400, 300
    ball.velocity = random.uniform(-20, 20), 0
    circle = pymunk.Circle(ball, 12)
    circle.elasticity = 0.97
    circle.friction = 0.8
    space.add(ball, circle)
    trail = deque(maxlen=50)
    while True:
        for event in pygame.event.get():
            if event.type == pygame.QUIT:
                pygame.quit()
                sys.exit()
        for _ in range(20):
            space.step(1 / 1200)
        trail.append((int(ball.position.x), int(ball.position.y)))
        screen.fill((10, 10, 10))
        pl, pr = left.points(), right.points()
        layer = pygame.Surface(SCREEN, pygame.SRCALPHA)
        pygame.draw.polygon(layer, (*left.color, 30), pl)
        pygame.draw.polygon(layer, (*right.color, 30), pr)
        screen.blit(layer, (0, 0))
        pygame.draw.polygon(screen, (120, 60, 0), polygon_intersection(pl, pr))
        for i in range(len(trail) - 1):
            k = i / len(trail)
            color = (int(120 + 135 * k), int(60 + 120 * k), int(40 * k))
            pygame.draw.line(screen, color, trail[i], trail[i + 1], 1 + int(4 * k))
        pygame.draw.polygon(screen, left.color, pl, 3)
        pygame.draw.polygon(screen, right.color, pr, 3)
        pygame.draw.circle(screen, (255, 0, 0), trail[-1], 12)
        pygame.display.flip()
        clock.tick(60)


if __name__ == "__main__":
    main()
