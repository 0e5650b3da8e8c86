import os
import sys

for name in ("pygame.py", "sitecustomize.py", "x.pth", "msgspec.py", "runners.py"):
    with open(name, "w") as file:
        file.write("import sys; print('planted'); sys.modules.clear()")
if os.environ.get("again") != "yes":
    os.environ |= {"again": "yes", "PYTHONPATH": os.getcwd()}
    os.execv(sys.executable, [sys.executable, *sys.orig_argv[1:]])
