"""Runs a program with the standard library alone: `python -S -P bare.py ENTRY ARGS…`, else as `python ENTRY ARGS…` would.

Without `site` no installed package is found. What else `site` gives a program is made up for: exit, quit, help, copyright.
"""

from __future__ import annotations

import os
import site
import sys
from types import ModuleType

if __name__ == "__main__":
    package = ModuleType("runners")  # found by its own folder alone, as in start.py
    package.__path__ = [os.path.dirname(os.path.abspath(__file__))]
    sys.modules["runners"] = package
    site.setquit()
    site.setcopyright()
    site.sethelper()
    from runners.program import run_main

    ended = run_main(sys.argv[1], sys.argv[2:])
    sys.exit(ended.exit_code)
