"""What the attacks aim at: secrets, services and folders of the host, and how a program is told where they are."""

from __future__ import annotations

import contextlib
import os
import secrets
import socket
import tempfile
import threading
from collections.abc import Iterator
from pathlib import Path

from sandbox.isolation.guest import Host

SECRET = "SANDBOX_TEST_SECRET"
ROOT = Path(__file__).parents[2]


@contextlib.contextmanager
def target() -> Iterator[dict[str, object]]:
    """Facts for `attack.GIVEN`; the services answer until the block ends."""
    with contextlib.ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="target-")))
        folder.chmod(0o755)
        (folder / "secret").write_text("the judge's secret")
        other = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="sandbox-other-")))
        other.chmod(0o711)
        (other / "output.txt").write_text("another run's output")
        tcp = _listener(stack, socket.AF_INET, socket.SOCK_STREAM, ("127.0.0.1", 0))
        udp = _listener(stack, socket.AF_INET, socket.SOCK_DGRAM, ("127.0.0.1", 0))
        abstract = f"sandbox-target-{secrets.token_hex(8)}"
        _listener(stack, socket.AF_UNIX, socket.SOCK_STREAM, "\0" + abstract)
        path = str(folder / "socket")
        _listener(stack, socket.AF_UNIX, socket.SOCK_STREAM, path)
        Path(path).chmod(0o777)
        answering = threading.Thread(target=_answer, args=(udp,), daemon=True)
        answering.start()
        stack.callback(answering.join)
        stack.callback(_stop, udp.getsockname())
        before = os.environ.get(SECRET)
        os.environ[SECRET] = "of the judge"
        try:
            yield {
                "checkout": str(ROOT),
                "home": str(Path.home()),
                "allowed_home_names": _seen_in_homes(),
                "judge_pid": os.getpid(),
                "secret_file": str(folder / "secret"),
                "other_run": str(other / "output.txt"),
                "docker": os.environ.get("DOCKER_HOST", "unix:///var/run/docker.sock").removeprefix("unix://"),
                "port": tcp.getsockname()[1],
                "udp_port": udp.getsockname()[1],
                "abstract": abstract,
                "socket": path,
            }
        finally:
            os.environ.pop(SECRET) if before is None else os.environ.update({SECRET: before})


def _listener(stack: contextlib.ExitStack, family: int, kind: int, address: object) -> socket.socket:
    server = stack.enter_context(socket.socket(family, kind))
    server.bind(address)
    if kind == socket.SOCK_STREAM:
        server.listen()
    return server


def _answer(server: socket.socket) -> None:
    while True:
        data, sender = server.recvfrom(100)
        if data == b"stop":
            return
        server.sendto(b"here", sender)


def _stop(address: tuple[str, int]) -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as client:
        client.sendto(b"stop", address)


def _seen_in_homes() -> list[str]:
    """Names in home folders that Python needs: an interpreter may be installed there."""
    host = Host.find()
    homes = (Path("/root"), Path("/home"), Path.home())
    paths = [Path(path) for path in (*host.readable, host.runners)]
    return sorted({path.relative_to(home).parts[0] for path in paths for home in homes if home in path.parents})
