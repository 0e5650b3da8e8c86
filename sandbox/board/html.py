"""The board as a site: index.html, a page for each run, and their pictures and films, for any static host and for file://.

html.py         write_site
html_index.py   the first page, and the data in it
html_run.py     the page of a run
html_page.py    what all pages share: templates, styles and scripts of ours, the policy
html_words.py   what the site says, in both languages
html_folder.py  the folder: pages put there whole, files by their content

DIR/index.html        ranking, checks, gallery and runs, with filters
DIR/runs/7.html       of answer 7
DIR/files/3f2a….png   by the SHA-256 of the content
DIR/site.json         what is known of each page, so that the next time only what changed is written
"""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path
from sys import intern
from typing import TYPE_CHECKING, Any

from sandbox.board.html_folder import SiteFolder
from sandbox.board.html_index import index_page
from sandbox.board.html_page import FOLDER, own_files
from sandbox.board.html_run import JudgedReport, read_report, run_page
from sandbox.board.html_words import WORDS
from sandbox.board.model import Board
from sandbox.text import one_line

if TYPE_CHECKING:
    from sandbox.store import Run, Store

__all__ = ["write_site"]

# What a report's folder holds that the pages show.
SUFFIXES = (".png", ".svg", ".mp4")


def write_site(board: Board, store: Store, folder: Path, *, live: bool = False) -> Path:
    """Writes the board's pages and returns the first one. A site that is there is brought up to date: pages of runs that did
    not change stay, what is no longer of the board goes. With `live` the first page asks its server for news of itself.

    Raises UsageError where the folder holds something else or cannot be written, StoreError where the store lost a content.
    """
    site = SiteFolder(folder)
    printed = _print()
    pages: dict[int, dict[str, Any]] = {}
    files: set[str] = set()
    for run in board.runs:
        page = f"runs/{run.answer}.html"
        key = sha256(f"{printed}{run!r}".encode("utf-8", "surrogatepass")).hexdigest()[:32]
        known = site.known.get(page)
        if known is None or known.get("key") != key or not site.has_all(page, known["files"]):
            known = {"key": key, **_write_run(run, store, site, page)}
        known["checks"] = intern(known["checks"])  # ten thousand runs share a few lists
        pages[run.answer] = known
        files.update(known["files"])
    site.write("icon.svg", own_files("icon.svg"))
    site.write("index.html", index_page(board, pages, live=live))
    site.close({f"runs/{number}.html": known for number, known in pages.items()}, files)
    return site.folder / "index.html"


def _write_run(run: Run, store: Store, site: SiteFolder, page: str) -> dict[str, Any]:
    """Writes the run's page and the files that it shows; returns what the first page needs to know, see RunFacts."""
    report, files = JudgedReport(), {}
    if run.judgement is not None:
        data = store.report(run.judgement)
        report = read_report(data)
        names = {file: name for name, file in report.artifacts.items()}
        for file, digest in store.artifacts(run.judgement).items():
            if file.endswith(SUFFIXES):
                files[names.get(file, Path(file).stem)] = site.put(store, digest, Path(file).suffix)
        files["report"] = site.put(store, sha256(data).digest(), ".json")
    linked = {name: f"../{path}" for name, path in files.items()}
    site.write(page, run_page(run, store.answer(run.answer), report, linked))
    return {
        "files": sorted(files.values()),
        "picture": Path(files.get("screenshot", "")).name,
        "film": Path(files.get("video", "")).name,
        "checks": "\n".join(one_line(check["id"], 60) for check in report.checks),
        "statuses": "".join(check["status"][0] for check in report.checks),
    }


def _print() -> str:
    """Of what makes the pages: with other templates or other code every page is written again."""
    total = sha256(repr(WORDS).encode())
    for path in sorted([*Path(__file__).parent.glob("html*.py"), *FOLDER.iterdir()]):
        if path.is_file():
            total.update(path.read_bytes())
    return total.hexdigest()
