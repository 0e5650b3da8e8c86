import math
import sys
import pygame

"""Overlap by blending: each hexagon is filled on its own layer and the two layers are combined with BLEND_MIN."""

SIZE = (960, 600)
CENTER = (480, 300)
R = 190
HALF = 82
FRAME = 1 / 75
G = 900
REST = 0.88
MU = 0.3
BR = 11

def ring(cx, cy, phase):
    return [(cx + R * math.sin(phase + i * math.pi / 3), cy - R * math.cos(phase + i * math.pi / 3)) for i in range(6)]

def respond(state, pts, cx, cy, w):
    x, y, vx, vy = state
    for i in range(6):
        ax, ay = pts[i]
        bx, by = pts[(i + 1) % 6]
        L = math.hypot(bx - ax, by - ay)
        nx, ny = -(by - ay) / L, (bx - ax) / L
        gap = (x - ax) * nx + (y - ay) * ny - BR
        if gap < 0:
            x -= gap * nx
            y -= gap * ny
            rx, ry = x - BR * nx - cx, y - BR * ny - cy
            ux, uy = vx + w * ry, vy - w * rx
            un = ux * nx + uy * ny
            if un < 0:
                ut = -ux * ny + uy * nx
                new_un = max(-REST * un, 360)
                new_un = min(new_un, 700)
                dut = -MU * ut
                vx += (new_un - un) * nx - dut * ny
                vy += (new_un - un) * ny + dut * nx
    return [x, y, vx, vy]

def run():
    pygame.init()
    screen = pygame.display.set_mode(SIZE)
    pygame.display.set_caption("BLEND")
    clock = pygame.time.Clock()
    layer_a = pygame.Surface(SIZE)
    layer_b = pygame.Surface(SIZE)
    phase_l, phase_r, w = 0.0, math.pi / 6, 0.9
    state = [CENTER[0], CENTER[1], 40.0, 0.0]
    trail = []
    while True:
        for ev in pygame.event.get():
            if ev.type == pygame.QUIT:
                pygame.quit()
                sys.exit()
        for _ in range(10):
            h = FRAME / 10
            phase_l -= w * h
            phase_r += w * h
            state[3] += G * h
            state[0] += state[2] * h
            state[1] += state[3] * h
            left = ring(CENTER[0] - HALF, CENTER[1], phase_l)
            right = ring(CENTER[0] + HALF, CENTER[1], phase_r)
            for _ in range(5):
                state = respond(state, left, CENTER[0] - HALF, CENTER[1], -w)
                state = respond(state, right, CENTER[0] + HALF, CENTER[1], w)
        trail.insert(0, tuple(state[:2]))
        del trail[60:]

        screen.fill((8, 8, 12))
        layer_a.fill((0, 0, 0))
        layer_b.fill((0, 0, 0))
        pygame.draw.polygon(layer_a, (200, 150, 40), left)
        pygame.draw.polygon(layer_b, (120, 150, 90), right)
        layer_a.blit(layer_b, (0, 0), special_flags=pygame.BLEND_MULT)
        screen.blit(layer_a, (0, 0), special_flags=pygame.BLEND_ADD)
        pygame.draw.lines(screen, (40, 90, 255), True, left, 5)
        pygame.draw.lines(screen, (40, 210, 90), True, right, 5)
        for i in range(len(trail) - 1, 0, -1):
            k = 1 - i / 60
            pygame.draw.circle(screen, (int(94 + 140 * k), int(88 * (1 - k) + 30), int(14 + 20 * k)), trail[i], 1 + 7 * k)
        pygame.draw.circle(screen, (255, 30, 30), state[:2], BR)
        pygame.display.flip()
        clock.tick(75)

if __name__ == "__main__":
    run()
