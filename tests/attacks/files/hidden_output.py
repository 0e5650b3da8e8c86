import os

open('out.txt', 'w').close()
os.chmod('out.txt', 0)
