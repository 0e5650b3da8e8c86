"""Tests of a function, and the function, in two processes: `python -I task.py`, the tests on stdin, ENTRY the candidate's file.

A process that runs the candidate is split off before the tests are read, so that none of them is ever in its memory. It has
neither our stdin nor our stdout, and it cannot look into us: we are not dumpable. All that comes from it is values.

STDIN    a JSON object: setup (Python text that the tests need: the prompt with the canonical solution), solved (whether there
         is one), test (Python text that defines `check(candidate)`), name (of the function), entry (the candidate's file)
STDOUT   one line of JSON, ours alone: {"verdict": "passed" | "failed" | "untold", "reason": text, "calls": n}

"untold" says nothing about the candidate: the tests cannot be read, or never call it. What the two print goes to stderr.
"""

from __future__ import annotations

import builtins
import json
import os
import sys
from types import ModuleType

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, NoReturn

MAX_BYTES = 1 << 28  # of one message
MAX_WORDS = 300
ENDINGS = (StopIteration, StopAsyncIteration)  # raised inside of a loop they would end it: all(map(test, cases)) would be true


class Gone(BaseException):
    """The candidate's process has ended, or talks nonsense. Tests that catch Exception must not catch this."""


class Pipe:
    """Messages of bytes, each after its length."""

    def __init__(self, reading: int, writing: int) -> None:
        self._reading, self._writing = reading, writing

    def send(self, data: bytes) -> None:
        view = memoryview(len(data).to_bytes(8, "little") + data)
        while view:
            view = view[os.write(self._writing, view) :]

    def receive(self) -> bytes:
        """Raises EOFError where the other end is gone."""
        size = int.from_bytes(self._exactly(8), "little")
        if size > MAX_BYTES:
            raise EOFError("a message too long")
        return self._exactly(size)

    def _exactly(self, count: int) -> bytes:
        parts = []
        while count:
            part = os.read(self._reading, min(count, 1 << 20))
            if not part:
                raise EOFError
            parts.append(part)
            count -= len(part)
        return b"".join(parts)


class Candidate:
    """The function as the tests call it. `own` is the task's own solution, where it has one."""

    def __init__(self, pipe: Pipe) -> None:
        self._pipe = pipe
        self.own: Any = None
        self.calls = 0

    def load(self, entry: str, name: str) -> None:
        self._asked([entry, name])

    def __call__(self, *args: Any, **keywords: Any) -> Any:
        self.calls += 1
        value, after = self._asked([list(args), keywords])
        changed = [pair for pair in zip(args, after, strict=True) if _differ(*pair)]
        if changed and not self._leaves(args, keywords):
            for given, now in changed:
                _become(given, now)
        return value

    def _leaves(self, args: tuple[Any, ...], keywords: dict[str, Any]) -> bool:
        """Whether the task's own solution leaves these arguments as they are. Then the tests do not expect that they change,
        and may use them for what they compare with: an emptied list would make an empty answer right."""
        from copy import deepcopy

        if self.own is None:
            return False
        try:
            ours, words = deepcopy((args, keywords))
            self.own(*ours, **words)
        except Exception:
            return False
        return not any(_differ(*pair) for pair in zip(args, ours, strict=True))

    def _asked(self, question: Any) -> Any:
        from runners.values import decoded, encoded

        try:
            self._pipe.send(encoded(question))
            kind, content = decoded(self._pipe.receive())
            name, words = content if kind == "error" else ("", "")
        except (EOFError, OSError):
            raise Gone("its process ended before it answered") from None
        except (ValueError, TypeError, KeyError, RecursionError):
            raise Gone("its process answered with something that is no value") from None
        if kind == "error":
            found = getattr(builtins, str(name), None)
            error = found if isinstance(found, type) and issubclass(found, Exception) else Exception
            raise RuntimeError(str(name)) if issubclass(error, ENDINGS) else error(words)
        return content


def _differ(given: Any, now: Any) -> bool:
    from runners.values import encoded

    return isinstance(given, (list, bytearray, dict, set)) and encoded(given) != encoded(now)


def _become(given: Any, now: Any) -> None:
    """What the candidate did to an argument is done to ours."""
    if isinstance(given, (list, bytearray)) and isinstance(now, (list, bytearray)):
        given[:] = now
    elif isinstance(given, dict) and isinstance(now, dict):
        given.clear()
        given.update(now)
    elif isinstance(given, set) and isinstance(now, set):
        given.clear()
        given |= now


def main() -> None:
    """Tests, and prints the verdict."""
    from runners.launcher.kernel import prctl

    pipe = _candidate_process()
    prctl(4, 0)  # PR_SET_DUMPABLE: from here on the other process can neither trace us nor open what we have open
    verdict = os.dup(1)
    os.dup2(2, 1)
    task = json.loads(sys.stdin.buffer.read())
    candidate = Candidate(pipe)
    word, reason = _tested(task, candidate)
    line = {"verdict": word, "reason": reason[:MAX_WORDS], "calls": candidate.calls}
    os.write(verdict, json.dumps(line).encode() + b"\n")
    sys.stderr.flush()
    os._exit(0)


def _tested(task: dict[str, Any], candidate: Candidate) -> tuple[str, str]:
    space: dict[str, Any] = {"__name__": "tests", "__builtins__": builtins}
    try:
        exec(compile(task["setup"], "<setup>", "exec", dont_inherit=True), space)
        exec(compile(task["test"], "<test>", "exec", dont_inherit=True), space)
        check = space["check"]
    except BaseException as error:
        return "untold", f"the tests cannot be read: {_words(error)}"
    try:
        candidate.load(task["entry"], task["name"])
    except Exception as error:
        return "failed", f"the candidate cannot be loaded: {_words(error)}"
    except Gone as error:
        return "failed", f"the candidate cannot be loaded: {error}"
    candidate.own = space.get(task["name"]) if task["solved"] else None
    space[task["name"]] = candidate
    try:
        check(candidate)
    except AssertionError as error:
        return "failed", f"call {candidate.calls}: {_where(error)}"
    except Gone as error:
        return "failed", f"call {candidate.calls}: {error}"
    except BaseException as error:
        return "failed", f"call {candidate.calls}: {_words(error)}"
    if not candidate.calls:
        return "untold", "the tests never called it"
    return "passed", ""


def _words(error: BaseException) -> str:
    try:
        return f"{type(error).__name__}: {error}"
    except Exception:
        return type(error).__name__


def _where(error: AssertionError) -> str:
    """The test's line that does not hold."""
    line, trace = 0, error.__traceback__
    while trace is not None:
        if trace.tb_frame.f_code.co_filename == "<test>":
            line = trace.tb_lineno
        trace = trace.tb_next
    return f"line {line} of the test does not hold" + (f": {error}" if str(error) else "")


# ── the other process ────────────────────────────────────────────────────────────────────────────────────────────────────


def _candidate_process() -> Pipe:
    ours, theirs = os.pipe(), os.pipe()
    if os.fork() == 0:
        os.close(0)
        os.open(os.devnull, os.O_RDONLY)
        os.dup2(2, 1)
        os.close(ours[0])
        os.close(theirs[1])
        _serve(Pipe(theirs[0], ours[1]))
    os.close(ours[1])
    os.close(theirs[0])
    return Pipe(ours[0], theirs[1])


def _serve(pipe: Pipe) -> NoReturn:
    """Loads the candidate, then answers calls until nobody asks any more."""
    from runners.values import decoded, encoded

    function: Any = None
    try:
        while True:
            question = decoded(pipe.receive())
            try:
                if function is None:
                    function = _loaded(*question)
                    answer = encoded(["value", None])
                else:
                    args, keywords = question
                    value = function(*args, **keywords)
                    answer = encoded(["value", [value, args]])
            except Exception as error:
                answer = encoded(["error", [_builtin(error), _words(error).partition(": ")[2]]])
            pipe.send(answer)
    except BaseException:
        os._exit(1)


def _builtin(error: BaseException) -> str:
    """The nearest class of the error that Python itself has."""
    return next((c.__name__ for c in type(error).__mro__ if getattr(builtins, c.__name__, None) is c), "Exception")


def _loaded(entry: str, name: str) -> Any:
    path = os.path.abspath(entry)
    module = ModuleType("candidate")  # not __main__: what stands under `if __name__ == "__main__"` is no part of a function
    module.__dict__.update(__file__=path, __builtins__=builtins)
    sys.modules["candidate"] = module
    sys.argv = [entry]
    sys.path.insert(0, os.path.dirname(path))
    with open(path, "rb") as file:
        code = compile(file.read(), path, "exec", dont_inherit=True)
    exec(code, module.__dict__)
    if name not in module.__dict__:
        raise NameError(f"it defines no {name}")
    return module.__dict__[name]


if __name__ == "__main__":
    package = ModuleType("runners")  # found by its own folder alone, as in start.py
    package.__path__ = [os.path.dirname(os.path.abspath(__file__))]
    sys.modules["runners"] = package
    main()
