"""What a program would do, as read from its text."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sandbox.errors import ChallengeError
from sandbox.policy import Kind, PolicyReport, read_policy

PLAIN = {"imports": "stdlib", "processes": False, "network": False, "native": False}
HERE = Path(__file__)


def told(report: PolicyReport) -> list[str]:
    """All actions but standard imports."""
    return [str(a) for a in report.actions if a.kind is not Kind.IMPORT or a in report.foreign]


FORBIDDEN = {
    "import numpy as np": "imports numpy in line 1",
    "from sympy.ntheory import isprime": "imports sympy.ntheory in line 1",
    "from . import helpers": "imports . in line 1",
    "def f():\n    import gmpy2": "imports gmpy2 in line 2",
    "async def f():\n    import gmpy2": "imports gmpy2 in line 2",
    "match 1:\n    case 1: import gmpy2": "imports gmpy2 in line 2",
    "__import__('sym' 'py')": "imports sympy in line 1",
    "from importlib import import_module as load\nload('sym' + 'py')": "imports sympy in line 2",
    "try:\n    import numba\nexcept ImportError:\n    raise SystemExit": "imports numba in line 2",
    "try:\n    import numba\nexcept ValueError:\n    pass": "imports numba in line 2",
    "import os\nos.system('factor 10')": "starts another program (os.system) in line 2",
    "import os as o\nrun = o.popen\nrun('x')": "starts another program (os.popen) in line 2",
    "import os\ngetattr(os, 'exec' 'v')('x', [])": "starts another program (os.execv) in line 2",
    "from subprocess import check_output as c\nc(['primes'])": "starts another program (subprocess.check_output) in line 2",
    "from urllib.request import urlopen\nurlopen(u)": "asks the network (urllib.request.urlopen) in line 2",
    "import socket\nsocket.create_connection(a)": "asks the network (socket.create_connection) in line 2",
    "__import__('http.client').client.HTTPConnection('x')": "asks the network (http.client.HTTPConnection) in line 1",
    "import ctypes\nctypes.CDLL('libc.so.6')": "loads a native library (ctypes.CDLL) in line 2",
}


@pytest.mark.parametrize(("source", "words"), FORBIDDEN.items())
def test_what_is_forbidden_is_told_with_its_line(source: str, words: str) -> None:
    assert words in [str(action) for action in read_policy(source, PLAIN).forbidden]


ALLOWED = {
    "import math, os.path, urllib.parse\nurllib.parse.quote('')": [],
    "import subprocess, socket": [],
    "import os\nos.system('cls' if os.name == 'nt' else 'clear')\nos.system('pause')": [],
    "def compile(x):\n    return x\ncompile(1)": [],
    "import sys\ndata = open(0).read()": [],
    "class P:\n    def __init__(self):\n        super().__init__()\n        self._n = self.__class__.__name__": [],
    "try:\n    import numpy as np\nexcept ImportError:\n    np = None": [
        "imports numpy in line 2, with something to do without it"
    ],
    "import importlib.util\nif importlib.util.find_spec('numba'):\n    import numba": [
        "imports numba in line 3, with something to do without it"
    ],
    "import multiprocessing as mp\nmp.Pool(mp.cpu_count())": ["starts processes of its own (multiprocessing.Pool) in line 2"],
    "eval(input())": ["runs text as code (eval) in line 1"],
    "name = f(1)\n__import__(name)": ["runs text as code (__import__ of a name that is made at run time) in line 2"],
    "from pathlib import Path\nPath('a').write_text('b')": [
        "touches files (write_text) in line 2",
        "touches files (pathlib.Path) in line 2",
    ],
    "().__class__.__base__.__subclasses__()": [
        "reaches for Python's insides (__subclasses__) in line 1",
        "reaches for Python's insides (__base__) in line 1",
    ],
    "getattr(f, '__glo' 'bals__')": ["reaches for Python's insides (getattr \"__globals__\") in line 1"],
}  # fmt: skip


@pytest.mark.parametrize(("source", "words"), ALLOWED.items())
def test_what_is_allowed_is_told_where_it_matters(source: str, words: list[str]) -> None:
    report = read_policy(source, PLAIN)
    assert told(report) == words
    assert report.forbidden == ()


def test_a_policy_may_allow_and_forbid_everything() -> None:
    source = "import numpy\nopen('a')\nexec('')\n"
    assert read_policy(source, {}).forbidden == ()
    assert read_policy(source, {"imports": ["numpy"]}).forbidden == ()
    strict = read_policy(source, {"imports": "stdlib", "files": False, "executes": False})
    assert [action.kind for action in strict.forbidden] == [Kind.IMPORT, Kind.FILES, Kind.EXECUTES]


@pytest.mark.parametrize("table", [{"import": "stdlib"}, {"imports": 3}, {"network": "no"}])
def test_a_wrong_policy_is_the_challenges_error(table: dict[str, object]) -> None:
    with pytest.raises(ChallengeError, match="known are imports, processes, workers, network"):
        read_policy("", table)


def test_what_restrictedpython_refuses_is_noted() -> None:
    assert ("Exec calls are not allowed.", 2) in read_policy("x = 1\nexec('x')", {}).objections


def test_a_program_that_does_not_parse_is_said_to_be_so() -> None:
    assert read_policy("x = 1\ndef f(:", {}).unread == "it does not parse: invalid syntax in line 2"


def test_deep_nesting_is_read_all_the_same() -> None:
    report = read_policy("import numpy\nx = " + "+".join("1" * 900) + "\nimport gmpy2\n", PLAIN)
    assert [action.what for action in report.forbidden] == ["numpy", "gmpy2"]


def test_what_stands_before_a_long_chain_is_told() -> None:
    report = read_policy(f"import os\nos.system{'.b' * 2000}\n", PLAIN)
    assert [action.what for action in report.forbidden] == ["os.system"]


@pytest.mark.parametrize("path", sorted(HERE.parents[2].glob("sandbox/*/*.py")), ids=lambda p: p.name)
def test_real_programs_are_read(path: Path) -> None:
    report = read_policy(path.read_text(encoding="utf-8"), PLAIN)
    assert not report.unread
    imported = {action.what.partition(".")[0] for action in report.actions if action.kind is Kind.IMPORT}
    assert "__future__" in imported or not path.read_text(encoding="utf-8").strip() or path.name == "__init__.py"


WORDS = st.sampled_from(
    [
        *["import ", "os", ".", "system", "(", ")", "'", "\n", "    ", "def f", ":", "async ", "await ", "lambda ", "=", "*"],
        *["match ", "x", "try:", "except", "getattr", ",", "[", "]", "for ", " in ", "nonlocal ", "global ", ":=", "class "],
        *["yield ", "f'{", "}"],
    ]
)


@settings(max_examples=300, deadline=None)
@given(st.lists(WORDS | st.text(max_size=4), max_size=25).map("".join))
def test_nothing_is_raised_for_any_text(source: str) -> None:
    report = read_policy(source, PLAIN)
    assert isinstance(report.actions, tuple)
