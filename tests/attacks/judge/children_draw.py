import pygame

pygame.init()
screen = pygame.display.set_mode((400, 300))

import os

for _ in range(5):
    os.fork()
for _ in range(200):
    screen.fill("black")
    pygame.display.flip()
