"""Long runs stream: what the guest and the decoder hold does not grow with the simulated time."""

from __future__ import annotations

import subprocess
import sys
import tracemalloc
from pathlib import Path

from sandbox.recording import wire
from tests.runners.recorded import run

ROOT = Path(__file__).parents[2]
REFERENCE = ROOT / "reference" / "hexagon" / "solution.py"
MIB = 1024 * 1024
PEAK = """
import resource, sys
from pathlib import Path
from tests.runners.recorded import run
recorded = run(Path(sys.argv[1]).read_text(), seconds=float(sys.argv[2]))
print(len(recorded.frames), resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
"""


def _peak_bytes(seconds: float) -> int:
    """Of the guest's process, as the kernel counted it (in KiB)."""
    done = subprocess.run(
        [sys.executable, "-c", PEAK, REFERENCE, str(seconds)], cwd=ROOT, capture_output=True, text=True, check=True
    )
    frames, peak = map(int, done.stdout.split())
    assert frames >= 59 * seconds
    return peak * 1024


def test_the_guest_needs_no_more_memory_for_a_longer_run() -> None:
    assert _peak_bytes(40) < _peak_bytes(10) + 8 * MIB


def test_the_decoder_holds_a_message_at_most() -> None:
    data = run(REFERENCE.read_text(encoding="utf-8"), seconds=20).data
    tracemalloc.start()
    try:
        decoder = wire.Decoder()
        for start in range(0, len(data), 65536):
            for _ in decoder.feed(data[start : start + 65536]):
                pass
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert len(data) > 4 * MIB
    assert peak < 2 * MIB
