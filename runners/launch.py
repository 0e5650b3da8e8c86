"""The guest's first process: lays out the program, gives up every right, runs it in a child, and tells how it ended.

Started as `python -I -S launch.py SETUP SPEC CONTROL TRACE [STDOUT STDERR]`, the last five being descriptor numbers or paths of
FIFOs. It is process 1 of the PID namespace where there is one. SETUP is a dictionary (marshal, in hex), carried out first:

    box        the folder that holds every writable place
    mounts     null, or {"bytes": n, "covers": {folder: [kept paths]}}: as root, in a mount namespace of its own, `box` becomes
               a tmpfs of that size and each folder is covered but for the paths kept
    confine    null, or {"readable", "writable", "packages"}: Landlock by the package sandlock, found in the folders `packages`

Then it says {"ready": true} and reads SPEC, a dictionary (its length in 8 bytes, then marshal):

    files      name → content, laid into `box`/work
    argv, env  of the program;  stdin  its bytes
    trace      true where the program's descriptor 3 shall be TRACE
    uid, gid   whom to become, null: stay
    rlimits    resource name → value, counted down to what is allowed here
    seccomp    a BPF program, or None;  scoped  true: the program can signal nobody but itself and its children
    collect    globs of output files;  file_bytes  their sum at most

CONTROL carries lines of JSON: {"ready"}, {"started"}, then {"exit": code} or {"signal": number} with wall_s, cpu_s and
peak_bytes, then {"file": name, "size": n} each followed by n bytes, then {"done"}; it ends when SPEC is closed.
{"failed": text} says that the launcher itself could not do its work. The program reaches none of it: its descriptors are closed
there and this process is not dumpable.
"""

from __future__ import annotations

import os
import sys
from types import ModuleType

if __name__ == "__main__":
    package = ModuleType("runners")  # found by its own folder alone, as in start.py
    package.__path__ = [os.path.dirname(os.path.abspath(__file__))]
    sys.modules["runners"] = package
    from runners.launcher import main

    main()
