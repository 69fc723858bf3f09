"""Our own CSS, JS and icon: read once, compressed once, named by their hash so that browsers may keep them for good."""

import gzip
import hashlib
from functools import cache
from pathlib import Path

from starlette.requests import Request
from starlette.responses import Response

from dashboard.settings import at

FOLDER = Path(__file__).parent / "static"
TYPES = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}


@cache
def _file(name: str) -> tuple[bytes, bytes, str]:
    if name == "app.css":  # one file to the browser, one per page to us
        content = b"".join(path.read_bytes() for path in sorted((FOLDER / "css").glob("*.css")))
    else:
        content = (FOLDER / name).read_bytes()
    return content, gzip.compress(content, 9), hashlib.sha256(content).hexdigest()[:10]


def asset(name: str) -> str:
    """The URL of one of our static files."""
    return at(f"/assets/{name}?v={_file(name)[2]}")


async def serve(request: Request) -> Response:
    """GET /assets/{name}"""
    name = request.path_params["name"]
    suffix = Path(name).suffix
    if suffix not in TYPES or name not in {"app.css", *(p.name for p in FOLDER.iterdir())}:
        return Response(status_code=404)
    content, packed, digest = _file(name)
    zipped = "gzip" in request.headers.get("accept-encoding", "")
    headers = {"vary": "accept-encoding", "etag": f'"{digest}"'}
    if request.query_params.get("v") == digest:
        headers["cache-control"] = "public, max-age=31536000, immutable"
    if zipped:
        headers["content-encoding"] = "gzip"
    return Response(packed if zipped else content, media_type=TYPES[suffix], headers=headers)
