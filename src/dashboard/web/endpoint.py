"""How every address of the data interface answers: methods, errors, "not modified", compression, other sites.

What it answers is a `Reply`; its bytes are made only when they are to be sent, and are sent as they are made.
"""

import hashlib
import zlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from http import HTTPStatus
from itertools import chain
from pathlib import Path

from starlette.concurrency import run_in_threadpool
from starlette.requests import HTTPConnection, Request
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.types import Receive, Scope, Send

from dashboard import exchange, store
from dashboard.errors import DashboardError, UsageError
from dashboard.i18n import LANGS, Text, text

METHODS = "GET, HEAD, OPTIONS"
OPEN = {
    "access-control-allow-origin": "*",
    "access-control-expose-headers": "content-disposition, etag, link, x-data-version, x-fetched-at, x-total-count",
    "cache-control": "no-cache",
}
PREFLIGHT = {
    "access-control-allow-methods": METHODS, "access-control-allow-headers": "*", "access-control-max-age": "86400",
    "allow": METHODS,
}  # fmt: skip
PACKED = ("text/", "application/json", "application/ld+json", "application/vnd.oai.openapi+json")
"""Media types that are worth compressing; the others are compressed already."""
MISSING = frozenset({"no_table", "no_such"})


@dataclass(frozen=True)
class Reply:
    """What an address answers.  `version` and `key` decide the bytes, or with `weak` what they mean."""

    body: Callable[[], Iterator[bytes]]
    media: str
    version: str
    key: str
    weak: bool = False
    vary: str = "accept-encoding"
    headers: Mapping[str, str] = field(default_factory=dict)

    def tag(self, packed: bool) -> str:
        """The entity tag: data version, query and the code that writes the files."""
        digest = hashlib.sha256(f"{self.version}\0{_code()}\0{self.key}".encode()).hexdigest()[:20]
        return ("W/" if self.weak else "") + f'"{digest}{"-gzip" if packed else ""}"'


@cache
def _code() -> str:
    """A hash of what turns rows into files, so that an upgrade is seen by those who kept one."""
    digest = hashlib.sha256()
    for package in (exchange, store):
        folder = Path(str(package.__file__)).parent
        for path in sorted(p for p in folder.rglob("*") if p.suffix in (".py", ".html", ".sql")):
            digest.update(path.read_bytes())
    return digest.hexdigest()


class Endpoint:
    """An ASGI app that answers GET by a function, and all other methods alike."""

    def __init__(self, get: Callable[[Request], Reply | Response]) -> None:
        self._get = get

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        response = await run_in_threadpool(self._answer, Request(scope, receive))
        await response(scope, receive, send)

    def _answer(self, request: Request) -> Response:
        if request.method == "OPTIONS":
            return Response(status_code=204, headers=OPEN | PREFLIGHT)
        t = said_in(request)
        if request.method not in ("GET", "HEAD"):
            error = UsageError("method", method=request.method[:20], allowed=METHODS)
            return problem(error, 405, t, {"allow": METHODS})
        try:
            reply = self._get(request)
            return reply if isinstance(reply, Response) else deliver(request, reply)
        except UsageError as error:
            return problem(error, 404 if error.key in MISSING else 400, t)
        except DashboardError as error:
            return problem(error, 503, t, {"retry-after": "5"})


def said_in(request: HTTPConnection) -> Text:
    """The texts of the language that is asked for."""
    asked = request.query_params.get("lang", "sv")
    return text(asked if asked in LANGS else "sv")


def problem(error: DashboardError, status: int, t: Text, headers: Mapping[str, str] | None = None) -> Response:
    """RFC 9457: what went wrong, for programs and people; `parameter`, `value` and `allowed` where one is at fault."""
    body: dict[str, object] = {
        "type": "about:blank", "title": HTTPStatus(status).phrase, "status": status, "code": error.key,
        "detail": error.say(t),
    }  # fmt: skip
    params = error.params
    if "field" in params:
        body["parameter"] = params["field"]
    if "value" in params:
        body["value"] = params["value"]
    if "allowed" in params:
        body["allowed"] = list(params.get("codes") or ()) or params["allowed"]  # type: ignore[call-overload]
    sent = OPEN | {"content-language": t.lang} | dict(headers or {})
    return JSONResponse(body, status, sent, media_type="application/problem+json")


def unchanged(request: Request, tag: str) -> bool:
    """Whether the asker has this already."""
    had = request.headers.get("if-none-match", "")
    return had.strip() == "*" or tag.removeprefix("W/") in {part.strip().removeprefix("W/") for part in had.split(",")}


def deliver(request: Request, reply: Reply) -> Response:
    """The reply as the asker can take it."""
    packed = reply.media.startswith(PACKED) and accepts_gzip(request.headers.get("accept-encoding", ""))
    tag = reply.tag(packed)
    headers = OPEN | {"etag": tag, "vary": reply.vary, "x-data-version": reply.version} | dict(reply.headers)
    if unchanged(request, tag):
        return Response(status_code=304, headers=headers)
    headers |= {"content-type": reply.media} | ({"content-encoding": "gzip"} if packed else {})
    if request.method == "HEAD":
        return StreamingResponse(iter(()), headers=headers)
    parts = reply.body()
    first = next(parts, b"")  # what fails before the first byte is still answered with an error
    parts = chain((first,), parts)
    return StreamingResponse(gzipped(parts) if packed else parts, headers=headers)


def accepts_gzip(accepted: str) -> bool:
    """Whether an Accept-Encoding takes gzip."""
    return _quality(accepted, "gzip") > 0


def prefers_html(accepted: str) -> bool:
    """Whether an Accept header would rather have HTML than JSON; a bare `*/*` is a program."""
    html = _quality(accepted, "text/html")
    return html > 0 and html >= _quality(accepted, "application/json")


def _quality(accepted: str, wanted: str) -> float:
    """How much a header wants a value, 0 to 1; a range of everything counts for encodings only."""
    for part in accepted.lower().split(","):
        name, _, rest = part.partition(";")
        if name.strip() == wanted:
            weight = rest.replace(" ", "").partition("q=")[2]
            try:
                return float(weight.partition(";")[0]) if weight else 1.0
            except ValueError:
                return 0.0
    return 0.0


def gzipped(parts: Iterator[bytes]) -> Iterator[bytes]:
    """The parts compressed, handed on as soon as there is something."""
    packer = zlib.compressobj(6, zlib.DEFLATED, 31)
    for part in parts:
        if said := packer.compress(part):
            yield said
    yield packer.flush()
