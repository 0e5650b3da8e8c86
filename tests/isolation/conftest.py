from tests.isolation.machine import backends, ready

__all__ = ["backends", "ready"]
