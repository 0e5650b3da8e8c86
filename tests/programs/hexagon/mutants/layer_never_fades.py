# 复数运算版本: 平面上的点都是复数
import cmath
import math
import pygame

pygame.init()
W, H = 850, 650
screen = pygame.display.set_mode((W, H))
clock = pygame.time.Clock()

R = 215
LEFT = complex(W / 2 - 83, H / 2)
RIGHT = complex(W / 2 + 83, H / 2)
w_left, w_right = -0.018, 0.018       # 弧度每帧
phase_left = phase_right = math.pi / 6

z = complex(W / 2, H / 2)             # 球的位置
v = complex(2.5, -3)                  # 球的速度 (像素/帧)
r = 14
g = 0.16j                             # y 轴向下
e, mu = 0.95, 0.2


def hexa(c, ph):
    return [c + cmath.rect(R, ph + k * math.pi / 3) for k in range(6)]


def dot(a, b):
    return (a.conjugate() * b).real


def xy(points):
    return [(p.real, p.imag) for p in points]


def hit(c, ph, w):
    global z, v
    apothem = R * math.sqrt(3) / 2
    for k in range(6):
        n = cmath.rect(1, ph + (k + 0.5) * math.pi / 3)
        over = dot(z - c, n) + r - apothem
        if over > 0:
            z -= over * n
            wall = 1j * w * (z + r * n - c)     # 旋转墙壁的速度 = iω(p - c)
            u = v - wall
            un = dot(u, n)
            if un > 0:
                ut = dot(u, 1j * n)
                v = wall - e * un * n + (1 - mu) * ut * 1j * n


def inter(A, B):
    out = A
    for i in range(6):
        p, d = B[i], B[(i + 1) % 6] - B[i]
        src, out = out, []
        for j in range(len(src)):
            s, t = src[j - 1], src[j]
            cs, ct = (d.conjugate() * (s - p)).imag, (d.conjugate() * (t - p)).imag
            if cs * ct < 0:
                out.append(s + (t - s) * cs / (cs - ct))
            if ct >= 0:
                out.append(t)
    return out


trail_layer = pygame.Surface((W, H), pygame.SRCALPHA)
alive = True
while alive:
    for event in pygame.event.get():
        alive = alive and event.type != pygame.QUIT
    N = 6
    for _ in range(N):
        phase_left += w_left / N
        phase_right += w_right / N
        v += g / N
        z += v / N
        for _ in range(3):
            hit(LEFT, phase_left, w_left)
            hit(RIGHT, phase_right, w_right)
    screen.fill((30, 30, 30))
    A, B = hexa(LEFT, phase_left), hexa(RIGHT, phase_right)
    pygame.draw.polygon(screen, (150, 150, 40), xy(inter(A, B)))
    # 整层逐帧变淡
    pygame.draw.circle(trail_layer, (255, 90, 60, 180), (int(z.real), int(z.imag)), 7)
    screen.blit(trail_layer, (0, 0))
    for pts, colour in ((A, (80, 140, 255)), (B, (80, 230, 100))):
        q = xy(pts)
        for k in range(6):
            pygame.draw.line(screen, colour, q[k], q[k - 1], 3)
    pygame.draw.circle(screen, (240, 20, 20), (int(z.real), int(z.imag)), r)
    pygame.display.flip()
    clock.tick(50)
pygame.quit()
