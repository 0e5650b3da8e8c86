import math
import sys
import pygame

pygame.init()

# ------------------------- constants -------------------------
WIDTH, HEIGHT = 1000, 800
FPS = 60
HEX_RADIUS = 240
CENTER_DIST = 0.8 * HEX_RADIUS
ROTATION = math.radians(30)
GRAVITY = pygame.Vector2(0, 600)
RESTITUTION = 0.95
TANGENT_GRIP = 0.3
BALL_RADIUS = 15
TRAIL_LENGTH = 55

COL_BG = (28, 28, 34)
COL_LEFT = (70, 130, 255)
COL_RIGHT = (70, 210, 100)
COL_OVERLAP = (150, 110, 50)
COL_BALL = (255, 60, 60)

screen = pygame.display.set_mode((WIDTH, HEIGHT))
pygame.display.set_caption("Counter-Rotating Hexagons")
clock = pygame.time.Clock()
font = pygame.font.Font(None, 22)
title_font = pygame.font.Font(None, 36)


def hexagon(center, angle):
    return [center + pygame.Vector2(HEX_RADIUS, 0).rotate_rad(angle + i * math.pi / 3) for i in range(6)]


def polygon_clip(subject, clipper):
    result = subject
    for i in range(len(clipper)):
        a, b = clipper[i], clipper[(i + 1) % len(clipper)]
        edge = b - a
        previous, result = result, []
        for j, cur in enumerate(previous):
            prev = previous[j - 1]
            c1, c0 = edge.cross(cur - a), edge.cross(prev - a)
            if c1 >= 0:
                if c0 < 0:
                    result.append(prev + (cur - prev) * (c0 / (c0 - c1)))
                result.append(cur)
            elif c0 >= 0:
                result.append(prev + (cur - prev) * (c0 / (c0 - c1)))
    return result


def draw_legend():
    x, y = 20, HEIGHT - 130
    pygame.draw.rect(screen, (40, 40, 48), (x, y, 230, 112), border_radius=8)
    for row, (col, text) in enumerate(((COL_LEFT, "left hexagon (CCW)"), (COL_RIGHT, "right hexagon (CW)"))):
        cy = y + 20 + row * 26
        pts = [(x + 22 + 9 * math.cos(k * math.pi / 3), cy + 9 * math.sin(k * math.pi / 3)) for k in range(6)]
        pygame.draw.polygon(screen, col, pts, 2)
        screen.blit(font.render(text, True, (220, 220, 220)), (x + 44, cy - 8))
    pygame.draw.rect(screen, COL_OVERLAP, (x + 13, y + 62, 18, 14))
    screen.blit(font.render("overlap", True, (220, 220, 220)), (x + 44, y + 62))
    pygame.draw.circle(screen, COL_BALL, (x + 22, y + 95), 7)
    screen.blit(font.render("ball", True, (220, 220, 220)), (x + 44, y + 88))


class Ball:
    def __init__(self, pos):
        self.pos = pygame.Vector2(pos)
        self.vel = pygame.Vector2(80, 0)
        self.trail = []

    def update(self, dt, hexes):
        self.vel += GRAVITY * dt
        self.pos += self.vel * dt
        for _ in range(5):
            for center, verts, omega in hexes:
                self.bounce(center, verts, omega)

    def bounce(self, center, verts, omega):
        for i in range(6):
            a, b = verts[i], verts[(i + 1) % 6]
            ab = b - a
            n = pygame.Vector2(-ab.y, ab.x).normalize()
            dist = n.dot(self.pos - a)
            if dist >= BALL_RADIUS:
                continue
            self.pos += (BALL_RADIUS - dist) * n
            arm = self.pos - n * BALL_RADIUS - center
            wall_vel = omega * pygame.Vector2(-arm.y, arm.x)
            rel = self.vel - wall_vel
            vn = rel.dot(n)
            if vn >= 0:
                continue
            t = n.rotate(90)
            vt = rel.dot(t)
            new_n = -RESTITUTION * vn
            if new_n < 310:
                new_n = 310
            self.vel = wall_vel + new_n * n + vt * (1 - TANGENT_GRIP) * t
            if self.vel.length() > 750:
                self.vel.scale_to_length(750)


def main():
    c_left = pygame.Vector2(WIDTH / 2 - CENTER_DIST / 2, HEIGHT / 2 + 10)
    c_right = pygame.Vector2(WIDTH / 2 + CENTER_DIST / 2, HEIGHT / 2 + 10)
    a_left, a_right = 0.0, math.radians(30)
    ball = Ball((c_left + c_right) / 2)
    while True:
        for event in pygame.event.get():
            if event.type == pygame.QUIT:
                pygame.quit()
                sys.exit()
        sub = 10
        for _ in range(sub):
            dt = 1 / FPS / sub
            a_left -= ROTATION * dt
            a_right += ROTATION * dt
            left, right = hexagon(c_left, a_left), hexagon(c_right, a_right)
            ball.update(dt, ((c_left, left, -ROTATION), (c_right, right, ROTATION)))
        ball.trail.append(tuple(ball.pos))
        if len(ball.trail) > TRAIL_LENGTH:
            del ball.trail[0]

        screen.fill(COL_BG)
        pygame.draw.polygon(screen, COL_OVERLAP, polygon_clip(left, right))
        pygame.draw.polygon(screen, COL_LEFT, left, 4)
        pygame.draw.polygon(screen, COL_RIGHT, right, 4)
        for verts, tag, col in ((left, "L", COL_LEFT), (right, "R", COL_RIGHT)):
            c = sum(verts, pygame.Vector2()) / 6
            for i, v in enumerate(verts):
                label = font.render(f"{tag}{i + 1}", True, col)
                screen.blit(label, label.get_rect(center=c + (v - c) * 1.07))
        for i, p in enumerate(ball.trail):
            k = (i + 1) / len(ball.trail)
            surf = pygame.Surface((24, 24), pygame.SRCALPHA)
            pygame.draw.circle(surf, (255, 235, 200, int(150 * k)), (12, 12), max(1, int(9 * k)))
            screen.blit(surf, (p[0] - 12, p[1] - 12))
        pygame.draw.circle(screen, COL_BALL, ball.pos, BALL_RADIUS)
        pygame.draw.rect(screen, (45, 45, 60), (0, 0, WIDTH, 50))
        title = title_font.render("Counter-Rotating Hexagons", True, (240, 240, 240))
        screen.blit(title, title.get_rect(center=(WIDTH // 2, 25)))
        draw_legend()
        info = f"L {math.degrees(a_left) % 360:5.1f} deg   R {math.degrees(a_right) % 360:5.1f} deg"
        screen.blit(font.render(info, True, (200, 200, 200)), (WIDTH - 240, HEIGHT - 30))
        pygame.display.flip()
        clock.tick(FPS)


if __name__ == "__main__":
    main()
