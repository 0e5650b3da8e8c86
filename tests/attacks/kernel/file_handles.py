import ctypes

from attack import held, refused

refused("open_by_handle_at", -100, ctypes.create_string_buffer(64), 0)
refused("name_to_handle_at", -100, b"/", ctypes.create_string_buffer(64), ctypes.create_string_buffer(8), 0)
held()
