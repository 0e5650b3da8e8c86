import pygame

pygame.init()
screen = pygame.display.set_mode((400, 300))

before = pygame.Surface((8, 8), pygame.SRCALPHA)
pygame.draw.circle(before, "red", (4, 4), 3)
for _ in range(30):
    after = pygame.Surface((8, 8), pygame.SRCALPHA)
    after.blit(before, (0, 0))
    after.blit(before, (0, 1))
    before = after
while True:
    screen.blit(before, (100, 100))
    pygame.display.flip()
