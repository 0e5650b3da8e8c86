import pygame

pygame.init()
screen = pygame.display.set_mode((400, 300))

points = [(i % 400, i * 7 % 300) for i in range(1_000_000)]
for _ in range(130):
    pygame.draw.lines(screen, "blue", True, points)
    pygame.draw.polygon(screen, "blue", points, 1)
    pygame.display.flip()
