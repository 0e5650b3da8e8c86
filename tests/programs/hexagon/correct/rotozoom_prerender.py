import pygame
import math

# The hexagons are painted once and rotated as images with rotozoom.
pygame.init()
screen = pygame.display.set_mode((800, 800))
clock = pygame.time.Clock()

R = 230
DEG = 36.0                  # degrees per second
LEFT, RIGHT = pygame.Vector2(310, 400), pygame.Vector2(490, 400)


def hexagon_image(color):
    size = 2 * R + 20
    img = pygame.Surface((size, size), pygame.SRCALPHA)
    c = size / 2
    pts = [(c + R * math.cos(math.radians(60 * i)), c + R * math.sin(math.radians(60 * i))) for i in range(6)]
    pygame.draw.polygon(img, color, pts, 6)
    return img


img_left = hexagon_image((60, 110, 255))
img_right = hexagon_image((50, 205, 90))
angle = 0.0                 # both turn by the same angle, mirrored
ball = pygame.Vector2(400, 400)
vel = pygame.Vector2(100, -50)
ball_r = 15
dots = []


def vertices(center, deg):
    return [center + pygame.Vector2(R, 0).rotate(deg + 60 * i) for i in range(6)]


def inside_side(a, b, p):
    return (b - a).cross(p - a)


def intersect(a, b):
    result = a
    for i in range(6):
        p, q = b[i], b[(i + 1) % 6]
        new = []
        for j in range(len(result)):
            u, w = result[j], result[(j + 1) % len(result)]
            fu, fw = inside_side(p, q, u), inside_side(p, q, w)
            if fu >= 0:
                new.append(u)
            if fu * fw < 0:
                new.append(u.lerp(w, fu / (fu - fw)))
        result = new
    return result


def physics(dt):
    global angle, ball, vel
    angle += DEG * dt
    vel.y += 700 * dt
    ball += vel * dt
    w = math.radians(DEG)
    for _ in range(5):
        for center, deg, om in ((LEFT, -angle, -w), (RIGHT, angle, w)):
            v = vertices(center, deg)
            for i in range(6):
                mid = (v[i] + v[(i + 1) % 6]) / 2
                n = (center - mid).normalize()
                pen = ball_r - (ball - mid).dot(n)
                if pen > 0:
                    ball += n * pen
                    arm = ball - n * ball_r - center
                    wall = pygame.Vector2(-arm.y * om, arm.x * om)
                    rel = vel - wall
                    vn = rel.dot(n)
                    if vn < 0:
                        vt = rel - n * vn
                        vel = wall + vt * 0.7 + n * min(750, max(-0.92 * vn, 280))


while True:
    for event in pygame.event.get():
        if event.type == pygame.QUIT:
            pygame.quit()
            raise SystemExit
    for _ in range(8):
        physics(1 / 480)
    dots.append([ball.x, ball.y, 255])
    for d in dots:
        d[2] -= 6
    dots = [d for d in dots if d[2] > 0]

    screen.fill((245, 245, 240))
    pygame.draw.polygon(screen, (255, 214, 102), intersect(vertices(LEFT, -angle), vertices(RIGHT, angle)))
    # image rotation is counter-clockwise for positive angles
    r1 = pygame.transform.rotozoom(img_left, angle, 1)
    r2 = pygame.transform.rotozoom(img_right, -angle, 1)
    screen.blit(r1, r1.get_rect(center=LEFT))
    screen.blit(r2, r2.get_rect(center=RIGHT))
    for x, y, a in dots:
        s = pygame.Surface((12, 12), pygame.SRCALPHA)
        pygame.draw.circle(s, (230, 60, 40, a // 2), (6, 6), 6)
        screen.blit(s, (x - 6, y - 6))
    pygame.draw.circle(screen, (230, 20, 20), (round(ball.x), round(ball.y)), ball_r)
    pygame.display.flip()
    clock.tick(60)
