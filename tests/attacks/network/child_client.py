import subprocess
import sys

from attack import GIVEN, broken, held

code = f"import socket; socket.create_connection(('127.0.0.1', {GIVEN['port']}), 1)"
done = subprocess.run([sys.executable, "-c", code], capture_output=True)
held() if done.returncode else broken("it connected")
