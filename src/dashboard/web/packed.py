"""Streamlit's own JS and CSS, compressed once after the start and served from memory.

Streamlit sends them uncompressed (9 MB for a page with a chart); compressing on each request would cost more than the
page.  Their names carry a hash, so a browser may keep them for good.
"""

import gzip
from pathlib import Path

import streamlit
from starlette.types import ASGIApp, Receive, Scope, Send

from dashboard.settings import within

FOLDER = Path(streamlit.__file__).parent / "static" / "static"
TYPES = {".js": b"text/javascript; charset=utf-8", ".css": b"text/css; charset=utf-8"}
SMALLEST = 1024
FIRST = (
    "index",
    "protobuf",
    "Html",
    "react-dom",
    "purify",
    "StreamlitMarkdown",
    "useSyncComboBox",
    "styled-components",
)
"""What the first visitor asks for, but for parts that are small."""
CHARTS = next((f"/static/js/{path.name}" for path in (FOLDER / "js").glob("PlotlyChart.*.js")), "")
"""Streamlit's part with the chart library, half of all that a page with a chart fetches."""
_packed: dict[str, bytes] = {}


def pack(first: bool) -> None:
    """Compresses the scripts and style sheets that a first visit needs, or all others.

    What is not packed yet goes out as Streamlit sends it.
    """
    for path in FOLDER.rglob("*"):
        if path.suffix in TYPES and path.stat().st_size >= SMALLEST and path.name.startswith(FIRST) == first:
            _packed[f"/static/{path.relative_to(FOLDER).as_posix()}"] = gzip.compress(path.read_bytes(), 9, mtime=0)


class Packed:
    """Answers for static files that have been packed."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        body = _packed.get(within(scope["path"])) if scope["type"] == "http" and scope["method"] == "GET" else None
        accepted = b"" if body is None else dict(scope["headers"]).get(b"accept-encoding", b"")
        if body is None or b"gzip" not in accepted:
            await self.app(scope, receive, send)
            return
        headers = [
            (b"content-type", TYPES[Path(scope["path"]).suffix]),
            (b"content-encoding", b"gzip"),
            (b"content-length", str(len(body)).encode()),
            (b"vary", b"accept-encoding"),
            (b"cache-control", b"public, max-age=31536000, immutable"),
        ]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": body})
