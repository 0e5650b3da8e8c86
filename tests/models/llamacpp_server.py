"""llama.cpp's own server, from the wheel that has it as a library.

    python llamacpp_server.py GGUF PORT CONTEXT

CONTEXT in tokens; 0 is the model's own. It needs xllamacpp (requirements-models.txt), and serves until it is ended.
"""

from __future__ import annotations

import signal
import sys

import xllamacpp

if __name__ == "__main__":
    params = xllamacpp.CommonParams()
    params.model.path = sys.argv[1]
    params.hostnames = ["127.0.0.1"]
    params.port = int(sys.argv[2])
    params.n_ctx = int(sys.argv[3])
    params.n_parallel = 2  # requests at a time
    params.cpuparams.n_threads = 1
    server = xllamacpp.Server(params)
    signal.pause()
