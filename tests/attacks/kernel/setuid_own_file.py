import os
import shutil
import subprocess

from attack import broken, held

shutil.copy("/usr/bin/id", "id")
os.chmod("id", 0o6755)
out = subprocess.run(["./id", "-u"], capture_output=True, text=True).stdout.strip()
held() if out in ("", str(os.getuid())) else broken(out)
