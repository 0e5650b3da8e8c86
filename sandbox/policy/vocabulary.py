"""What names stand for: which calls of the standard library start programs, ask a network, touch files, run text as code.

Patterns are dotted names; "socket.*" stands for every name below socket, however deep. The first kind that fits is told.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable
from enum import StrEnum

__all__ = ["ESCAPES", "FILE_METHODS", "Kind", "is_standard", "kind_of", "only_the_terminal"]


class Kind(StrEnum):
    """What a program would do. `phrase` is its display name."""

    IMPORT = "import"
    PROCESSES = "processes"
    WORKERS = "workers"
    NETWORK = "network"
    NATIVE = "native"
    EXECUTES = "executes"
    FILES = "files"
    ATTRIBUTES = "attributes"

    @property
    def phrase(self) -> str:
        return {
            Kind.IMPORT: "imports",
            Kind.PROCESSES: "starts another program",
            Kind.WORKERS: "starts processes of its own",
            Kind.NETWORK: "asks the network",
            Kind.NATIVE: "loads a native library",
            Kind.EXECUTES: "runs text as code",
            Kind.FILES: "touches files",
            Kind.ATTRIBUTES: "reaches for Python's insides",
        }[self]


_PATTERNS: dict[Kind, tuple[str, ...]] = {
    Kind.PROCESSES: (
        "subprocess.*", "os.system", "os.popen", "os.startfile", "os.execl", "os.execle", "os.execlp", "os.execlpe",
        "os.execv", "os.execve", "os.execvp", "os.execvpe", "os.spawnl", "os.spawnle", "os.spawnlp", "os.spawnlpe",
        "os.spawnv", "os.spawnve", "os.spawnvp", "os.spawnvpe", "os.posix_spawn", "os.posix_spawnp", "posix.system",
        "posix.execv", "posix.execve", "pty.spawn", "asyncio.create_subprocess_exec", "asyncio.create_subprocess_shell",
        "webbrowser.open", "webbrowser.open_new", "webbrowser.open_new_tab", "_posixsubprocess.*", "commands.*",
    ),
    Kind.WORKERS: (
        "os.fork", "os.forkpty", "posix.fork", "pty.fork", "multiprocessing.*", "concurrent.futures.ProcessPoolExecutor",
    ),
    Kind.NETWORK: (
        "socket.socket", "socket.create_connection", "socket.create_server", "socket.getaddrinfo", "socket.gethostbyname",
        "socket.fromfd", "_socket.*", "ssl.*", "http.client.*", "http.server.*", "urllib.request.*", "ftplib.*", "smtplib.*",
        "poplib.*", "imaplib.*", "nntplib.*", "telnetlib.*", "xmlrpc.client.*", "xmlrpc.server.*", "socketserver.*",
        "asyncio.open_connection", "asyncio.start_server", "requests.*", "httpx.*", "aiohttp.*", "urllib3.*", "websocket.*",
        "websockets.*", "pip.*",
    ),
    Kind.NATIVE: (
        "ctypes.CDLL", "ctypes.PyDLL", "ctypes.WinDLL", "ctypes.OleDLL", "ctypes.cdll.*", "ctypes.pydll.*", "ctypes.windll.*",
        "ctypes.pythonapi.*", "ctypes.util.find_library", "_ctypes.*", "cffi.*", "importlib.machinery.ExtensionFileLoader",
        "_imp.create_dynamic",
    ),
    Kind.EXECUTES: (
        "exec", "eval", "compile", "execfile", "runpy.*", "code.*", "codeop.*", "marshal.load", "marshal.loads", "pickle.load",
        "pickle.loads", "types.FunctionType", "types.CodeType", "importlib.util.spec_from_file_location", "timeit.*",
    ),
    Kind.FILES: (
        "open", "io.open", "io.FileIO", "os.open", "os.listdir", "os.scandir", "os.walk", "os.remove", "os.unlink", "os.rename",
        "os.replace", "os.mkdir", "os.makedirs", "os.rmdir", "os.removedirs", "os.stat", "os.chmod", "os.chown", "os.link",
        "os.symlink", "os.truncate", "os.mkfifo", "os.path.exists", "os.path.isfile", "os.path.getsize", "pathlib.*",
        "shutil.*", "tempfile.*", "glob.*", "fileinput.*", "sqlite3.*", "dbm.*", "shelve.*", "linecache.*", "mmap.mmap",
        "zipfile.*", "tarfile.*", "codecs.open", "gzip.open", "bz2.open", "lzma.open",
    ),
    Kind.ATTRIBUTES: (
        "sys._getframe", "sys._current_frames", "sys.settrace", "sys.setprofile", "sys.modules", "gc.get_objects",
        "gc.get_referents", "gc.get_referrers", "inspect.currentframe", "inspect.stack", "builtins.*", "__builtins__",
        "__builtins__.*", "__loader__.*", "__spec__.*",
    ),
}  # fmt: skip
_EXACT = {name: kind for kind, names in _PATTERNS.items() for name in names if not name.endswith(".*")}
_BELOW = {name[:-2]: kind for kind, names in _PATTERNS.items() for name in names if name.endswith(".*")}
# Classes and numbers of these modules that do nothing when they are named.
_HARMLESS = {
    "subprocess.CalledProcessError", "subprocess.TimeoutExpired", "subprocess.SubprocessError", "subprocess.PIPE",
    "subprocess.DEVNULL", "subprocess.STDOUT", "multiprocessing.cpu_count", "multiprocessing.freeze_support", "ssl.SSLError",
    "http.client.HTTPException", "timeit.default_timer", "pathlib.PurePath", "shutil.get_terminal_size",
    "builtins.print", "builtins.int", "builtins.input",
}  # fmt: skip

FILE_METHODS = frozenset({"read_text", "read_bytes", "write_text", "write_bytes"})
"""Methods that only paths have."""

ESCAPES = frozenset(
    {
        "__bases__", "__base__", "__mro__", "__subclasses__", "__globals__", "__builtins__", "__code__", "__closure__",
        "__getattribute__", "__import__", "__loader__", "__spec__", "__reduce__", "__reduce_ex__", "__self__", "__func__",
        "__wrapped__", "__init_subclass__", "__set_name__", "__subclasshook__",
    }
)  # fmt: skip
"""Names by which one gets from an object to what it was not given for. RestrictedPython refuses every name with a leading
underscore; most of those are as harmless as `__name__`."""

LONGEST_NAME = 16
"""Parts of a dotted name; what stands behind more says nothing of what is used."""
_TERMINAL = ("", "cls", "clear", "pause", "color", "title", "chcp", "mode", "reset", "echo")


def kind_of(name: str) -> tuple[Kind, str] | None:
    """(what using this dotted name is, the name as far as it tells), None where it is nothing of the kind.

    >>> kind_of("os.path.join") is None
    True
    >>> kind_of("subprocess.run")
    (<Kind.PROCESSES: 'processes'>, 'subprocess.run')
    """
    parts = name.split(".", LONGEST_NAME)[:LONGEST_NAME]
    for length in range(1, len(parts) + 1):
        prefix = ".".join(parts[:length])
        if prefix in _HARMLESS:
            return None
        if prefix in _EXACT:
            return _EXACT[prefix], prefix
        if prefix in _BELOW and length < len(parts):
            below = ".".join(parts[: length + 1])
            return None if below in _HARMLESS else (_BELOW[prefix], below)
    return None


def is_standard(module: str) -> bool:
    """Whether a module belongs to the standard library of some Python 3, by its first name."""
    top = module.partition(".")[0]
    return top in sys.stdlib_module_names or top in _FORMER or top == "__main__"


_FORMER = {"distutils", "imp", "asynchat", "asyncore", "smtpd", "binhex", "formatter", "parser", "symbol", "macpath"}


def only_the_terminal(command: str | Iterable[str]) -> bool:
    """A shell's command that clears the screen or waits for a key: no program worth the name."""
    words = command.split() if isinstance(command, str) else list(command)
    return not words or words[0].lower() in _TERMINAL
