from attack import broken, held

try:
    with open("sparse", "wb") as file:
        file.truncate(1 << 50)
except OSError:
    held()
else:
    broken("a file of 1 PiB")
