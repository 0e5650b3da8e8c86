import os

for source in ("/etc/passwd", "/usr/bin/env"):
    try:
        os.link(source, "out.txt")
    except OSError:
        continue
open("one.txt", "w").close()
os.link("one.txt", "two.txt")
