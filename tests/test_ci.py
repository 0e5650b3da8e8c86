"""In CI no part of the machine may be missing: what is skipped elsewhere must run there."""

from __future__ import annotations

import os
import shutil

import pytest

from tests.isolation.machine import readiness

pytestmark = pytest.mark.skipif(
    os.environ.get("CI") != "true", reason="not in CI (CI=true): this machine may lack back ends and a browser"
)


@pytest.mark.parametrize("name", [pytest.param("docker", marks=pytest.mark.docker), "bubblewrap", "sandlock"])
def test_every_isolating_back_end_is_ready(name: str) -> None:
    found = readiness(name)
    assert found.ready, f"{name}: {found.detail}; {found.advice}"


@pytest.mark.parametrize("program", [pytest.param("chromium", marks=pytest.mark.browser), "Xvfb"])
def test_browser_and_virtual_screen_are_installed(program: str) -> None:
    assert shutil.which(program) is not None
