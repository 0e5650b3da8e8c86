import pygame

pygame.init()
screen = pygame.display.set_mode((400, 300))

while True:
    pygame.draw.circle(screen, "red", (5, 5), 5)
