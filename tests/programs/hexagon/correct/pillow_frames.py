"""The picture is painted with Pillow and only shown with pygame."""
from PIL import Image, ImageDraw
import pygame, math
from pygame import Vector2 as V

pygame.init()
S = pygame.display.set_mode((700, 600))
C = pygame.time.Clock()
R, r = 190, 11
hexes = [[V(278, 300), 0, -1.2, (0, 0, 255)], [V(422, 300), 0, 1.2, (0, 255, 0)]]   # centre, angle, deg/frame, colour
p, v, old = V(350, 300), V(2, 0), []

def corners(h): return [h[0] + V(R, 0).rotate(h[1] + 60 * i) for i in range(6)]

def cut(A, B):
    for i in range(6):
        a, d, out = B[i], B[(i + 1) % 6] - B[i], []
        for j in range(len(A)):
            s, t = d.cross(A[j - 1] - a), d.cross(A[j] - a)
            if s * t < 0: out.append(A[j - 1].lerp(A[j], s / (s - t)))
            if t >= 0: out.append(A[j])
        A = out
    return A

while not pygame.event.get(pygame.QUIT):
    for _ in range(10):
        v.y += 0.015
        p += v / 10
        for h in hexes: h[1] += h[2] / 10
        for h in hexes * 3:
            w = math.radians(h[2])
            for i in range(6):
                n = V(1, 0).rotate(h[1] + 60 * i + 30)
                d = (p - h[0]) * n + r - R * math.cos(math.pi / 6)
                if d > 0:
                    p -= n * d
                    q = p + n * r - h[0]
                    wall = V(-q.y, q.x) * w
                    u = v - wall
                    if u * n > 0:
                        v = wall - n * (u * n) * .94 + (u - n * (u * n)) * .8
    old = ([V(p)] + old)[:30]
    image = Image.new("RGB", (700, 600), (16, 16, 24))
    draw = ImageDraw.Draw(image)
    K = [corners(h) for h in hexes]
    draw.polygon([tuple(q) for q in cut(*K)], fill=(70, 30, 90))
    for i, o in enumerate(old[::-1]):
        s = 1 + i / 4
        draw.ellipse([o.x - s, o.y - s, o.x + s, o.y + s], fill=(70 + 4 * i, 30 + i, 90 - 2 * i))
    for h, k in zip(hexes, K):
        draw.line([tuple(q) for q in k + k[:2]], fill=h[3], width=3, joint="curve")
    draw.ellipse([p.x - r, p.y - r, p.x + r, p.y + r], fill=(255, 0, 0))
    S.blit(pygame.image.frombuffer(image.tobytes(), (700, 600), "RGB"), (0, 0))
    pygame.display.flip()
    C.tick(60)
