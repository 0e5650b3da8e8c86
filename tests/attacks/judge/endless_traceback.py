import pygame

pygame.init()
screen = pygame.display.set_mode((400, 300))

pygame.display.flip()
name = "E" * 1_000_000
raise type(name, (Exception,), {})("x" * 10_000_000)
