import pygame

pygame.init()
screen = pygame.display.set_mode((400, 300))

import sys

WORDS = "\x1b]0;owned\x07\x1b[2J\x1b[31m\x9b31m\u202e<script>alert(1)</script>[bold]\r\n\x00"
pygame.display.set_caption(WORDS.replace("\x00", ""))
pygame.display.flip()
print(WORDS)
sys.stderr.write(WORDS)
raise type("Bad\x1b[31mError", (Exception,), {})(WORDS)
