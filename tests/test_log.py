"""The log: one JSON object a line, a request id on every answer, nothing about persons; health and readiness."""

import io
import json
import logging
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from asgi import ask
from conftest import Invented

from dashboard.settings import settings
from dashboard.store.build import Built, build
from dashboard.web.log import EXTRA, Json, configure

PERSONAL = {
    "authorization": "Bearer person",
    "cookie": "a=person",
    "x-forwarded-for": "203.0.113.7",
    "x-remote-user": "person",
}


@pytest.fixture
def lines() -> Iterator[io.StringIO]:
    """What is logged at the level debug."""
    written = io.StringIO()
    handler = logging.StreamHandler(written)
    handler.setFormatter(Json())
    ours = logging.getLogger("dashboard")
    ours.addHandler(handler)
    ours.setLevel(logging.DEBUG)
    yield written
    ours.removeHandler(handler)
    ours.setLevel(logging.NOTSET)


def objects(written: io.StringIO) -> list[dict[str, Any]]:
    return [json.loads(line) for line in written.getvalue().splitlines()]


def test_a_request_is_one_line_without_its_query_or_anything_personal(built: Built, lines: io.StringIO) -> None:
    answer = ask("/api/v1/goals.csv?year=2021&lang=en", headers=PERSONAL)
    (line,) = objects(lines)
    assert {k: line[k] for k in ("level", "message", "method", "path", "status")} == {
        "level": "info", "message": "request", "method": "GET", "path": "/api/v1/goals.csv", "status": answer.status,
    }  # fmt: skip
    assert line["request_id"] == answer.headers["x-request-id"]
    assert line["ms"] >= 0 and line["time"].endswith("+00:00")
    assert set(line) <= {"time", "level", "logger", "message", "request_id", *EXTRA}
    assert not re.search(r"person|203\.0\.113|127\.0\.0\.1|2021&|lang=", lines.getvalue())


@pytest.mark.parametrize(
    "given", ["", "short", "a b c d e f g h", "x" * 65, "abc\r\nSet-Cookie: a=b", "<script>alert(1)</script>", "å" * 10]
)
def test_a_request_id_that_is_no_id_is_replaced(built: Built, given: str) -> None:
    assert re.fullmatch(r"[0-9a-f]{32}", ask("/healthz", headers={"x-request-id": given}).headers["x-request-id"])


def test_the_id_of_the_proxy_is_kept(built: Built, lines: io.StringIO) -> None:
    assert (
        ask("/mal-finns-inte", headers={"x-request-id": "proxy-0123456789"}).headers["x-request-id"]
        == "proxy-0123456789"
    )
    assert objects(lines)[0]["request_id"] == "proxy-0123456789"


@pytest.mark.parametrize(
    ("path", "level"),
    [("/healthz", "debug"), ("/assets/app.css", "debug"), ("/assets/none", "info"), ("/api/v1/", "info")],
)
def test_what_is_asked_all_the_time_is_for_debugging_unless_it_fails(
    built: Built, lines: io.StringIO, path: str, level: str
) -> None:
    ask(path)
    assert [line["level"] for line in objects(lines) if line["message"] == "request"] == [level]


def test_an_error_is_one_line_too(lines: io.StringIO) -> None:
    try:
        raise ValueError("first\nsecond")
    except ValueError:
        logging.getLogger("dashboard.test").exception("it failed\nbadly")
    (line,) = objects(lines)
    assert line["message"] == "it failed\nbadly" and "ValueError: first\nsecond" in line["error"]


def test_everything_goes_the_same_way(capsys: pytest.CaptureFixture[str]) -> None:
    root, kept = logging.getLogger(), logging.getLogger().handlers[:]
    level = root.level
    try:
        configure("warning")
        for name in ("dashboard.x", "streamlit.x", "uvicorn.error", "other"):
            logging.getLogger(name).warning("said by %s", name)
            logging.getLogger(name).info("not said")
        written = capsys.readouterr()
    finally:
        root.handlers[:] = kept
        root.setLevel(level)
        logging.captureWarnings(False)
        logging.getLogger("dashboard").setLevel(logging.NOTSET)
    assert written.out == ""
    said = [json.loads(line)["message"] for line in written.err.splitlines()]
    assert said == [f"said by {name}" for name in ("dashboard.x", "streamlit.x", "uvicorn.error", "other")]


def test_health_and_readiness_say_the_version(built: Built) -> None:
    for path, status in (("/healthz", "ok"), ("/readyz", "ready")):
        answer = ask(path)
        assert (answer.status, answer.json()["status"], answer.json()["version"]) == (200, status, built.version)
        assert answer.headers["cache-control"] == "no-store"


def test_a_server_on_an_older_version_is_healthy_but_not_ready(
    invented: Invented, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DASHBOARD_PUBLISHED", str(invented.out))
    settings.cache_clear()
    try:
        assert (ask("/healthz").status, ask("/readyz").status) == (503, 503)
        first = build(invented.data, invented.out)
        assert (ask("/healthz").status, ask("/readyz").status) == (200, 200)
        invented.cell("2099/income_statement.csv", 2, "label_sv", "Rad med nytt namn")
        second = build(invented.data, invented.out)
        Path(second.path).write_bytes(b"damaged")
        assert (ask("/healthz").json()["version"], ask("/readyz").status) == (first.version, 503)
    finally:
        monkeypatch.undo()
        settings.cache_clear()
