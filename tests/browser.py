"""Chromium for tests: pages that say what they complained of and asked for, and what is asked of them."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
QUIET = ["--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync"]
# Texts whose contrast is below 4.5 (WCAG 2, 1.4.3), each with it.
CONTRAST = """() => {
  const parse = c => c.match(/[\\d.]+/g).map(Number).map((v, k) => k < 3 && c.startsWith('color(srgb') ? 255 * v : v);
  const light = ([r, g, b]) => [r, g, b].map(v => v / 255).map(v => v <= .03928 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4)
    .reduce((sum, v, i) => sum + v * [.2126, .7152, .0722][i], 0);
  const behind = e => { for (; e; e = e.parentElement) {
    const c = parse(getComputedStyle(e).backgroundColor); if (c.length < 4 || c[3] > 0) return c; } return [255, 255, 255]; };
  const low = [];
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    const e = walk.currentNode.parentElement;
    if (!walk.currentNode.data.trim() || !e.getClientRects().length) continue;
    if (e.closest('script, style, .skip, .hidden, svg, :disabled')) continue;
    const [a, b] = [light(parse(getComputedStyle(e).color)), light(behind(e))];
    const ratio = (Math.max(a, b) + .05) / (Math.min(a, b) + .05);
    if (ratio < 4.5) low.push([walk.currentNode.data.trim().slice(0, 30), ratio]);
  }
  return low;
}"""
# Elements that stick out of the window, unless they lie in a part that scrolls by itself.
OUTSIDE = """[...document.querySelectorAll('h1, h2, h3, p, dd, li, td, th, img, video, svg, button, select, input')]
  .filter(e => e.getClientRects().length && !e.closest('.hidden, .skip, .scroll'))
  .filter(e => { const r = e.getBoundingClientRect(); return r.left < -1 || r.right > innerWidth + 1; })
  .map(e => e.outerHTML)"""


def until(page: Page, condition: str) -> None:
    """Waits for it. (Playwright's own wait_for_function needs eval, which the page's policy forbids.)"""
    for _ in range(300):
        if page.evaluate(condition):
            return
        page.wait_for_timeout(50)
    pytest.fail(f"never became true: {condition}")


@contextmanager
def started() -> Iterator[Browser]:
    """Debian's Chromium, or whichever is installed; skips the test where there is none."""
    path = next(filter(None, map(shutil.which, NAMES)), None)
    if path is None:
        pytest.skip("no Chromium is installed on this machine")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        as_root = ["--no-sandbox"] if os.geteuid() == 0 else []
        browser = playwright.chromium.launch(executable_path=path, args=QUIET + as_root)
        yield browser
        browser.close()


class Seen:
    """A page, and what it complained of or asked for."""

    def __init__(self, browser: Browser, address: str, *, width: int = 1280, dark: bool = False, **more: Any) -> None:
        self.complaints: list[str] = []
        self.requests: list[str] = []
        self.page: Page = browser.new_page(
            viewport={"width": width, "height": 800}, color_scheme="dark" if dark else "light", reduced_motion="reduce", **more
        )
        self.page.on("console", lambda message: self.complaints.append(message.text))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("dialog", lambda dialog: self.complaints.append(dialog.message))
        self.page.on("request", lambda request: self.requests.append(request.url.partition(",")[0]))
        self.page.goto(address)
