"""Run as a program of its own by render.py: options as JSON on stdin, a PNG on stdout, the renderer's complaint on stderr.

A renderer can be kept busy without end by a drawing that is harmless otherwise; here it has limits of its own, and the judge
has none to fear. Imports nothing of this project.
"""

from __future__ import annotations

import json
import sys

CPU_S = 5
MEMORY_BYTES = 1 << 30


def main() -> int:
    try:
        import resource
    except ImportError:  # Windows: the caller's wall clock is the only limit
        pass
    else:
        resource.setrlimit(resource.RLIMIT_CPU, (CPU_S, CPU_S))
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    import resvg_py

    try:
        picture = resvg_py.svg_to_bytes(**json.load(sys.stdin.buffer))
    except BaseException as error:  # the renderer's own panic is no Exception
        sys.stderr.write(" ".join(str(error).split())[:300])
        return 1
    sys.stdout.buffer.write(bytes(picture))
    return 0


if __name__ == "__main__":
    sys.exit(main())
