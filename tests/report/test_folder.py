"""The report's folder is replaced whole, or not at all."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from sandbox.errors import UsageError
from sandbox.report.folder import check_folder, replaced_folder


def fill(folder: Path, text: str) -> None:
    with replaced_folder(folder) as work:
        (work / "report.json").write_text(text)


def test_earlier_report_is_replaced_whole(tmp_path: Path) -> None:
    out = tmp_path / "a" / "b" / "out"
    fill(out, "first")
    (out / "frame-old.png").write_text("old")
    fill(out, "second")
    assert (out / "report.json").read_text() == "second"
    assert [p.name for p in out.iterdir()] == ["report.json"]
    assert [p.name for p in out.parent.iterdir()] == ["out"]


def test_empty_folder_is_taken(tmp_path: Path) -> None:
    fill(tmp_path, "text")
    assert (tmp_path / "report.json").read_text() == "text"


def test_failure_while_writing_keeps_the_earlier_report(tmp_path: Path) -> None:
    out = tmp_path / "out"
    fill(out, "first")
    with pytest.raises(RuntimeError), replaced_folder(out) as work:
        (work / "report.json").write_text("half")
        raise RuntimeError
    assert (out / "report.json").read_text() == "first"
    assert [p.name for p in tmp_path.iterdir()] == ["out"]


def test_full_disk_is_one_clear_line_and_keeps_the_earlier_report(tmp_path: Path) -> None:
    out = tmp_path / "out"
    fill(out, "first")
    message = r"cannot be written \(No space left on device\); give another --out"
    with pytest.raises(UsageError, match=message), replaced_folder(out):
        raise OSError(28, os.strerror(28))
    assert (out / "report.json").read_text() == "first"


@pytest.mark.parametrize("stranger", ["thesis.tex", "report.json.bak", "video.mp4.part", ".git"])
def test_folder_with_anything_else_is_not_touched(stranger: str, tmp_path: Path) -> None:
    fill(tmp_path / "out", "first")
    (tmp_path / "out" / stranger).write_text("mine")
    with pytest.raises(UsageError, match=f"holds {stranger}, which is not of a report; give an empty or a new folder"):
        check_folder(tmp_path / "out")
    assert (tmp_path / "out" / stranger).read_text() == "mine"


def test_folder_inside_or_link_named_like_an_artifact_is_not_touched(tmp_path: Path) -> None:
    (tmp_path / "out" / "frame-a").mkdir(parents=True)
    with pytest.raises(UsageError, match="holds frame-a"):
        check_folder(tmp_path / "out")
    (tmp_path / "link").symlink_to(tmp_path / "out")
    with pytest.raises(UsageError, match="not a folder"):
        check_folder(tmp_path / "link")


def test_file_as_folder_or_on_the_way_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("mine")
    with pytest.raises(UsageError, match="not a folder; give another --out"):
        check_folder(tmp_path / "file")
    with pytest.raises(UsageError, match="cannot be written"):
        check_folder(tmp_path / "file" / "out")
    assert (tmp_path / "file").read_text() == "mine"


def test_place_that_the_kernel_refuses_is_refused() -> None:
    with pytest.raises(UsageError, match="cannot be written"):
        check_folder(Path("/proc/out"))


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere: needs a user without privileges")
def test_folder_without_permission_is_refused(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    with pytest.raises(UsageError, match="cannot be written"):
        check_folder(tmp_path / "out")
    tmp_path.chmod(0o700)


def test_folder_has_the_mode_that_mkdir_would_give(tmp_path: Path) -> None:
    fill(tmp_path / "out", "text")
    (tmp_path / "plain").mkdir()
    assert (tmp_path / "out").stat().st_mode == (tmp_path / "plain").stat().st_mode
