"""Sound without a device: pygame.mixer's names, silent. A sound file that is not there is noted, never an error."""

from __future__ import annotations

import os
from typing import Any

import pygame

from runners.libraries.pygame.context import Context

__all__ = ["install"]

CHANNELS = 8
SOUND_S = 1.0
"""Length told for a sound from a file, in seconds."""
BYTES_PER_S = 44100 * 2 * 2
"""Of the default format: 44.1 kHz, two channels, 16 bits."""


def install(context: Context) -> None:
    """Replaces pygame.mixer, pygame.mixer.music and their classes; what the program asks for works and is not heard."""

    def missing(file: Any) -> None:
        if isinstance(file, (str, os.PathLike)) and not os.path.exists(file):
            context.session.note("missing", f"sound {os.fspath(file)}")

    sound, channel = _sound_types(missing)
    mixer = pygame.mixer
    state = _Mixer(channel)
    for name in dir(state):
        if (name.startswith("_internal") or not name.startswith("_")) and hasattr(mixer, name):
            context.replace(mixer, name, getattr(state, name))
    for module, names in ((mixer, ("Sound", "SoundType")), (pygame, ("Sound",))):
        for name in names:
            if hasattr(module, name):
                context.replace(module, name, sound)
    context.replace(pygame, "Channel", channel)
    for name in ("Channel", "ChannelType"):
        if hasattr(mixer, name):
            context.replace(mixer, name, state.channel)
    music = _Music(missing)
    for name in dir(music):
        if not name.startswith("_") and hasattr(mixer.music, name):
            context.replace(mixer.music, name, getattr(music, name))


def _sound_types(missing: Any) -> tuple[type, type]:
    class Sound:
        """A sound that nobody hears."""

        def __init__(self, file: Any = None, *, buffer: Any = None, array: Any = None) -> None:
            missing(file)
            self._volume = 1.0
            samples = buffer if array is None else array
            self._bytes = round(SOUND_S * BYTES_PER_S) if samples is None else getattr(samples, "nbytes", len(samples))

        def __array__(self, dtype: Any = None, copy: Any = None) -> Any:
            import numpy

            return numpy.zeros((self._bytes // 4, 2), dtype or numpy.int16)

        def play(self, loops: int = 0, maxtime: int = 0, fade_ms: int = 0) -> Any:
            return Channel(0)

        def stop(self) -> None: ...

        def fadeout(self, time: int, /) -> None: ...

        def set_volume(self, value: float, /) -> None:
            self._volume = min(1.0, max(0.0, float(value)))

        def get_volume(self) -> float:
            return self._volume

        def get_num_channels(self) -> int:
            return 0

        def get_length(self) -> float:
            return self._bytes / BYTES_PER_S

        def get_raw(self) -> bytes:
            return bytes(self._bytes)

        def copy(self) -> Any:
            return self

    class Channel:
        """A channel that is never busy."""

        def __init__(self, id: int = 0) -> None:
            self.id = int(id)
            self._volume = 1.0

        def play(self, sound: Any, loops: int = 0, maxtime: int = 0, fade_ms: int = 0) -> None: ...

        def stop(self) -> None: ...

        def pause(self) -> None: ...

        def unpause(self) -> None: ...

        def fadeout(self, time: int, /) -> None: ...

        def queue(self, sound: Any, /) -> None: ...

        def set_source_location(self, angle: float, distance: float, /) -> None: ...

        def set_volume(self, left: float, right: float = -1.0, /) -> None:
            self._volume = float(left)

        def get_volume(self) -> float:
            return self._volume

        def get_busy(self) -> bool:
            return False

        def get_sound(self) -> None:
            return None

        def get_queue(self) -> None:
            return None

        def set_endevent(self, type: int = 0, /) -> None: ...

        def get_endevent(self) -> int:
            return 0

    Sound.__module__ = Channel.__module__ = "pygame.mixer"
    Sound.__qualname__, Channel.__qualname__ = "Sound", "Channel"
    return Sound, Channel


class _Mixer:
    """The functions of pygame.mixer."""

    def __init__(self, channel: type) -> None:
        self._channel = channel
        self._channels: list[Any] = [channel(number) for number in range(CHANNELS)]
        self._format: tuple[int, int, int] | None = None

    def init(self, frequency: int = 44100, size: int = -16, channels: int = 2, *rest: Any, **more: Any) -> None:
        self._format = (frequency or 44100, size or -16, channels or 2)

    def pre_init(self, *args: Any, **named: Any) -> None: ...

    def quit(self) -> None:
        self._format = None

    def get_init(self) -> tuple[int, int, int] | None:
        return self._format

    def stop(self) -> None: ...

    def pause(self) -> None: ...

    def unpause(self) -> None: ...

    def fadeout(self, time: int, /) -> None: ...

    def set_num_channels(self, count: int, /) -> None:
        self._channels = [self._channel(number) for number in range(int(count))]

    def get_num_channels(self) -> int:
        return len(self._channels)

    def set_reserved(self, count: int, /) -> int:
        return int(count)

    def find_channel(self, force: bool = False) -> Any:
        return self._channels[0] if self._channels else self._channel(0)

    def get_busy(self) -> bool:
        return False

    def channel(self, id: int, /) -> Any:
        if not 0 <= id < len(self._channels):
            raise IndexError("invalid channel index")
        return self._channels[id]

    def _internal_mod_init(self) -> None:
        self.init()

    def _internal_mod_quit(self) -> None:
        self.quit()


class _Music:
    """The functions of pygame.mixer.music."""

    def __init__(self, missing: Any) -> None:
        self._missing = missing
        self._busy = False
        self._volume = 1.0

    def load(self, filename: Any, namehint: str = "") -> None:
        self._missing(filename)

    def unload(self) -> None:
        self._busy = False

    def play(self, loops: int = 0, start: float = 0.0, fade_ms: int = 0) -> None:
        self._busy = True

    def rewind(self) -> None: ...

    def stop(self) -> None:
        self._busy = False

    def pause(self) -> None: ...

    def unpause(self) -> None: ...

    def fadeout(self, time: int, /) -> None:
        self._busy = False

    def set_volume(self, volume: float, /) -> None:
        self._volume = min(1.0, max(0.0, float(volume)))

    def get_volume(self) -> float:
        return self._volume

    def get_busy(self) -> bool:
        return self._busy

    def set_pos(self, pos: float, /) -> None: ...

    def get_pos(self) -> int:
        return -1

    def queue(self, filename: Any, namehint: str = "", loops: int = 0) -> None:
        self._missing(filename)

    def set_endevent(self, type: int = 0, /) -> None: ...

    def get_endevent(self) -> int:
        return 0
