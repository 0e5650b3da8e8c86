import pygame

pygame.init()
pygame.display.set_mode((50, 50))
pygame.display.flip()
