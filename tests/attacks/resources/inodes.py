import os

for number in range(2_000_000):
    os.close(os.open(str(number), os.O_CREAT | os.O_WRONLY))
print("BROKEN")
