from attack import held, refused

refused("perf_event_open", 0, 0, -1, -1, 0)
held()
