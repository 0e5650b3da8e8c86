"""Reads a program and names what it would do: a transformer over RestrictedPython's.

RestrictedPython's own transformer walks the tree, and what it would refuse is noted as its objection; on the way every node is
looked at for imports, calls and attributes that have a meaning here. Names are followed through imports, `as`, plain
assignments, `getattr` with a known string and `__import__`; whoever hides them better is not seen, and only the sandbox
holds him.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

from RestrictedPython.transformer import INSPECT_ATTRIBUTES, RestrictingNodeTransformer

from sandbox.policy.vocabulary import ESCAPES, FILE_METHODS, LONGEST_NAME, Kind, kind_of, only_the_terminal

__all__ = ["Objection", "Reader", "Seen"]

MAX_TEXT = 200  # characters of a name that is told
MAX_FOLD = 64  # parts of a sum of strings that is put together
_IMPORTERS = {"__import__", "importlib.import_module", "builtins.__import__", "importlib.__import__"}
_FAILS = (ast.Raise,)
_ENDS = {"exit", "quit", "sys.exit", "os._exit"}
_MISSING = {"ImportError", "ModuleNotFoundError", "Exception", "BaseException"}

Seen = tuple[Kind, str, int, bool]
"""Kind, what, line, and for an import whether the program has something to do without it."""

Objection = tuple[str, int]
"""RestrictedPython's words and the line."""


class Reader(RestrictingNodeTransformer):
    """`seen` and `objections` after `read(tree)`; the tree is used up."""

    def __init__(self, tree: ast.Module) -> None:
        super().__init__()
        self.seen: list[Seen] = []
        self.objections: list[Objection] = []
        self._names = _Names(tree)
        self._optional = set(_optional_imports(tree, self._names))
        self._told: set[int] = set()

    def error(self, node: ast.AST, info: str) -> None:
        self.objections.append((info[:MAX_TEXT], getattr(node, "lineno", 0)))

    def warn(self, node: ast.AST, info: str) -> None:
        """Warnings are about what is done with the transformed tree, which is never compiled."""

    def visit(self, node: ast.AST) -> ast.AST:
        """Looks at the node, then lets RestrictedPython walk into it. What it refuses is read all the same."""
        self.look(node)
        walked = len(self.objections)
        result = super().visit(node)
        if result is None and len(self.objections) > walked:  # a statement it does not allow, and did not enter
            self.node_contents_visit(node)
        return node if result is None else result

    def look(self, node: ast.AST) -> None:
        """What this one node does."""
        if isinstance(node, ast.Import):
            for alias in node.names:
                self._note(Kind.IMPORT, alias.name, node, id(node) in self._optional)
        elif isinstance(node, ast.ImportFrom):
            self._note(Kind.IMPORT, "." * node.level + (node.module or ""), node, id(node) in self._optional)
        elif isinstance(node, ast.Call):
            self._call(node)
        if isinstance(node, (ast.Name, ast.Attribute)) and id(node) not in self._told:
            self._name(node)

    def _call(self, node: ast.Call) -> None:
        name = self._names.dotted(node.func)
        if name in _IMPORTERS:
            module = _text(node.args[0]) if node.args else None
            if module is None:
                self._note(Kind.EXECUTES, f"{name} of a name that is made at run time", node)
            else:
                self._note(Kind.IMPORT, module, node, id(node) in self._optional)
        elif name in ("getattr", "setattr", "delattr") and len(node.args) > 1 and _text(node.args[1]) in ESCAPES:
            self._note(Kind.ATTRIBUTES, f'{name} "{_text(node.args[1])}"', node)
        elif name == "getattr" and (found := kind_of(self._names.dotted(node) or "")) is not None:
            self._note(*found, node)
        elif name in ("os.system", "os.popen", "subprocess.run", "subprocess.call") and node.args:
            command = _command(node.args[0])
            if command is not None and only_the_terminal(command):
                self._tell_off(node.func)
        elif name in ("open", "io.open") and node.args and _is_standard_input(node.args[0]):
            self._tell_off(node.func)

    def _name(self, node: ast.Name | ast.Attribute) -> None:
        name = self._names.dotted(node)
        found = kind_of(name) if name else None
        if found is not None:
            # Binding a name of one's own is no use of the built-in one.
            if not (isinstance(node, ast.Name) and not isinstance(node.ctx, ast.Load)):
                self._note(*found, node)
            self._tell_off(node)
        if isinstance(node, ast.Attribute):
            if node.attr in FILE_METHODS:
                self._note(Kind.FILES, node.attr, node)
            elif node.attr in ESCAPES or node.attr in INSPECT_ATTRIBUTES:
                self._note(Kind.ATTRIBUTES, node.attr, node)

    def _tell_off(self, node: ast.AST) -> None:
        """The parts of a name are not told again."""
        while isinstance(node, ast.Attribute):
            self._told.add(id(node))
            node = node.value
        self._told.add(id(node))

    def _note(self, kind: Kind, what: str, node: ast.AST, optional: bool = False) -> None:
        self.seen.append((kind, what[:MAX_TEXT], getattr(node, "lineno", 0), optional))


class _Names:
    """What names stand for, wherever in the program they are bound: scopes are not told apart."""

    def __init__(self, tree: ast.Module) -> None:
        self._known: dict[str, str] = {}
        self._bound: set[str] = set()
        assigned: list[tuple[str, ast.expr]] = []
        for node in ast.walk(tree):
            if isinstance(node, ast.Import):
                for alias in node.names:
                    top = alias.name.partition(".")[0]
                    self._known[alias.asname or top] = alias.name if alias.asname else top
            elif isinstance(node, ast.ImportFrom) and not node.level:
                for alias in node.names:
                    self._known[alias.asname or alias.name] = f"{node.module}.{alias.name}"
            elif isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
                self._bound.add(node.name)
            elif isinstance(node, ast.arg):
                self._bound.add(node.arg)
            elif isinstance(node, ast.Assign) and len(node.targets) == 1 and isinstance(node.targets[0], ast.Name):
                assigned.append((node.targets[0].id, node.value))
        for name, value in assigned:
            if (stands_for := self.dotted(value)) is not None:
                self._known.setdefault(name, stands_for)
            else:
                self._bound.add(name)

    def dotted(self, node: ast.AST) -> str | None:
        """The dotted name that an expression stands for, None where it is none."""
        parts: list[str] = []
        while len(parts) < LONGEST_NAME:
            if isinstance(node, ast.Attribute):
                parts.append(node.attr)
                node = node.value
            elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "getattr":
                attribute = _text(node.args[1]) if len(node.args) > 1 else None
                if attribute is None:
                    return None
                parts.append(attribute)
                node = node.args[0]
            elif isinstance(node, ast.Call) and node.args and (importer := self.dotted(node.func)) in _IMPORTERS:
                module = _text(node.args[0])
                if module is None:
                    return None
                if importer != "importlib.import_module":  # the others give the first of a dotted name
                    module = module.partition(".")[0]
                return ".".join([module, *reversed(parts)])
            elif isinstance(node, ast.Name):
                known = self._known.get(node.id)
                if known is None and node.id in self._bound:
                    return None
                return ".".join([known or node.id, *reversed(parts)])
            else:
                return None
        return None


def _optional_imports(tree: ast.Module, names: _Names) -> Iterator[int]:
    """ids of the imports that stand in a `try` which goes on without them, or behind a look whether they are there."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Try) and any(_catches(h, names) for h in node.handlers):
            yield from (id(inner) for part in node.body for inner in ast.walk(part) if _imports(inner))
        elif isinstance(node, (ast.If, ast.IfExp)) and any(
            isinstance(inner, ast.Call) and (names.dotted(inner.func) or "").endswith("find_spec")
            for inner in ast.walk(node.test)
        ):
            yield from (id(inner) for inner in ast.walk(node) if _imports(inner))


def _imports(node: ast.AST) -> bool:
    return isinstance(node, (ast.Import, ast.ImportFrom, ast.Call))


def _catches(handler: ast.ExceptHandler, names: _Names) -> bool:
    """It catches a missing module, and neither raises nor ends the program."""
    types = handler.type.elts if isinstance(handler.type, ast.Tuple) else [handler.type]
    if not any(t is None or names.dotted(t) in _MISSING for t in types):
        return False
    inside = [node for part in handler.body for node in ast.walk(part)]
    return not any(
        isinstance(node, _FAILS) or (isinstance(node, ast.Call) and names.dotted(node.func) in _ENDS) for node in inside
    )


def _text(node: ast.expr) -> str | None:
    """A string that is known without running anything: a literal, a sum of literals, an f-string without fields."""
    waiting: list[ast.expr] = [node]
    found: list[str] = []
    while waiting and len(found) <= MAX_FOLD:
        part = waiting.pop()
        if isinstance(part, ast.Constant) and isinstance(part.value, str):
            found.append(part.value)
        elif isinstance(part, ast.BinOp) and isinstance(part.op, ast.Add):
            waiting += [part.right, part.left]
        elif isinstance(part, ast.JoinedStr):
            waiting += reversed(part.values)
        else:
            return None
    return None if waiting else "".join(found)


def _command(node: ast.expr) -> str | list[str] | None:
    if isinstance(node, (ast.List, ast.Tuple)):
        words = [_text(element) for element in node.elts]
        return None if None in words else [word for word in words if word is not None]
    if isinstance(node, ast.IfExp):  # "cls" if os.name == "nt" else "clear"
        commands = [_text(node.body), _text(node.orelse)]
        harmless = all(command is not None and only_the_terminal(command) for command in commands)
        return "clear" if harmless else None
    return _text(node)


def _is_standard_input(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and (node.value == 0 or str(node.value) in ("/dev/stdin", "CONIN$"))
