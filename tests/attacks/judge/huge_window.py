import pygame

pygame.init()
screen = pygame.display.set_mode((30_000, 30_000))
while True:
    screen.fill("blue")
    pygame.display.flip()
