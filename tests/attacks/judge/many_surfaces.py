import pygame

pygame.init()
screen = pygame.display.set_mode((400, 300))

kept = []
while True:
    for _ in range(2000):
        surface = pygame.Surface((4, 4))
        surface.fill("red")
        screen.blit(surface, (1, 1))
        kept.append(surface)
    pygame.display.flip()
