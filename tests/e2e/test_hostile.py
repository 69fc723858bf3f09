"""A real server under hostile input: texts that would run, paths that would leave, frames that mean nothing, slow clients."""

import http.client
import json
import re
import socket
import struct
import urllib.request
from collections import Counter
from collections.abc import Iterator
from html import escape
from pathlib import Path
from urllib.parse import quote, urlsplit

import pytest
from hostile import LEAKS, SCRIPTS, live, poisoned, traversals
from playwright.sync_api import Browser
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import connect

from dashboard.ui.registry import PAGES
from e2e.conftest import ROOT, Server, serving
from e2e.waiting import until

ARMED = """
window.found = [];
// Streamlit's own front end asks whether it may compile WebAssembly, and may not.
document.addEventListener('securitypolicyviolation', e => e.blockedURI === 'wasm-eval' || window.found.push(`policy: ${e.violatedDirective} ${e.blockedURI} ${e.sample}`));
"""
TAKEN = """() => [
  ...(window.ran ? [`ran ${window.ran} times`] : []), ...window.found,
  ...[...document.querySelectorAll('*')].filter(e => [...e.attributes].some(a => /^on/i.test(a.name) || (/href|src|action|^data$/.test(a.name) && /^\\s*javascript:/i.test(a.value))))
    .map(e => `live: ${e.outerHTML.slice(0, 200)}`),
  ...[...document.querySelectorAll('iframe,object,embed,base,form,[src*="evil.example"],[href*="//evil.example"]')].map(e => e.outerHTML.slice(0, 200)),
]"""
"""What a payload that was taken for markup leaves behind."""


@pytest.fixture(scope="module")
def hostile_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The real data with every free text replaced by a payload; `bench/faults.py xss` puts each of them into each text."""
    folder = tmp_path_factory.mktemp("hostile")
    assert poisoned(ROOT / "data", folder / "data") > 2000
    with serving(folder, data=str(folder / "data"), update_page="true") as running:
        yield running


def test_what_would_run_is_told_from_what_is_only_text() -> None:
    alive = [payload for payload in SCRIPTS if live(f"<p>{payload}</p>")]
    assert len(alive) > len(SCRIPTS) / 2, "the others need an attribute or another reader to run"
    assert not [p for p in SCRIPTS if live(f'<a title="{escape(p)}" href="?text={quote(p)}">{escape(p)}</a>')]


@pytest.mark.parametrize("lang", ["sv", "en"])
def test_no_text_of_the_data_is_ever_markup(browser: Browser, hostile_server: Server, lang: str) -> None:
    """Two walls hold: nothing reaches the page as an element, and the policy has nothing to block."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    context.add_init_script(ARMED)
    page = context.new_page()
    foreign: list[str] = []
    host = urlsplit(hostile_server.url).netloc
    page.on("dialog", lambda d: (foreign.append(f"dialog {d.message}"), d.dismiss()))
    page.on("request", lambda r: urlsplit(r.url).netloc != host and r.url.startswith("http") and foreign.append(r.url))
    for spec in PAGES:
        page.goto(f"{hostile_server.url}/{spec.path}?year=2021&lang={lang}&q=window.ran&factor=infrastruktur")
        until(
            page,
            "document.querySelectorAll('[data-testid=stMain] h1').length > 0 && document.querySelector('footer.foot') !== null",
        )
        page.wait_for_timeout(300)
        shown = page.evaluate("document.querySelector('[data-testid=stApp]').textContent")
        assert "window.ran" in shown or spec.name in {"about", "update"}, (
            f"{spec.name} shows no payload: the test would prove nothing"
        )
        assert page.evaluate(TAKEN) == [], spec.name
    for name in ("measures.html", "figures.html", ""):
        page.goto(f"{hostile_server.url}/api/v1/{name}?lang={lang}")
        assert page.evaluate(TAKEN) == [], name
    context.close()
    assert foreign == []


def asked(server: Server, path: str) -> tuple[int, http.client.HTTPMessage, bytes]:
    """The answer to a request whose path is sent as it is, dots and all."""
    connection = http.client.HTTPConnection(urlsplit(server.url).netloc, timeout=60)
    try:
        connection.putrequest("GET", path, skip_accept_encoding=True)
        connection.putheader("Accept", "text/html")
        connection.endheaders()
        answer = connection.getresponse()
        return answer.status, answer.headers, answer.read()
    finally:
        connection.close()


def test_no_path_leads_out_of_what_is_served(server: Server) -> None:
    paths, leaked, statuses = list(traversals()), [], Counter[int]()
    assert len(set(paths)) >= 1500
    for path in paths:
        status, _, body = asked(server, path)
        statuses[status] += 1
        if any(mark in body for mark in LEAKS) and b"<!DOCTYPE html>" not in body[:200]:
            leaked.append((path, body[:100]))
    assert leaked == []
    assert set(statuses) <= {200, 301, 302, 307, 400, 403, 404}, statuses


@pytest.mark.parametrize(
    "path",
    ["/", "/mal", "/finns-inte", "/tillganglighet", "/api/v1/", "/api/v1/goals.html", "/index.html"],
)
def test_every_html_answer_has_the_headers(server: Server, path: str) -> None:
    _, headers, _ = asked(server, path)
    assert headers["content-type"].startswith("text/html")
    policy = headers["content-security-policy"]
    script = re.search(r"script-src ([^;]*)", policy)
    assert script is None or not re.search(r"unsafe|\*|https?:", script[1])
    assert ("frame-ancestors 'none'" in policy and "object-src 'none'" in policy) or "default-src 'none'" in policy
    for name, value in (
        ("x-content-type-options", "nosniff"),
        ("x-frame-options", "DENY"),
        ("referrer-policy", "same-origin"),
    ):
        assert headers.get_all(name) == [value]
    assert "camera=()" in headers["permissions-policy"]


def alive(server: Server) -> bool:
    with urllib.request.urlopen(f"{server.url}/healthz", timeout=60) as answer:
        return bool(json.load(answer)["status"] == "ok")


STREAM = "/_stcore/stream"
FRAMES = {
    "text": "hello", "empty": b"", "junk": b"\xff" * 100, "zeros": bytes(1000), "half a message": struct.pack(">I", 0x0A7F0102),
    "just too large": b"x" * (1 << 20) + b"x" * 1000, "far too large": b"x" * (21 << 20),
}  # fmt: skip


@pytest.mark.parametrize("frame", FRAMES)
def test_a_frame_that_means_nothing_ends_its_connection_only(server: Server, frame: str) -> None:
    address = server.url.replace("http", "ws") + STREAM
    for _ in range(3):
        with connect(address, subprotocols=["streamlit"], max_size=None, proxy=None) as sock:  # type: ignore[list-item]
            try:
                sock.send(FRAMES[frame])
                for _ in range(5):
                    said = sock.recv(timeout=2)
                    assert b"Traceback" not in said if isinstance(said, bytes) else "Traceback" not in said
            except (ConnectionClosed, TimeoutError):
                pass
    assert alive(server)


@pytest.mark.parametrize(
    "headers",
    [
        {"Host": "evil.example"},
        {"Host": "evil.example", "Origin": "http://evil.example"},
        {"Origin": "http://evil.example"},
    ],
)
def test_a_foreign_page_gets_no_websocket(server: Server, headers: dict[str, str]) -> None:
    address = urlsplit(server.url)
    with socket.create_connection((address.hostname, address.port), timeout=10) as sock:
        said = {
            "Host": address.netloc,
            "Upgrade": "websocket",
            "Connection": "Upgrade",
            "Sec-WebSocket-Key": "x3JJHMbDL1EzLkh9GBhXDw==",
            "Sec-WebSocket-Version": "13",
        }
        lines = "".join(f"{k}: {v}\r\n" for k, v in (said | headers).items())
        sock.sendall(f"GET {STREAM} HTTP/1.1\r\n{lines}\r\n".encode())
        assert sock.recv(100).split()[1] == b"403"


def test_slow_clients_do_not_keep_others_waiting(server: Server) -> None:
    """A hundred that never finish their request, and thirty that never read what they are sent."""
    address = urlsplit(server.url)
    held: list[socket.socket] = []
    try:
        for n in range(130):
            sock = socket.create_connection((address.hostname, address.port), timeout=10)
            sock.sendall(
                b"GET /mal HTTP/1.1\r\nHost: localhost\r\nX-Slow: "
                if n < 100
                else b"GET /api/v1/figures.csv HTTP/1.1\r\nHost: localhost\r\n\r\n"
            )
            held.append(sock)
        for _ in range(20):
            assert alive(server)
            assert asked(server, "/api/v1/goals.csv?year=2021")[0] == 200
    finally:
        for sock in held:
            sock.close()


def test_the_log_names_no_visitor(server: Server) -> None:
    urllib.request.urlopen(f"{server.url}/mal?q=hemligt", timeout=60).close()
    with connect(server.url.replace("http", "ws") + STREAM, subprotocols=["streamlit"], proxy=None):  # type: ignore[list-item]
        pass
    said = Path(server.log).read_text(encoding="utf-8")
    assert '"path": "/mal"' in said
    assert "hemligt" not in said and not re.search(r"127\.0\.0\.1:\d{4,5} ", said)
