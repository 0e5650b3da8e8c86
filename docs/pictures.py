"""Makes the README's pictures again: `python docs/pictures.py` (needs the dev packages, a ready back end and Chromium).

verdict.png   the top of the report of a program whose ball leaves the overlap for one frame in a minute
verdict.webp  four seconds of the reference solution, as its report's preview has them
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

DOCS = Path(__file__).parent
MUTANT = DOCS.parent / "tests" / "programs" / "hexagon" / "mutants" / "leaves_for_one_frame.py"
WIDTH, SCALE = 1120, 1.5  # px of the page, and pixels of the picture for one of them
COLOURS = 256


def judge(out: Path, *submission: str) -> None:
    command = [sys.executable, "-m", "sandbox", "verify", "--challenge", "hexagon", "--out", str(out), *submission]
    subprocess.run(command, check=False)


def shoot(page: Path, picture: Path) -> None:
    from PIL import Image
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium") or shutil.which("google-chrome"),
            args=["--no-sandbox"] if os.geteuid() == 0 else [],
        )
        shown = browser.new_page(viewport={"width": WIDTH, "height": 900}, device_scale_factor=SCALE, color_scheme="light")
        shown.goto(page.as_uri())
        bottom = shown.locator("nav.strip").bounding_box()
        assert bottom is not None
        height = bottom["y"] + bottom["height"] + 12
        shown.screenshot(path=picture, clip={"x": 0, "y": 0, "width": WIDTH, "height": height})
        browser.close()
    with Image.open(picture) as image:
        image.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE).save(picture, optimize=True)


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        failed, reference = Path(folder, "failed"), Path(folder, "reference")
        judge(failed, str(MUTANT))
        shoot(failed / "report.html", DOCS / "verdict.png")
        judge(reference)
        shutil.copyfile(reference / "preview.webp", DOCS / "verdict.webp")


if __name__ == "__main__":
    main()
