import pygame

pygame.init()
screen = pygame.display.set_mode((400, 300))

import time

time.sleep(1.9)
pygame.display.flip()
time.sleep(10**9)
pygame.display.flip()
