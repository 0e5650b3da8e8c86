import pygame

try:
    pygame.display.set_mode((30_000, 30_000)).fill((1, 2, 3))
except (pygame.error, MemoryError):
    pass
