import os

if os.fork() == 0:
    if os.fork() == 0:
        os.setsid()
        while True:
            pass
    os._exit(0)
os.wait()
print("held")
