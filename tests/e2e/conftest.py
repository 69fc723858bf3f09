"""A real server on a free port and a real Chromium: `url` and `page` are what browser tests ask for."""

import ctypes
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, Request, sync_playwright

ROOT = Path(__file__).parents[2]
STARTUP_SECONDS = 60
OWN_SCHEMES = {"data", "blob", "about"}


@dataclass(frozen=True)
class Server:
    """A running `dashboard serve`: where it answers, where its databases lie, where it logs."""

    url: str
    published: Path
    log: Path


@contextmanager
def serving(folder: Path, port: int = 0, **settings: str) -> Iterator[Server]:
    """`dashboard serve` as a user starts it, on this or a free port, with its own databases and these settings."""
    log = folder / "server.log"
    with socket.socket() as free:
        free.bind(("127.0.0.1", port))
        port = free.getsockname()[1]
    env = os.environ | {"DASHBOARD_PUBLISHED": str(folder / "build"), "PYTHONUNBUFFERED": "1"}
    env |= {f"DASHBOARD_{name.upper()}": value for name, value in settings.items()}
    with log.open("wb") as out:
        process = subprocess.Popen(
            [sys.executable, "-m", "dashboard", "serve", "--port", str(port)],
            cwd=folder, env=env, stdout=out, stderr=subprocess.STDOUT, start_new_session=True, preexec_fn=_die_with_us,
        )  # fmt: skip
    try:
        url = f"http://127.0.0.1:{port}{settings.get('base_path', '')}"
        _wait(f"{url}/healthz", process, log)
        yield Server(url, folder / "build", log)
    finally:
        with suppress(ProcessLookupError):  # it ended by itself: what it said is the failure, not that it is gone
            os.killpg(process.pid, signal.SIGTERM)
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def _die_with_us() -> None:
    """Linux ends the server when the tests are killed and cannot end it themselves."""
    prctl, parent_death = getattr(ctypes.CDLL(None), "prctl", None), 1
    if prctl is not None:
        prctl(parent_death, signal.SIGTERM)


def _wait(address: str, process: subprocess.Popen[bytes], log: Path) -> None:
    end = time.monotonic() + STARTUP_SECONDS
    while time.monotonic() < end:
        if process.poll() is not None:
            break
        try:
            with urllib.request.urlopen(address, timeout=2) as answer:
                if answer.status == 200:
                    return
        except OSError:
            time.sleep(0.1)
    pytest.fail(f"the server did not start:\n{log.read_text(encoding='utf-8')}")


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The server that all tests share; it has every page, that for editors too."""
    with serving(tmp_path_factory.mktemp("served"), update_page="true") as running:
        yield running


@pytest.fixture
def fresh(tmp_path: Path) -> Iterator[Server]:
    """A server that nobody has asked for a page yet."""
    with serving(tmp_path) as running:
        yield running


@pytest.fixture(scope="session")
def url(server: Server) -> str:
    """Where the server answers, without a trailing slash."""
    return server.url


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for all tests: `$CHROMIUM`, else the first on PATH."""
    names = ("chromium", "chromium-browser", "google-chrome")
    program = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, names)), None)
    if program is None:
        pytest.fail("no Chromium: set CHROMIUM or run `make chromium`")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        yield chromium
        chromium.close()


@pytest.fixture
def page(browser: Browser, server: Server) -> Iterator[Page]:
    """A fresh context.  The test fails at its end if the browser complained or asked another host for anything."""
    context = browser.new_context(locale="sv-SE", viewport={"width": 1280, "height": 900}, accept_downloads=True)
    complaints = watch(page := context.new_page(), server.url)
    yield page
    context.close()
    assert not complaints, "\n".join(complaints)


def watch(page: Page, url: str) -> list[str]:
    """A list that fills with console errors and warnings, page errors and requests to other hosts."""
    found: list[str] = []
    host = urlsplit(url).netloc

    def said(message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            found.append(f"console {message.type}: {message.text} ({message.location.get('url', '')})")

    def asked(request: Request) -> None:
        parts = urlsplit(request.url)
        if parts.netloc != host and parts.scheme not in OWN_SCHEMES:
            found.append(f"request to another host: {request.method} {request.url}")

    page.on("console", said)
    page.on("pageerror", lambda error: found.append(f"page error: {error}"))
    page.on("request", asked)
    page.on("websocket", lambda s: urlsplit(s.url).netloc != host and found.append(f"websocket elsewhere: {s.url}"))
    return found
