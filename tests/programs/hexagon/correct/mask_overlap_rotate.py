"""Hexagons are sprites turned by pygame.transform.rotate; the overlap is found with masks."""
import math
import pygame

pygame.init()
W, H = 900, 640
screen = pygame.display.set_mode((W, H))
clock = pygame.time.Clock()
R = 210
D = 155
OMEGA_DEG = 30.0
G = 450.0
E = 0.95
F = 0.1
BR = 12


def make_image(color, filled=False):
    s = pygame.Surface((2 * R + 8, 2 * R + 8), pygame.SRCALPHA)
    c = R + 4
    pts = [(c + R * math.cos(math.radians(60 * k)), c + R * math.sin(math.radians(60 * k))) for k in range(6)]
    pygame.draw.polygon(s, color, pts, 0 if filled else 4)
    return s


blue_img = make_image((40, 90, 255))
green_img = make_image((20, 200, 60))
solid_img = make_image((255, 255, 255), True)
CL = pygame.Vector2(W / 2 - D / 2, H / 2)
CR = pygame.Vector2(W / 2 + D / 2, H / 2)

deg = 0.0
pos = pygame.Vector2(W / 2, H / 2)
vel = pygame.Vector2(-70, 0)
trail = []
font = pygame.font.SysFont("dejavusans", 15)


def wall_bounce(center, angle, omega):
    """angle, omega are screen clockwise, radians"""
    global pos, vel
    ap = R * math.cos(math.pi / 6)
    for k in range(6):
        n = -pygame.Vector2(1, 0).rotate_rad(angle + math.pi / 6 + k * math.pi / 3)
        gap = (pos - center).dot(n) + ap - 2 - BR
        if gap < 0:
            pos -= n * gap
            r = pos - n * BR - center
            wall = pygame.Vector2(-r.y, r.x) * omega
            rel = vel - wall
            if rel.dot(n) < 0:
                nn = n * rel.dot(n)
                tt = rel - nn
                vel = wall - E * nn + (1 - F) * tt


def blit_center(img, center):
    screen.blit(img, img.get_rect(center=(round(center.x), round(center.y))))


running = True
while running:
    for event in pygame.event.get():
        if event.type == pygame.QUIT:
            running = False
    dt = 1 / 60
    n = 6
    for _ in range(n):
        deg += OMEGA_DEG * dt / n
        vel.y += G * dt / n
        pos += vel * dt / n
        for _ in range(3):
            wall_bounce(CL, -math.radians(deg), -math.radians(OMEGA_DEG))
            wall_bounce(CR, math.radians(deg), math.radians(OMEGA_DEG))
    trail.append(pos.copy())
    if len(trail) > 35:
        del trail[0]

    screen.fill((240, 240, 240))
    # overlap of the two masks
    ls = pygame.transform.rotate(solid_img, deg)
    rs = pygame.transform.rotate(solid_img, -deg)
    lrect = ls.get_rect(center=(round(CL.x), round(CL.y)))
    rrect = rs.get_rect(center=(round(CR.x), round(CR.y)))
    lm, rm = pygame.mask.from_surface(ls), pygame.mask.from_surface(rs)
    both = lm.overlap_mask(rm, (rrect.x - lrect.x, rrect.y - lrect.y))
    screen.blit(both.to_surface(setcolor=(255, 220, 120, 255), unsetcolor=(0, 0, 0, 0)), lrect)
    blit_center(pygame.transform.rotate(blue_img, deg), CL)      # positive = counter-clockwise
    blit_center(pygame.transform.rotate(green_img, -deg), CR)
    for i, p in enumerate(trail):
        a = i / len(trail)
        s = pygame.Surface((2 * BR, 2 * BR), pygame.SRCALPHA)
        pygame.draw.circle(s, (230, 60, 60, int(110 * a)), (BR, BR), int(BR * (0.4 + 0.5 * a)))
        screen.blit(s, (p.x - BR, p.y - BR))
    pygame.draw.circle(screen, (220, 20, 20), (round(pos.x), round(pos.y)), BR)
    screen.blit(font.render(f"{OMEGA_DEG:.0f}°/s  g={G:.0f}  e={E}", True, (30, 30, 30)), (8, 8))
    pygame.display.flip()
    clock.tick(60)
pygame.quit()
