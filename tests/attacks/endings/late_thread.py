import threading
import time


def late():
    time.sleep(0.3)
    print("held")


threading.Thread(target=late).start()
