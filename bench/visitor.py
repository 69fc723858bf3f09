"""A visitor without a browser: opens a page over the websocket, reads what is drawn, comes back when cut off."""

import asyncio
import contextlib
import re
import ssl
import urllib.request
from dataclasses import dataclass, field
from urllib.parse import urlsplit

import websockets
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.exceptions import WebSocketException

VERSION = re.compile(r"(?:Dataversion|Data version) ([0-9a-f]{12})")
FAILURES = (OSError, EOFError, TimeoutError, asyncio.TimeoutError, WebSocketException)


@dataclass(frozen=True)
class Seen:
    """What a page showed: its HTML, the data versions that it names, and messages of error."""

    html: str
    versions: frozenset[str]
    errors: tuple[str, ...]


def context(certificate: str | None) -> ssl.SSLContext | None:
    """Trusts one self-signed certificate; None for plain HTTP."""
    return ssl.create_default_context(cafile=certificate) if certificate else None


@dataclass
class Visitor:
    """One tab at one address (`/ekonomi?year=2021`)."""

    base: str
    path: str
    certificate: str | None = None
    timeout: float = 60
    headers: dict[str, str] = field(default_factory=dict)
    cookies: dict[str, str] = field(default_factory=dict)
    reconnects: int = 0

    def _fetch(self, path: str) -> bytes:
        """GET, keeping cookies."""
        request = urllib.request.Request(self.base + path, headers=self._said())
        with urllib.request.urlopen(request, timeout=self.timeout, context=context(self.certificate)) as answer:
            for cookie in answer.headers.get_all("set-cookie") or ():
                name, _, value = cookie.split(";")[0].partition("=")
                self.cookies[name] = value
            return answer.read()

    def _said(self) -> dict[str, str]:
        pairs = "; ".join(f"{n}={v}" for n, v in self.cookies.items())
        return self.headers | ({"Cookie": pairs} if pairs else {})

    async def open(self) -> None:
        """Loads the shell as a browser does, then connects."""
        await asyncio.to_thread(self._fetch, self.path)
        await asyncio.to_thread(self._fetch, "/_stcore/health")
        url = self.base.replace("http", "ws", 1) + "/_stcore/stream"
        self.socket = await websockets.connect(
            url, subprotocols=["streamlit"], origin=self.base, additional_headers=self._said(), max_size=None,
            ping_interval=None, open_timeout=self.timeout, ssl=context(self.certificate), proxy=None,
        )  # fmt: skip

    async def see(self) -> Seen:
        """One run of the page."""
        parts = urlsplit(self.path)
        message = BackMsg()
        message.rerun_script.query_string = parts.query
        message.rerun_script.page_name = parts.path.strip("/")
        message.rerun_script.context_info.url = self.base + self.path
        message.rerun_script.context_info.timezone = "Europe/Stockholm"
        await self.socket.send(message.SerializeToString())
        html: dict[tuple[int, ...], str] = {}
        errors = []
        while True:
            said = ForwardMsg.FromString(await asyncio.wait_for(self.socket.recv(), self.timeout))
            kind = said.WhichOneof("type")
            if kind == "delta" and said.delta.WhichOneof("type") == "new_element":
                element = said.delta.new_element
                if (drawn := element.WhichOneof("type")) == "html":
                    html[tuple(said.metadata.delta_path)] = element.html.body
                elif drawn == "exception":
                    errors.append(element.exception.message)
                elif drawn == "alert":
                    errors.append(element.alert.body)
            elif kind == "script_finished":
                if said.script_finished == ForwardMsg.FINISHED_EARLY_FOR_RERUN:
                    continue
                break
        text = "\n".join(html[place] for place in sorted(html))
        return Seen(text, frozenset(VERSION.findall(text)), tuple(errors))

    async def come_back(self, tries: int = 100) -> None:
        """After a cut: what the page in the browser does, until it is connected again."""
        self.reconnects += 1
        for _ in range(tries):
            with contextlib.suppress(*FAILURES):
                await self.open()
                return
            await asyncio.sleep(0.2)
        raise ConnectionError(f"{self.path}: no way back")

    async def close(self) -> None:
        with contextlib.suppress(*FAILURES):
            await self.socket.close()
