import pygame

pygame.init()
screen = pygame.display.set_mode((400, 300))

for _ in range(100):
    print("x" * 1_000_000)
    pygame.display.flip()
