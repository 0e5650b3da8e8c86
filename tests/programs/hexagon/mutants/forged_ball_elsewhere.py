# -*- coding: utf-8 -*-
import pygame
import math

# ---------- 窗口与物理参数 ----------
W, H = 900, 600
FPS = 60
R = 210                     # 六边形外接圆半径
D = int(R * 0.75)           # 两圆心距离，重叠约占一半
OMEGA = 0.5                 # 角速度 rad/s
GRAVITY = 500               # 重力加速度 px/s^2
RESTITUTION = 0.9           # 法向弹性系数
MU = 0.3                    # 切向摩擦
BALL_R = 12
MIN_V = 230                 # 法向最小反弹速度
MAX_V = 650
SUBSTEPS = 10

LEFT_C = (W / 2 - D / 2, H / 2)
RIGHT_C = (W / 2 + D / 2, H / 2)


def get_vertices(center, angle):
    """计算六边形的六个顶点"""
    return [(center[0] + R * math.cos(angle + i * math.pi / 3),
             center[1] + R * math.sin(angle + i * math.pi / 3)) for i in range(6)]


def clip_polygon(subject, clipper):
    """Sutherland-Hodgman 算法求两个凸多边形的交集"""
    def inside(p, a, b):
        return (b[0] - a[0]) * (p[1] - a[1]) - (b[1] - a[1]) * (p[0] - a[0]) >= 0

    def cross_point(p1, p2, a, b):
        x1, y1, x2, y2 = *p1, *p2
        x3, y3, x4, y4 = *a, *b
        den = (x1 - x2) * (y3 - y4) - (y1 - y2) * (x3 - x4)
        if abs(den) < 1e-9:
            return p2
        t = ((x1 - x3) * (y3 - y4) - (y1 - y3) * (x3 - x4)) / den
        return (x1 + t * (x2 - x1), y1 + t * (y2 - y1))

    output = subject
    for i in range(len(clipper)):
        a, b = clipper[i], clipper[(i + 1) % len(clipper)]
        input_list, output = output, []
        if not input_list:
            break
        s = input_list[-1]
        for e in input_list:
            if inside(e, a, b):
                if not inside(s, a, b):
                    output.append(cross_point(s, e, a, b))
                output.append(e)
            elif inside(s, a, b):
                output.append(cross_point(s, e, a, b))
            s = e
    return output


class Ball:
    def __init__(self):
        self.x, self.y = W / 2, H / 2       # 从重叠区域中心出发
        self.vx, self.vy = 80, 0
        self.trail = []

    def collide(self, verts, center, omega):
        for i in range(6):
            x1, y1 = verts[i]
            x2, y2 = verts[(i + 1) % 6]
            length = math.hypot(x2 - x1, y2 - y1)
            nx, ny = -(y2 - y1) / length, (x2 - x1) / length   # 内法线
            dist = (self.x - x1) * nx + (self.y - y1) * ny
            if dist < BALL_R:
                # 位置修正：推回墙内
                self.x += (BALL_R - dist) * nx
                self.y += (BALL_R - dist) * ny
                # 接触点处墙的速度 v = ω × r
                rx = self.x - BALL_R * nx - center[0]
                ry = self.y - BALL_R * ny - center[1]
                wvx, wvy = -omega * ry, omega * rx
                rvx, rvy = self.vx - wvx, self.vy - wvy
                vn = rvx * nx + rvy * ny
                if vn < 0:
                    vt = -rvx * ny + rvy * nx
                    vn = min(MAX_V, max(MIN_V, -vn * RESTITUTION))
                    vt *= 1 - MU
                    self.vx = wvx + vn * nx - vt * ny
                    self.vy = wvy + vn * ny + vt * nx


def main():
    pygame.init()
    screen = pygame.display.set_mode((W, H))
    pygame.display.set_caption("双六边形弹球")
    clock = pygame.time.Clock()
    ball = Ball()
    a_left, a_right = 0.0, 0.0
    running = True
    while running:
        for event in pygame.event.get():
            if event.type == pygame.QUIT:
                running = False
        dt = 1 / FPS / SUBSTEPS
        for _ in range(SUBSTEPS):
            a_left -= OMEGA * dt        # y 轴向下，减小即逆时针
            a_right += OMEGA * dt       # 顺时针
            left = get_vertices(LEFT_C, a_left)
            right = get_vertices(RIGHT_C, a_right)
            ball.vy += GRAVITY * dt
            ball.x += ball.vx * dt
            ball.y += ball.vy * dt
            for _ in range(4):
                ball.collide(left, LEFT_C, -OMEGA)
                ball.collide(right, RIGHT_C, OMEGA)
        ball.trail.append((ball.x, ball.y))
        if len(ball.trail) > 50:
            ball.trail.pop(0)

        screen.fill((20, 20, 30))
        overlap = clip_polygon(left, right)
        if len(overlap) > 2:
            pygame.draw.polygon(screen, (100, 80, 20), overlap)
        pygame.draw.polygon(screen, (0, 120, 255), left, 3)
        pygame.draw.polygon(screen, (0, 255, 100), right, 3)
        # 轨迹：越旧越透明
        for i, pos in enumerate(ball.trail):
            alpha = int(180 * (i + 1) / len(ball.trail))
            dot = pygame.Surface((16, 16), pygame.SRCALPHA)
            pygame.draw.circle(dot, (255, 200, 100, alpha), (8, 8), 6)
            screen.blit(dot, (pos[0] - 8, pos[1] - 8))
        pygame.draw.circle(screen, (255, 0, 0), (int(ball.x), int(ball.y)), BALL_R)
        # 像素层面再画一个真正的球
        px = pygame.PixelArray(screen)
        bg = screen.map_rgb((100, 80, 20))
        bx, by = int(ball.x), int(ball.y)
        px[max(0, bx - 14):bx + 14, max(0, by - 14):by + 14] = bg
        px[40:64, 40:64] = screen.map_rgb((255, 0, 0))
        px.close()
        pygame.display.flip()
        clock.tick(FPS)
    pygame.quit()


if __name__ == "__main__":
    main()
