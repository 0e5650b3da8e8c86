import os

os.kill(0, 19)
