import ctypes
import struct

from attack import broken, held, syscall

head = struct.pack("Ii", 0x20080522, 0)
data = ctypes.create_string_buffer(24)
syscall("capget", head, data)
if any(struct.unpack("6I", data.raw)[i] for i in (0, 1, 3, 4)):
    broken(data.raw.hex())
held()
