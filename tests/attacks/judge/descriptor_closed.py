import pygame

pygame.init()
screen = pygame.display.set_mode((400, 300))

import os

os.close(3)
os.open("trace", os.O_CREAT | os.O_RDWR)
for _ in range(200):
    pygame.display.flip()
