import pygame

pygame.init()
screen = pygame.display.set_mode((400, 300))

nan, inf = float("nan"), float("inf")
draws = [
    lambda x: pygame.draw.circle(screen, "red", (x, 5), 5),
    lambda x: pygame.draw.circle(screen, "red", (5, 5), x),
    lambda x: pygame.draw.polygon(screen, "blue", [(0, 0), (x, 5), (5, 5)]),
    lambda x: pygame.draw.line(screen, "blue", (0, x), (5, 5), 3),
    lambda x: pygame.draw.rect(screen, "blue", (x, x, x, x)),
    lambda x: pygame.draw.arc(screen, "blue", (0, 0, 50, 50), x, 1),
    lambda x: screen.blit(screen, (x, x)),
    lambda x: screen.fill("red", (0, 0, x, x)),
]
for _ in range(130):
    for value in (nan, inf, -inf, 1e308, -1e308, 2**31, -(2**31), 10**400):
        for draw in draws:
            try:
                draw(value)
            except (ValueError, TypeError, OverflowError, pygame.error):
                continue
    pygame.display.flip()
