import pygame

pygame.init()
pygame.display.set_mode((100, 100))
while True:
    pygame.event.pump()
