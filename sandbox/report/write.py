"""Writes a report's folder: data, page, pictures, plots and films."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from sandbox.evidence import MarkedFrame
from sandbox.finding import Status
from sandbox.kind import Kind
from sandbox.progress import OnProgress, Progress
from sandbox.report.data import dumps, report_data
from sandbox.report.folder import replaced_folder
from sandbox.report.model import Report, nothing_shown

if TYPE_CHECKING:
    from sandbox.report.page import Film, PageFiles
    from sandbox.report.pictures import Image

__all__ = ["write"]

PNG_EFFORT = 4  # of 9


def write(report: Report, out: Path, *, video: bool = True, on_progress: OnProgress | None = None) -> Report:
    """Writes the report into `out`, which is replaced whole; returns the report with `artifacts`.

    report.json   the data                              report.html  the page
    screenshot.png  the frame that tells most, marked   frame-*.png, picture-*.png  further ones
    plot-*.svg    measurements over time                video.mp4    the first 20 s
    moment.mp4    around the first failure, where that is later      preview.webp  four seconds, small

    Raises UsageError where `out` cannot be written or holds something else than a report.
    """
    from sandbox.report.page import page
    from sandbox.report.plots import plot_file

    if on_progress is not None:
        run = report.run
        on_progress(Progress("report", run.seconds, run.seconds, run.frames, run.speed))
    place = out.absolute()
    with replaced_folder(out) as work:
        files = _pictures(report, work)
        written = {} if files.screenshot is None else {"screenshot": files.screenshot}
        written |= {path.stem: path for path, _ in files.frames.values()}
        for name, plot in zip(_names("plot", [p.id for p in report.evidence.plots]), report.evidence.plots, strict=True):
            written[name] = work / f"{name}.svg"
            written[name].write_text(plot_file(plot), encoding="utf-8")
        if video:
            files, films = _films(report, files, work)
            written |= films
        written |= {"page": work / "report.html", "report": work / "report.json"}
        written["page"].write_text(page(report, files), encoding="utf-8")
        report = replace(report, artifacts={name: place / path.name for name, path in written.items()})
        written["report"].write_text(dumps(report_data(report, relative_to=place)) + "\n", encoding="utf-8")
    return report


def _pictures(report: Report, work: Path) -> PageFiles:
    from sandbox.report.page import PageFiles
    from sandbox.report.pictures import frame_near, marked

    main = work / "screenshot.png"
    frames: dict[str, tuple[Path, float | None]] = {}
    for k, (name, frame) in enumerate(
        zip(_names("frame", [f.id for f in report.evidence.frames]), report.evidence.frames, strict=True)
    ):
        path = main if k == 0 else work / f"{name}.png"
        near = frame_near(report, frame.time_s)
        _png(path, marked(report, frame))
        frames[frame.id] = (path, None if near is None else near[0])
    for k, (name, still) in enumerate(
        zip(_names("picture", [s.id for s in report.evidence.stills]), report.evidence.stills, strict=True)
    ):
        path = main if k == 0 and not frames else work / f"{name}.png"
        path.write_bytes(still.png)
        frames[still.id] = (path, None)
    if not frames and report.kind is not Kind.ANIMATION:
        return PageFiles(None)
    if not frames:
        badge = "" if len(report.captures) else nothing_shown(report)
        _png(main, marked(report, MarkedFrame("last", "", "", report.run.seconds, (), badge)))
    return PageFiles(main, frames)


def _png(path: Path, image: Image) -> None:
    import cv2

    ok, data = cv2.imencode(".png", cv2.cvtColor(image, cv2.COLOR_RGB2BGR), [cv2.IMWRITE_PNG_COMPRESSION, PNG_EFFORT])
    assert ok, "OpenCV writes PNG"
    path.write_bytes(data.tobytes())


def _films(report: Report, files: PageFiles, work: Path) -> tuple[PageFiles, dict[str, Path]]:
    from sandbox.report.video import encode_mp4, encode_webp, moment_clip, opening_clip, preview_clip

    opening, moment = opening_clip(report.captures), moment_clip(report.moments, report.moment_film_s)
    if opening is None:
        return files, {}
    written = {"video": work / "video.mp4", "preview": work / "preview.webp"}
    encode_mp4(opening, written["video"])
    files = replace(files, film=_film(written["video"], opening.start_s, opening.end_s))
    if moment is not None:
        written["moment"] = work / "moment.mp4"
        encode_mp4(moment, written["moment"])
        files = replace(files, moment=_film(written["moment"], moment.start_s, moment.end_s))
    failures = [f.time_s for f in report.findings if f.status is Status.FAIL and f.time_s is not None]
    encode_webp(preview_clip(opening, moment, min(failures, default=None)), written["preview"])
    return files, written


def _film(path: Path, start_s: float, end_s: float) -> Film:
    from sandbox.report.page import Film

    return Film(path, start_s, end_s)


def _names(kind: str, ids: list[str]) -> list[str]:
    """File names without a suffix, one for each id: "frame-contained" for "contained" and for "frame-contained"."""
    names: list[str] = []
    for number, identifier in enumerate(ids, 1):
        stem = re.sub(r"[^a-z0-9-]+", "-", identifier.lower().removeprefix(f"{kind}-")).strip("-")[:60]
        name = f"{kind}-{stem or number}"
        names.append(name if name not in names else f"{name}-{number}")
    return names
