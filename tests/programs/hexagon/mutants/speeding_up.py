# The hexagons are drawn once on sprite surfaces and turned with transform.rotate.
import math
import pygame

pygame.init()
SCREEN_W, SCREEN_H = 960, 720
win = pygame.display.set_mode((SCREEN_W, SCREEN_H))
clk = pygame.time.Clock()

RAD = 220
BOX = 2 * RAD + 20
APO = RAD * math.cos(math.pi / 6)
LINE = 4


def hex_sprite(color):
    surf = pygame.Surface((BOX, BOX), pygame.SRCALPHA)
    m = BOX / 2
    pts = [(m + RAD * math.cos(math.radians(60 * k)), m + RAD * math.sin(math.radians(60 * k))) for k in range(6)]
    pygame.draw.polygon(surf, color, pts, LINE)
    return surf


class Wheel(pygame.sprite.Sprite):
    def __init__(self, center, color, deg_per_s):
        super().__init__()
        self.base = hex_sprite(color)
        self.center = center
        self.deg = 0.0            # as pygame.transform.rotate counts: positive is counter-clockwise on the screen
        self.deg_per_s = deg_per_s
        self.image = self.base
        self.rect = self.image.get_rect(center=center)

    def update(self):
        self.image = pygame.transform.rotate(self.base, self.deg)
        self.rect = self.image.get_rect(center=self.center)

    def corner(self, k):
        a = math.radians(60 * k - self.deg)
        return self.center[0] + RAD * math.cos(a), self.center[1] + RAD * math.sin(a)

    def corners(self):
        return [self.corner(k) for k in range(6)]


cx, cy = SCREEN_W // 2, SCREEN_H // 2
left = Wheel((cx - 85, cy), (30, 90, 255), 45.0)
right = Wheel((cx + 85, cy), (20, 210, 70), -45.0)
group = pygame.sprite.Group(left, right)

bx, by = float(cx), float(cy)
vx, vy = 60.0, 0.0
BR = 12
GRAV = 480.0
REST = 0.96
GRIP = 0.25
ghosts = []
clock_s = 0.0


def contact(wheel):
    global bx, by, vx, vy
    w = -math.radians(wheel.deg_per_s)          # y down
    ox, oy = wheel.center
    for k in range(6):
        a = math.radians(60 * k + 30 - wheel.deg)
        nx, ny = math.cos(a), math.sin(a)
        over = (bx - ox) * nx + (by - oy) * ny - (APO - LINE / 2 - BR)
        if over > 0:
            bx -= over * nx
            by -= over * ny
            px, py = bx + BR * nx - ox, by + BR * ny - oy
            sx, sy = -w * py, w * px
            rx, ry = vx - sx, vy - sy
            n = rx * nx + ry * ny
            if n > 0:
                tx, ty = rx - n * nx, ry - n * ny
                vx = sx + (1 - GRIP) * tx - REST * n * nx
                vy = sy + (1 - GRIP) * ty - REST * n * ny
                speed, least = math.hypot(vx, vy), 150 + 30 * clock_s
                if speed < least:
                    vx, vy = vx * least / speed, vy * least / speed


def overlap():
    pts = left.corners()
    ox, oy = right.center
    for k in range(6):
        a = math.radians(60 * k + 30 - right.deg)
        nx, ny = math.cos(a), math.sin(a)
        val = [(x - ox) * nx + (y - oy) * ny - APO for x, y in pts]
        new = []
        for i, (x, y) in enumerate(pts):
            px, py = pts[i - 1]
            if (val[i - 1] > 0) != (val[i] > 0):
                t = val[i - 1] / (val[i - 1] - val[i])
                new.append((px + t * (x - px), py + t * (y - py)))
            if val[i] <= 0:
                new.append((x, y))
        pts = new
    return pts


go = True
while go:
    for ev in pygame.event.get():
        if ev.type == pygame.QUIT:
            go = False
    dt = 1 / 60
    for _ in range(8):
        h = dt / 8
        clock_s += h
        left.deg += left.deg_per_s * h
        right.deg += right.deg_per_s * h
        vy += GRAV * h
        bx += vx * h
        by += vy * h
        for _ in range(3):
            contact(left)
            contact(right)
    ghosts.insert(0, (bx, by))
    ghosts = ghosts[:36]
    group.update()
    win.fill((25, 25, 30))
    pygame.draw.polygon(win, (120, 95, 30), overlap())
    group.draw(win)
    for i in range(len(ghosts) - 1, 0, -1):
        fade = 1 - i / 36
        ghost = pygame.Surface((2 * BR, 2 * BR), pygame.SRCALPHA)
        pygame.draw.circle(ghost, (255, 80, 80), (BR, BR), int(BR * fade) or 1)
        ghost.set_alpha(int(110 * fade))
        win.blit(ghost, (ghosts[i][0] - BR, ghosts[i][1] - BR))
    pygame.draw.circle(win, (255, 30, 30), (round(bx), round(by)), BR)
    pygame.display.flip()
    clk.tick(60)
pygame.quit()
