"""The command line as data: commands, options, and how their values are read."""

from __future__ import annotations

import argparse
import math
import re
from collections.abc import Callable
from importlib import import_module
from typing import NoReturn

from sandbox.errors import UsageError
from sandbox.limits import GIB, KIB, MIB, Limits
from sandbox.version import __version__

__all__ = ["parse"]

RUNNERS = ("auto", "docker", "bubblewrap", "sandlock", "process")
_UNITS = {"": 1, "K": KIB, "M": MIB, "G": GIB}
_SIZE = re.compile(r"(\d+(?:\.\d+)?)([KMG]?)(?:I?B)?", re.IGNORECASE)
STORE = "out/store"
MANY_CODES = "exit codes: 0 all asked and judged, 2 wrong usage, 4 some could not be asked or judged, 130 interrupted"
CODES = "exit codes: 0 passed, 1 failed, 2 wrong usage, 3 undecided, 4 error of the machine, 130 interrupted"


class _Parser(argparse.ArgumentParser):
    """Wrong usage is one line and exit code 2, as for every other mistake of the caller."""

    def error(self, message: str) -> NoReturn:
        raise UsageError(f"{message.replace(chr(10), ' ')} (see {self.prog} --help)")


def parse(argv: list[str]) -> argparse.Namespace:
    """Raises UsageError for what cannot be understood; `--help` and `--version` print and raise SystemExit(0)."""
    rest: list[str] = []
    if argv[:1] == ["run"] and "--" in argv:
        at = argv.index("--")
        argv, rest = argv[:at], argv[at + 1 :]
    arguments = _parser().parse_args(argv)
    arguments.args = tuple(rest)
    return arguments


def _command(module: str) -> Callable[[argparse.Namespace], int]:
    """The command's function, imported when it is called: `--help` imports none."""

    def call(arguments: argparse.Namespace) -> int:
        code: int = import_module(f"sandbox.cli.{module}").command(arguments)
        return code

    return call


def _parser() -> _Parser:
    parser = _Parser(
        prog="sandbox",
        description="Runs programs written by language models in a sandbox, records what they draw, and judges it.",
        epilog=CODES,
        allow_abbrev=False,
    )
    parser.add_argument("--version", action="version", version=f"sandbox {__version__}")
    commands = parser.add_subparsers(metavar="COMMAND", required=True, parser_class=_Parser)
    _verify(commands)
    _run(commands)
    _ask(commands)
    _bench(commands)
    _import(commands)
    _leaderboard(commands)
    _view(commands)
    _flowchart(commands)
    doctor = commands.add_parser("doctor", help="what each back end can enforce here, and how to get it", epilog=CODES)
    doctor.add_argument("--build-image", action="store_true", help="build the guest image of the docker back end")
    doctor.add_argument("--json", action="store_true", help="print one JSON object")
    doctor.set_defaults(command=_command("doctor"))
    challenges = commands.add_parser("challenges", help="list the challenges, or show one with its prompt", epilog=CODES)
    challenges.add_argument("challenge", nargs="?", metavar="SLUG|DIR")
    challenges.add_argument("--json", action="store_true", help="print one JSON object")
    challenges.set_defaults(command=_command("challenges"))
    return parser


def _verify(commands: argparse._SubParsersAction[_Parser]) -> None:
    verify = commands.add_parser(
        "verify",
        help="judge a program or a model's answer",
        description="Runs a submission in the sandbox, records what it draws, and judges it by the challenge's checks.",
        epilog=CODES,
        allow_abbrev=False,
    )
    verify.add_argument("submission", nargs="?", metavar="SUBMISSION", help="a file, or - for stdin; none: the reference")
    judged = verify.add_mutually_exclusive_group(required=True)
    judged.add_argument("--challenge", metavar="SLUG|DIR")
    judged.add_argument("--tasks", metavar="FILE", help="tasks in HumanEval's format, JSON lines, .gz too")
    _add_runner(verify)
    verify.add_argument("--seconds", type=_positive, metavar="S", help="simulated seconds to run (the challenge's own)")
    verify.add_argument("--samples", metavar="FILE", help="completions of tasks, JSON lines; none: the tasks' own solutions")
    verify.add_argument("--k", type=_counts, default=(1, 10, 100), metavar="K,…", help="of pass@k, for tasks (1,10,100)")
    verify.add_argument("--workers", type=_count, metavar="N", help="samples judged at once (one a processor)")
    verify.add_argument("--out", metavar="DIR", help="folder of the report (out/CHALLENGE-SUBMISSION)")
    verify.add_argument("--no-video", action="store_true", help="write no video and no preview")
    verify.add_argument("--json", action="store_true", help="print one JSON object, and nothing else, on stdout")
    verify.set_defaults(command=_command("verify"))


def _run(commands: argparse._SubParsersAction[_Parser]) -> None:
    run = commands.add_parser(
        "run",
        help="run any program under limits",
        usage="sandbox run [options] PROGRAM [-- ARGS…]",
        description="Runs a program in the sandbox: exit code 0 where it ended by itself with 0, else 1.",
        epilog="Sizes are bytes, or with K, M, G (1024, 1024², 1024³).",
        allow_abbrev=False,
    )
    default = Limits()
    run.add_argument("program", metavar="PROGRAM", help="a Python file, or any executable file")
    _add_runner(run)
    run.add_argument("--wall", type=_positive, default=default.wall_s, metavar="S", help="real seconds (%(default)g)")
    run.add_argument("--cpu", type=_positive, default=default.cpu_s, metavar="S", help="processor seconds (%(default)g)")
    run.add_argument("--memory", type=_size, default=default.memory_bytes, metavar="SIZE", help="memory (1G)")
    run.add_argument("--processes", type=_count, default=default.processes, metavar="N", help="processes (%(default)d)")
    run.add_argument("--output", type=_size, default=default.output_bytes, metavar="SIZE", help="kept output, each (1M)")
    run.add_argument("--files", type=_size, default=default.file_bytes, metavar="SIZE", help="writable files (64M)")
    run.add_argument("--json", action="store_true", help="print one JSON object, and nothing else, on stdout")
    run.set_defaults(command=_command("run"))


def _ask(commands: argparse._SubParsersAction[_Parser]) -> None:
    ask = commands.add_parser(
        "ask",
        help="ask a model for its answer to a challenge",
        description="Asks a model on a server for answers, keeps them whole, and judges them with --verify.",
        epilog="exit codes: 0 all complete (and passed), 1 some failed, 2 wrong usage, 3 some incomplete or undecided, "
        "4 a server, the machine or the judge failed, 130 interrupted",
        allow_abbrev=False,
    )
    ask.add_argument("--model", required=True, metavar="MODEL", help="SERVER:NAME[@URL], or a name of models.toml")
    ask.add_argument("--challenge", required=True, metavar="SLUG|DIR")
    ask.add_argument("--thinking", choices=("on", "off", "both"), help="(on, where the model is known to have a switch)")
    ask.add_argument("--samples", type=_count, default=1, metavar="N", help="answers in each mode (%(default)d)")
    ask.add_argument("--lang", choices=("en", "zh"), default="en", help="language of the prompt (%(default)s)")
    ask.add_argument("--seed", type=_whole, metavar="N", help="of the first sample; the next ones get the next numbers")
    ask.add_argument("--max-tokens", type=_count, metavar="N", help="of one answer with its thought (the model's own)")
    ask.add_argument("--context", type=_count, metavar="N", help="tokens of prompt and answer together (the model's own)")
    ask.add_argument("--patience", type=_positive, metavar="S", help="seconds to wait for the first token (900), then 180")
    ask.add_argument("--concurrency", type=_count, metavar="N", help="questions at a time (1, or as models.toml says)")
    ask.add_argument("--models", metavar="FILE", help="servers and models by name (models.toml, where it is there)")
    ask.add_argument("--verify", action="store_true", help="judge each answer as it comes")
    _add_runner(ask)
    ask.add_argument("--no-video", action="store_true", help="write no video and no preview")
    ask.add_argument("--out", metavar="DIR", default="out/answers", help="folder of the answers (%(default)s)")
    ask.add_argument("--json", action="store_true", help="print one JSON object, and nothing else, on stdout")
    ask.set_defaults(command=_command("ask"))


def _bench(commands: argparse._SubParsersAction[_Parser]) -> None:
    bench = commands.add_parser(
        "bench",
        help="ask many models many times, and judge",
        description="Asks each model for each challenge in each mode, judges the answers, and keeps all of it in a store. What "
        "is in the store is not done again: after an interruption, the same words do the rest.",
        epilog=MANY_CODES,
        allow_abbrev=False,
    )
    bench.add_argument("--model", action="append", required=True, metavar="MODEL", help="SERVER:NAME[@URL]; again for more")
    bench.add_argument("--challenge", action="append", required=True, metavar="SLUG|DIR", help="again for more")
    bench.add_argument("--thinking", choices=("on", "off", "both"), help="(on, where the model is known to have a switch)")
    bench.add_argument("--samples", type=_count, default=1, metavar="N", help="answers to each question (%(default)d)")
    bench.add_argument("--lang", action="append", choices=("en", "zh"), help="language of the prompt (en); again for both")
    bench.add_argument("--seed", type=_whole, metavar="N", help="of the first sample; the next ones get the next numbers")
    bench.add_argument("--max-tokens", type=_count, metavar="N", help="of one answer with its thought (the model's own)")
    bench.add_argument("--models", metavar="FILE", help="servers and models by name (models.toml, where it is there)")
    jobs = "questions at a time, in all (1 a server, or as models.toml says)"
    bench.add_argument("--ask-jobs", type=_count, metavar="N", help=jobs)
    resume = "do not ask again what is answered in the store (yes); --no-resume asks, and the new answers count"
    bench.add_argument("--resume", action=argparse.BooleanOptionalAction, default=True, help=resume)
    _add_judging(bench)
    bench.set_defaults(command=_command("bench"))


def _import(commands: argparse._SubParsersAction[_Parser]) -> None:
    importing = commands.add_parser(
        "import",
        help="judge answers that were made elsewhere",
        description="Judges answers from a folder (MODEL/CHALLENGE.md, MODEL/CHALLENGE/SAMPLE.py, or what `sandbox ask` keeps) "
        "or from JSON lines: model, challenge, answer, and if there are: thinking (true, false), sample, language, reasoning.",
        epilog=MANY_CODES,
        allow_abbrev=False,
    )
    importing.add_argument("source", metavar="DIR|JSONL")
    own = "one's own that answers name by its folder's name; again for more"
    importing.add_argument("--challenge", action="append", default=[], metavar="DIR", help=own)
    _add_judging(importing)
    importing.set_defaults(command=_command("importing"))


def _add_judging(parser: argparse.ArgumentParser) -> None:
    """How many answers are judged, and where they are kept."""
    parser.add_argument("--store", default=STORE, metavar="DIR", help="where all is kept (%(default)s)")
    parser.add_argument("--judge-jobs", type=_count, metavar="N", help="answers judged at a time (one a processor)")
    parser.add_argument("--executor", choices=("local", "ray"), default="local", help="who judges (%(default)s)")
    parser.add_argument("--address", metavar="ADDRESS", help="of the Ray cluster; none: a new one on this machine")
    _add_runner(parser)
    kept = parser.add_mutually_exclusive_group()
    kept.add_argument("--no-video", action="store_true", help="make no videos and no previews")
    kept.add_argument("--data-only", action="store_true", help="make no pages and no pictures either")
    parser.add_argument("--json", action="store_true", help="print one JSON object, and nothing else, on stdout")


def _leaderboard(commands: argparse._SubParsersAction[_Parser]) -> None:
    board = commands.add_parser(
        "leaderboard",
        help="rank the models of a store",
        description="Scores with intervals of 95 %, and which models cannot be told apart.",
        allow_abbrev=False,
    )
    board.add_argument("--store", default=STORE, metavar="DIR", help="of `sandbox bench` or `import` (%(default)s)")
    board.add_argument("--challenge", action="append", metavar="SLUG", help="of these alone; again for more")
    board.add_argument("--k", type=_counts, default=(1, 5, 10), metavar="K,…", help="of pass@k (1,5,10)")
    board.add_argument("--by", choices=("pass", "score"), default="pass", help="pass@1, or the mean score (%(default)s)")
    form = board.add_mutually_exclusive_group()
    form.add_argument("--html", metavar="DIR", help="write pages for a browser there")
    form.add_argument("--json", action="store_true", help="print one JSON object, and nothing else, on stdout")
    form.add_argument("--csv", action="store_true", help="print comma-separated values")
    form.add_argument("--markdown", action="store_true", help="print a table in Markdown")
    board.set_defaults(command=_command("leaderboard"))


def _view(commands: argparse._SubParsersAction[_Parser]) -> None:
    view = commands.add_parser(
        "view",
        help="show the ranking in a browser while a bench runs",
        description="Serves the leaderboard's pages to this machine alone, and renews them as answers and judgements come.",
        allow_abbrev=False,
    )
    view.add_argument("--store", default=STORE, metavar="DIR", help="of `sandbox bench` or `import` (%(default)s)")
    view.add_argument("--port", type=_whole, default=8600, metavar="N", help="0 for a free one (%(default)d)")
    view.set_defaults(command=_command("view"))


def _flowchart(commands: argparse._SubParsersAction[_Parser]) -> None:
    flowchart = commands.add_parser(
        "flowchart",
        help="print the graph that an SVG shows",
        description="Reads a flowchart from an SVG, or from an answer that holds one, and prints its graph. With a listing it "
        "tells what differs, and carries both out.",
        allow_abbrev=False,
    )
    flowchart.add_argument("drawing", metavar="SVG", help="a file, or - for stdin")
    flowchart.add_argument("--code", metavar="FILE", help="the listing, in Python, that the chart shall show")
    flowchart.add_argument("--format", choices=("table", "mermaid", "graphviz"), default="table", help="(%(default)s)")
    _add_runner(flowchart)
    flowchart.set_defaults(command=_command("flowchart"))


def _add_runner(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--runner", choices=RUNNERS, default="auto", help="the back end (auto: the strongest that is ready)")
    parser.add_argument("--trust-program", action="store_true", help="needed by --runner process, which isolates nothing")


def _positive(text: str) -> float:
    try:
        value = float(text)
    except ValueError:
        value = math.nan
    if not 0 < value < math.inf:
        raise argparse.ArgumentTypeError(f"not a positive number: {text!r}")
    return value


def _count(text: str) -> int:
    if not re.fullmatch(r"\d{1,9}", text, re.ASCII) or int(text) == 0:
        raise argparse.ArgumentTypeError(f"not a positive whole number: {text!r}")
    return int(text)


def _whole(text: str) -> int:
    if not re.fullmatch(r"\d{1,9}", text, re.ASCII):
        raise argparse.ArgumentTypeError(f"not a whole number: {text!r}")
    return int(text)


def _counts(text: str) -> tuple[int, ...]:
    return tuple(_count(part.strip()) for part in text.split(","))


def _size(text: str) -> int:
    match = _SIZE.fullmatch(text)
    value = int(float(match[1]) * _UNITS[match[2].upper()]) if match else 0
    if not 0 < value < 2**50:
        raise argparse.ArgumentTypeError(f"not a size such as 512M or 1G: {text!r}")
    return value
