"""The log: one JSON object a line on standard error, and a request id on every answer.

No personal data: neither addresses of visitors nor what they search for nor who has logged in; a path has no query.
On a terminal the same is written for people.
"""

import json
import logging
import re
import sys
import time
import uuid
from contextvars import ContextVar
from datetime import UTC, datetime

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from dashboard.settings import within

ID = "x-request-id"
GIVEN = re.compile(r"[A-Za-z0-9._-]{8,64}")
"""What the proxy in front may have named the request."""
QUIET = ("/static/", "/assets/", "/healthz", "/readyz", "/_stcore/health", "/_stcore/host-config")
"""What is asked so often that it is logged at the level debug only."""
EXTRA = ("method", "path", "status", "ms", "version", "number", "origin", "sha256", "rows", "outcome")
"""Fields that a record may carry (`extra=`) besides its message."""

request_id: ContextVar[str] = ContextVar("request_id", default="")
log = logging.getLogger(__name__)


class Json(logging.Formatter):
    """A record as one line of JSON."""

    def format(self, record: logging.LogRecord) -> str:
        said: dict[str, object] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(), "logger": record.name, "message": record.getMessage(),
        }  # fmt: skip
        said |= {name: getattr(record, name) for name in EXTRA if hasattr(record, name)}
        if current := request_id.get():
            said["request_id"] = current
        if record.exc_info:
            said["error"] = self.formatException(record.exc_info)
        return json.dumps(said, ensure_ascii=False, default=str)


def configure(level: str) -> None:
    """Sends everything that this process logs one way: ours, Streamlit's and the server's."""
    handler = logging.StreamHandler(sys.stderr)
    plain = logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s")
    handler.setFormatter(plain if sys.stderr.isatty() else Json())
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.WARNING)
    logging.getLogger("dashboard").setLevel(level.upper())
    for name, known in logging.root.manager.loggerDict.items():
        if isinstance(known, logging.Logger) and name.split(".")[0] in ("streamlit", "uvicorn"):
            known.handlers.clear()
            known.propagate = True
            if name.startswith("uvicorn"):
                known.setLevel(logging.WARNING)  # at the level info it names visitors' addresses
    logging.captureWarnings(True)


class Log:
    """Gives every request an id and writes one line when it has been answered."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in ("http", "websocket"):
            await self.app(scope, receive, send)
            return
        given = Headers(scope=scope).get(ID, "")
        current = given if GIVEN.fullmatch(given) else uuid.uuid4().hex
        token, began, status = request_id.set(current), time.perf_counter(), 0

        async def named(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                MutableHeaders(scope=message)[ID] = current
            elif message["type"] == "websocket.accept":
                status = 101
            elif message["type"] == "websocket.close":
                status = status or 403
            await send(message)

        try:
            await self.app(scope, receive, named)
        except Exception:
            log.exception("request failed")
            raise
        finally:
            level = logging.DEBUG if within(scope["path"]).startswith(QUIET) and status < 400 else logging.INFO
            fields = {
                "method": scope.get("method", "WEBSOCKET"), "path": scope["path"][:200], "status": status,
                "ms": round((time.perf_counter() - began) * 1000, 1),
            }  # fmt: skip
            log.log(level, "request", extra=fields)
            request_id.reset(token)
