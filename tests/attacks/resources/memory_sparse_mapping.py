import mmap

with open("sparse", "w+b") as file:
    try:
        file.truncate(1 << 30)
    except OSError:
        print("held")
    else:
        mapped = mmap.mmap(file.fileno(), 1 << 30)
        for at in range(0, len(mapped), 4096):
            mapped[at] = 1
        print("BROKEN")
