"""Asks the ASGI app in this process, without a server: every header and every byte as the app sends them."""

import asyncio
import gzip
import json
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote

from starlette.applications import Starlette
from starlette.types import ASGIApp

from dashboard.web.app import MIDDLEWARE, ROUTES

app = Starlette(routes=ROUTES, middleware=MIDDLEWARE)
"""Our routes and middleware, without Streamlit."""


@dataclass
class Answer:
    status: int = 0
    headers: dict[str, str] = field(default_factory=dict)
    sent: bytes = b""
    parts: int = 0

    @property
    def body(self) -> bytes:
        return gzip.decompress(self.sent) if self.headers.get("content-encoding") == "gzip" else self.sent

    @property
    def text(self) -> str:
        return self.body.decode("utf-8")

    def json(self) -> Any:
        return json.loads(self.body)


def ask(
    url: str,
    method: str = "GET",
    headers: Mapping[str, str] | None = None,
    taken: Callable[[bytes], None] | None = None,
    app: ASGIApp = app,
) -> Answer:
    """The answer to a request; with `taken` the parts of the body are handed on and not kept.

    In a thread of its own, because the browser of the e2e tests keeps an event loop in this one.
    """
    answer = Answer()
    path, _, query = url.partition("?")
    scope = {
        "type": "http", "asgi": {"version": "3.0", "spec_version": "2.4"}, "http_version": "1.1", "method": method,
        "scheme": "http", "path": path, "raw_path": quote(path).encode(), "root_path": "",
        "query_string": quote(query, safe="=&%+,-._~").encode(), "client": ("127.0.0.1", 1), "server": ("test", 80),
        "headers": [(k.lower().encode(), v.encode()) for k, v in ({"host": "localhost"} | dict(headers or {})).items()],
    }  # fmt: skip

    async def receive() -> dict[str, Any]:
        await asyncio.Event().wait()
        return {}

    async def send(message: Any) -> None:
        if message["type"] == "http.response.start":
            answer.status = message["status"]
            for name, value in message["headers"]:
                assert name.decode() not in answer.headers, f"{name!r} is sent twice"
                answer.headers[name.decode()] = value.decode("latin-1")
        elif message["type"] == "http.response.body":
            part = message.get("body", b"")
            answer.parts += bool(part)
            if taken is None:
                answer.sent += part
            else:
                taken(part)

    async def run() -> None:
        await app(scope, receive, send)

    with ThreadPoolExecutor(1) as pool:
        pool.submit(asyncio.run, run()).result()
    return answer
