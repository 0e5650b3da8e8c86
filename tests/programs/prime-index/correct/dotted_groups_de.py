# Platz einer Primzahl in der Folge aller Primzahlen
import math, time

def anzahl_primzahlen(grenze):
    sieb = bytearray(b"\x01") * (grenze // 2 + grenze % 2)
    sieb[0] = 0
    for i in range(3, math.isqrt(grenze) + 1, 2):
        if sieb[i // 2]:
            a = i * i // 2
            sieb[a::i] = b"\x00" * ((len(sieb) - a - 1) // i + 1)
    return sieb.count(1) + 1

PRIMZAHL = 438990637
beginn = time.perf_counter()
n = anzahl_primzahlen(PRIMZAHL)
punkt = f"{n:,}".replace(",", ".")
print(f"Die Primzahl {PRIMZAHL} steht an Stelle {punkt}.")
print(f"Laufzeit: {time.perf_counter() - beginn:.1f} Sekunden")
