"""Begins a recording: `python -s -P start.py OPTIONS ENTRY ARGS…` with the trace as descriptor 3. OPTIONS is a JSON object.

The working folder is on no path yet, so nothing planted there is loaded in place of the recorder or a library. Ours is never on
one: the package is found by its own folder alone, as a sandbox may let us read that and nothing beside it.
"""

from __future__ import annotations

import json
import os
import sys
from types import ModuleType

TRACE_FD = 3

if __name__ == "__main__":
    package = ModuleType("runners")
    package.__path__ = [os.path.dirname(os.path.abspath(__file__))]
    sys.modules["runners"] = package
    from runners.record import record

    record(sys.argv[2], sys.argv[3:], json.loads(sys.argv[1]), TRACE_FD)
