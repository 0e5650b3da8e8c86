import ctypes
import struct

from attack import held, libc, refused

code = ctypes.create_string_buffer(struct.pack("<HBBI", 6, 0, 0, 0x7FFF0000), 8)
head = struct.pack("HxxxxxxQ", 1, ctypes.addressof(code))
libc.prctl(22, 2, head, 0, 0)
refused("unshare", 0x10000000)
held()
