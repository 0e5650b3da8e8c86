import pygame

pygame.init()
screen = pygame.display.set_mode((400, 300))


class Liar(float):
    def __eq__(self, other):
        return True

    def __hash__(self):
        return 0

    def __index__(self):
        return 10**20

    def __float__(self):
        return float("nan")

    @property
    def __class__(self):
        return int

    def __iter__(self):
        while True:
            yield self


for _ in range(130):
    for draw in (
        lambda: pygame.draw.circle(screen, "red", (Liar(1), Liar(2)), Liar(3)),
        lambda: pygame.draw.polygon(screen, "red", [(Liar(1), Liar(2))] * 3),
        lambda: screen.blit(screen, (Liar(1), Liar(2))),
        lambda: pygame.display.set_caption(Liar(1)),
    ):
        try:
            draw()
        except Exception:
            continue
    pygame.display.flip()
