import ctypes

from attack import held, refused

refused("clock_settime", 0, 0)
refused("settimeofday", 0, ctypes.create_string_buffer(8))
refused("adjtimex", ctypes.create_string_buffer(b"\x01", 256))
held()
