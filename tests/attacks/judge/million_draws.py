import pygame

pygame.init()
screen = pygame.display.set_mode((400, 300))

for _ in range(130):
    for _ in range(1_000_000):
        pygame.draw.circle(screen, "red", (5, 5), 5)
    pygame.display.flip()
