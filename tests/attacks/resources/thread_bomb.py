import threading
import time

from attack import broken, held

try:
    for count in range(1000):
        threading.Thread(target=time.sleep, args=(1000,), daemon=True).start()
except RuntimeError:
    held() if count <= 16 else broken(f"{count} threads")
else:
    broken("1000 threads")
