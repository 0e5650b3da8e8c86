"""Challenges: folders with a prompt, limits, tolerances and checks. Found by slug or by path; none is named here.

A challenge's folder holds

    challenge.toml       kind, title, limits, recording, tolerances, policy, and the list of checks with their weights
    prompt.en.md, prompt.zh.md
    checks.py            one function a check, named like its id with "_" for "-": (Case) -> Result
    cases.toml           of programs that read and print: inputs and what must be printed for them
    evidence.py          if it likes: evidence(Case, list of Finding) -> Evidence, for the report's pictures and plots

A check that checks.py does not have is looked for among those that every challenge has, sandbox/expect/standard.py; without
any of its own a challenge needs no checks.py. The reference solution of SLUG is solution.py (or solution.svg) in
reference/SLUG/ beside the challenges, with "_" for "-", or in reference/ of the challenge's own folder; oracle.py beside it,
where there is one, knows the right answers.
"""

from __future__ import annotations

import importlib.util
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import ModuleType
from typing import Any

from sandbox.case import Case, NotAsked, NotReachable, Tolerances, Trial
from sandbox.content import content_folder
from sandbox.errors import ChallengeError, UsageError
from sandbox.evidence import Evidence
from sandbox.expect.result import Result
from sandbox.finding import Finding, Status
from sandbox.kind import Kind
from sandbox.limits import Limits

__all__ = ["Challenge", "CheckSpec", "all_challenges", "find"]

LANGUAGES = ("en", "zh")
SOLUTIONS = ("solution.py", "solution.svg")
SPARSE_PICTURES = 120  # at most, after the dense ones: a longer run has them further apart, not more of them


@dataclass(frozen=True, slots=True)
class CheckSpec:
    """One line of the list of checks. `title` is what it asks, in a few words."""

    id: str
    title: str
    weight: float = 1.0


@dataclass(frozen=True, eq=False)
class Challenge:
    """`policies` is the table [policy], `trials` are the inputs of cases.toml.

    For animations: `seconds` is how long the program runs by default, in simulated seconds; `capture_fps` and `capture_s` say
    how often and how long pictures are taken for the video, `sparse_fps` how often after that.
    """

    slug: str
    title: str
    folder: Path
    prompts: Mapping[str, str]
    limits: Limits
    checks: tuple[CheckSpec, ...]
    tolerances: Tolerances
    kind: Kind = Kind.ANIMATION
    policies: Mapping[str, object] = field(default_factory=dict)
    trials: tuple[Trial, ...] = ()
    seconds: float = 60.0
    capture_fps: float = 15.0
    capture_s: float = 20.0
    sparse_fps: float = 1.0

    @property
    def reference(self) -> Path:
        """The reference solution; ChallengeError where there is none."""
        for name in SOLUTIONS:
            if (path := self._beside(name)) is not None:
                return path
        raise ChallengeError(f"challenge {self.slug} has no reference solution; name a submission")

    @property
    def solution(self) -> str:
        """The text of the reference solution, empty where there is none."""
        paths = [path for name in SOLUTIONS if (path := self._beside(name)) is not None]
        return paths[0].read_text(encoding="utf-8") if paths else ""

    @property
    def oracle(self) -> ModuleType | None:
        """The module that knows the right answers, None where there is none."""
        path = self._beside("oracle.py")
        return None if path is None else self._loaded(path)

    def _beside(self, name: str) -> Path | None:
        """A file of the reference."""
        beside = self.folder.parent.parent / "reference" / self.folder.name.replace("-", "_")
        return next((path for root in (beside, self.folder / "reference") if (path := root / name).is_file()), None)

    def windows(self, seconds: float) -> list[list[float]]:
        """When pictures are taken: [from s, to s, pictures per s] of simulated time."""
        dense = min(self.capture_s, seconds)
        windows = [[0.0, dense, self.capture_fps]]
        if seconds > dense:
            windows.append([dense, seconds, min(self.sparse_fps, SPARSE_PICTURES / (seconds - dense))])
        return windows

    def judge(self, case: Case) -> list[Finding]:
        """Every check in the order of challenge.toml. An error inside a check is the judge's and is not caught."""
        from sandbox.expect import standard

        path = self.folder / "checks.py"
        modules = [self._loaded(path), standard] if path.is_file() else [standard]
        return [self._finding(modules, spec, case) for spec in self.checks]

    def evidence(self, case: Case, findings: list[Finding]) -> Evidence:
        """What the report shows beside the numbers; empty where the challenge has no evidence.py."""
        if not (self.folder / "evidence.py").is_file():
            return Evidence()
        build: Callable[[Case, list[Finding]], Evidence] = self._loaded(self.folder / "evidence.py").evidence
        return build(case, findings)

    def _loaded(self, path: Path) -> ModuleType:
        spec = importlib.util.spec_from_file_location(f"challenge_{self.slug.replace('-', '_')}_{path.stem}", path)
        if spec is None or spec.loader is None:
            raise ChallengeError(f"{path}: cannot be loaded")
        module = importlib.util.module_from_spec(spec)
        try:
            spec.loader.exec_module(module)
        except (OSError, SyntaxError, ImportError) as error:
            raise ChallengeError(f"{path}: {error}") from error
        return module

    def _finding(self, modules: list[ModuleType], spec: CheckSpec, case: Case) -> Finding:
        name = spec.id.replace("-", "_")
        check: Callable[[Case], Result] | None = next((f for m in modules if (f := getattr(m, name, None)) is not None), None)
        if check is None:
            raise ChallengeError(f"{self.folder / 'checks.py'}: no function for the check {spec.id!r}")
        try:
            result = check(case)
        except NotReachable as why:
            return Finding(spec.id, Status.SKIPPED, spec.title, str(why), 0.0, spec.weight)
        except NotAsked as why:
            return Finding(spec.id, Status.SKIPPED, spec.title, str(why), 0.0, 0.0)
        return Finding(
            spec.id,
            result.status,
            result.expected,
            result.actual,
            result.score,
            spec.weight,
            None if result.time_s is None else round(result.time_s, 3),
            result.evidence,
        )


def all_challenges() -> list[Challenge]:
    """The built-in ones, by slug."""
    root = content_folder("challenges")
    return [_load(folder) for folder in sorted(root.iterdir()) if (folder / "challenge.toml").is_file()]


def find(slug_or_folder: str | Path) -> Challenge:
    """A built-in challenge by its slug, or any folder that is a challenge.

    Raises ChallengeError that names the known ones.
    """
    text = str(slug_or_folder)
    folder = content_folder("challenges") / text
    if "/" not in text and "\\" not in text and text not in ("", ".", "..") and (folder / "challenge.toml").is_file():
        return _load(folder)
    folder = Path(text)
    if (folder / "challenge.toml").is_file():
        return _load(folder.resolve())
    known = ", ".join(c.slug for c in all_challenges())
    raise ChallengeError(f"no challenge {text!r}; known are {known}, or give a folder with a challenge.toml")


def _load(folder: Path) -> Challenge:
    path = folder / "challenge.toml"
    try:
        data: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))
        prompts = {
            language: (folder / f"prompt.{language}.md").read_text(encoding="utf-8")
            for language in LANGUAGES
            if (folder / f"prompt.{language}.md").is_file()
        }
        recording = data.get("recording", {})
        return Challenge(
            slug=folder.name,
            title=str(data["title"]),
            folder=folder,
            prompts=prompts,
            limits=Limits(**data.get("limits", {})),
            checks=tuple(CheckSpec(c["id"], c["title"], float(c.get("weight", 1.0))) for c in data["checks"]),
            tolerances=Tolerances({k: float(v) for k, v in data.get("tolerances", {}).items()}),
            kind=Kind(data.get("kind", Kind.ANIMATION)),
            policies=dict(data.get("policy", {})),
            trials=_trials(folder / "cases.toml"),
            seconds=float(recording.get("seconds", 60.0)),
            capture_fps=float(recording.get("capture_fps", 15.0)),
            capture_s=float(recording.get("capture_s", 20.0)),
            sparse_fps=float(recording.get("sparse_fps", 1.0)),
        )
    except (OSError, tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ChallengeError(f"{path}: {error}") from error
    except (KeyError, TypeError, ValueError, UsageError) as error:
        raise ChallengeError(f"{path}: {error} is missing or wrong") from error


def _trials(path: Path) -> tuple[Trial, ...]:
    if not path.is_file():
        return ()
    cases = tomllib.loads(path.read_text(encoding="utf-8"))["cases"]
    return tuple(
        Trial(str(c.get("name", n)), str(c["stdout"]), str(c.get("stdin", "")), tuple(map(str, c.get("args", ()))))
        for n, c in enumerate(cases, 1)
    )
