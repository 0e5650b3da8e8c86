import pygame

pygame.init()
screen = pygame.display.set_mode((400, 300))

import os
import struct

from msgspec.msgpack import encode


def send(*message):
    body = encode(message)
    data = memoryview(struct.pack("<I", len(body)) + body)
    while data:
        data = data[os.write(3, data) :]


pygame.display.flip()
for index in range(50):
    send("frame", index, index * 10_000_000, 1, 800, 600, [])
    pygame.display.flip()
