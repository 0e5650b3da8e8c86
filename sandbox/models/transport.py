"""What failed below HTTP: nobody listens, a name that is not known, a connection that broke."""

from __future__ import annotations

from urllib.parse import urlsplit

from sandbox.models.answer import Failure
from sandbox.models.failed import Failed
from sandbox.models.servers import Server
from sandbox.text import one_line

__all__ = ["of_transport"]


def of_transport(error: BaseException, server: Server) -> Failed:
    """Classifies an error of the HTTP client."""
    import httpx2

    where = f"{server.dialect.title} at {urlsplit(server.url).netloc}"
    words = one_line(str(error), 200) or type(error).__name__
    if isinstance(error, httpx2.ConnectTimeout | httpx2.ConnectError):
        return Failed(Failure.ABSENT, f"{where} does not answer ({words})")
    if isinstance(error, httpx2.TimeoutException):
        return Failed(Failure.STALLED, f"{where} went silent ({words})", again=True)
    if isinstance(error, httpx2.NetworkError | httpx2.RemoteProtocolError):
        return Failed(Failure.CUT, f"{where} closed the connection ({words})", again=True)
    return Failed(Failure.SERVER, f"{where}: {words}")
