"""The guest image of the docker back end: its name, and how it is built."""

from __future__ import annotations

import hashlib
import io
import tarfile
from collections.abc import Callable
from typing import Any

from sandbox.content import content_folder
from sandbox.errors import InfrastructureError

__all__ = ["LABEL", "build", "image_name"]

REPOSITORY = "sandbox-guest"
LABEL = "llm-sandbox-judge"
BUILD_TIMEOUT_S = 1800


def image_name() -> str:
    """`sandbox-guest:` and 12 hex digits of what goes into the image: an old image never has the name of a new one."""
    return f"{REPOSITORY}:{hashlib.sha256(_dockerfile()).hexdigest()[:12]}"


def _dockerfile() -> bytes:
    return content_folder("Dockerfile").read_bytes()


def build(say: Callable[[str], None]) -> str:
    """Builds the image and returns its name; `say` gets the engine's words, line by line.

    Raises InfrastructureError (BackendUnavailable where no engine answers).
    """
    from docker.errors import DockerException

    from sandbox.isolation.docker_engine import connect

    name = image_name()
    client = connect(BUILD_TIMEOUT_S)
    try:
        stream = client.api.build(
            fileobj=_context(), custom_context=True, tag=name, rm=True, forcerm=True, decode=True, network_mode="host",
            labels={LABEL: "image"},
        )  # fmt: skip
        for message in stream:
            _told(message, say)
    except DockerException as error:
        raise InfrastructureError(f"the guest image could not be built: {error}") from error
    finally:
        client.close()
    return name


def _context() -> io.BytesIO:
    archive = io.BytesIO()
    content = _dockerfile()
    with tarfile.open(fileobj=archive, mode="w") as tar:
        entry = tarfile.TarInfo("Dockerfile")
        entry.size = len(content)
        tar.addfile(entry, io.BytesIO(content))
    archive.seek(0)
    return archive


def _told(message: dict[str, Any], say: Callable[[str], None]) -> None:
    if "error" in message:
        raise InfrastructureError(f"the guest image could not be built: {' '.join(str(message['error']).split())}")
    for line in str(message.get("stream", message.get("status", ""))).splitlines():
        if line.strip():
            say(line.rstrip())
