"""What all measurements share: servers on free ports, the pages, loading over the websocket, and the machine."""

import contextlib
import json
import os
import platform
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
ROOT = HERE.parent
OUT = HERE / "out"
OTHERS = HERE / ".venv" / "bin"
"""The environment of Dash and Panel, pinned in `baselines/requirements.txt`."""
PAGES = {
    "overview": "/", "goals": "/mal", "factor": "/framgangsfaktor", "railway": "/norrbotniabanan",
    "eu_programmes": "/eu-program", "economy": "/ekonomi", "companies": "/bolag", "figures": "/nyckeltal",
    "board": "/underlag", "sources": "/kallor", "about": "/om",
}  # fmt: skip
QUERY = "year=2021&lang=sv&factor=infrastruktur"
OURS = ("-m", "dashboard", "serve", "--port", "{port}")
STOCK = ("-m", "streamlit", "run", "{script}", "--server.headless", "true", "--server.port", "{port}")


@contextlib.contextmanager
def served(
    command: Sequence[str], ready: str = "/", folder: Path = ROOT, python: str = sys.executable, **environment: str
) -> Iterator[str]:
    """A Python server on a free port, from start to stop; `{port}` in the command is the port.  Gives its URL."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    process = subprocess.Popen(
        [python, *(part.format(port=port) for part in command)], cwd=folder, env=os.environ | environment,
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    url = f"http://127.0.0.1:{port}"
    try:
        wait(url + ready)
        yield url
    finally:
        process.terminate()
        process.wait(20)


def wait(url: str, seconds: float = 60) -> None:
    """Returns when a URL answers 200."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        with contextlib.suppress(OSError), urllib.request.urlopen(url, timeout=30) as answer:
            if answer.status == 200:
                return
        time.sleep(0.02)
    raise SystemExit(f"no answer from {url}")


@contextlib.contextmanager
def ours(**environment: str) -> Iterator[str]:
    """The dashboard as `make run` serves it."""
    with served(OURS, "/healthz", **environment) as url:
        yield url


@contextlib.contextmanager
def stock(script: Path) -> Iterator[str]:
    """A script under plain `streamlit run`, with Streamlit's default settings."""
    with served(
        [part.format(script=script, port="{port}") for part in STOCK], "/_stcore/health", HERE / "baselines"
    ) as u:
        yield u


@contextlib.contextmanager
def empty_ours() -> Iterator[str]:
    """The empty script under our server: same settings, middleware and start."""
    with served(("baselines/empty_ours.py", "{port}"), "/healthz", HERE) as url:
        yield url


def load(url: str, path: str = "/", **options: Any) -> dict[str, Any]:
    """What `wsload.py` measures of a page; options are its own (`sessions=100`, `think=3`)."""
    with tempfile.NamedTemporaryFile(suffix=".json") as result:
        more = [part for name, value in options.items() for part in (f"--{name.replace('_', '-')}", str(value))]
        command = [sys.executable, str(HERE / "wsload.py"), "--url", url, "--path", path, "--query", QUERY, *more]
        subprocess.run([*command, "--json", result.name], check=False, stdout=subprocess.DEVNULL)
        found: dict[str, Any] = json.loads(Path(result.name).read_text())
    return found


def machine() -> str:
    """What was measured on, and how busy it was."""
    cores, busy = os.cpu_count(), os.getloadavg()[0]
    return f"{cores} cores, {platform.machine()}, Python {platform.python_version()}, load {busy:.1f} at the start"
