import ctypes
import glob
import os
import stat
import subprocess

from attack import broken, held, libc

if libc.prctl(39, 0, 0, 0, 0) != 1:
    broken("no_new_privs is not set")
for path in ("/bin/su", "/usr/bin/sudo", "/usr/bin/passwd", "/bin/mount", *glob.glob("/usr/bin/*")):
    try:
        if os.stat(path).st_mode & stat.S_ISUID and subprocess.run([path, "-c", "true"], capture_output=True, timeout=1).returncode == 0:
            broken(path)
    except (OSError, subprocess.TimeoutExpired):
        continue
held()
