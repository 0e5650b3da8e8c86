data = bytearray(1 << 30)
for at in range(0, len(data), 4096):
    data[at] = 1
