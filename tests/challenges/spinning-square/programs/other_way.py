import math

import pygame

SIZE, RADIUS, SPEED_DEG_S = (640, 480), 150, 60

pygame.init()
screen = pygame.display.set_mode(SIZE)
clock = pygame.time.Clock()
angle, running = 0.0, True
while running:
    for event in pygame.event.get():
        running = event.type != pygame.QUIT
    angle -= math.radians(SPEED_DEG_S) / 60
    # y points down: growing angles would turn clockwise on the screen
    corners = [
        (SIZE[0] / 2 + RADIUS * math.cos(angle + i * math.pi / 2), SIZE[1] / 2 + RADIUS * math.sin(angle + i * math.pi / 2))
        for i in range(4)
    ]
    screen.fill("black")
    pygame.draw.polygon(screen, "orange", corners, 4)
    pygame.display.flip()
    clock.tick(60)
pygame.quit()
