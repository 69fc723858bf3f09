"""Reporting shortcomings in accessibility: anonymous, without JavaScript, kept on disk, within limits."""

import asyncio
import json
from pathlib import Path
from urllib.parse import urlencode

import pytest
from asgi import ask
from starlette.applications import Starlette
from starlette.types import Message

from dashboard.cli import main
from dashboard.exchange.feedback import LONGEST, MAX_FOLDER
from dashboard.i18n import Lang, text
from dashboard.settings import settings
from dashboard.web.app import MIDDLEWARE, ROUTES

LANGS: tuple[Lang, ...] = ("sv", "en")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("DASHBOARD_PUBLISHED", str(tmp_path))
    settings.cache_clear()
    yield tmp_path / "feedback"
    settings.cache_clear()


def send(lang: str, **fields: str) -> tuple[int, dict[str, str], str]:
    """The answer to the form as a browser sends it: status, headers, body."""
    app = Starlette(routes=ROUTES, middleware=MIDDLEWARE)
    body, said = urlencode(fields).encode(), []
    scope = {
        "type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "method": "POST", "scheme": "http",
        "path": "/tillganglighet", "raw_path": b"/tillganglighet", "root_path": "", "query_string": f"lang={lang}".encode(),
        "headers": [(b"host", b"localhost"), (b"content-type", b"application/x-www-form-urlencoded")],
        "client": ("127.0.0.1", 1), "server": ("localhost", 80),
    }  # fmt: skip

    async def receive() -> Message:
        return {"type": "http.request", "body": body, "more_body": False}

    async def answer(message: Message) -> None:
        said.append(message)

    asyncio.run(app(scope, receive, answer))
    headers = {k.decode(): v.decode() for k, v in said[0]["headers"]}
    return said[0]["status"], headers, b"".join(m.get("body", b"") for m in said[1:]).decode()


def kept(folder: Path) -> list[dict[str, str]]:
    return [
        json.loads(line) for path in sorted(folder.glob("*.jsonl")) for line in path.read_text("utf-8").splitlines()
    ]


@pytest.mark.parametrize("lang", LANGS)
def test_what_is_written_is_kept_and_nothing_else(folder: Path, lang: Lang) -> None:
    status, headers, _ = send(lang, what="Rubriken läses inte upp.\n„å“", where="/mal", reply="")
    assert (status, headers["location"]) == (303, f"/tillganglighet?lang={lang}&sent#report")
    (one,) = kept(folder)
    assert one == {
        "time": one["time"],
        "lang": lang,
        "what": "Rubriken läses inte upp.\n„å“",
        "where": "/mal",
        "reply": "",
    }
    assert text(lang)("feedback.sent") in ask(f"/tillganglighet?lang={lang}&sent").text


@pytest.mark.parametrize("lang", LANGS)
def test_what_cannot_be_taken_is_said_and_not_lost(folder: Path, lang: Lang) -> None:
    t = text(lang)
    status, _, body = send(lang, what="  ", where='"><script>alert(1)</script>')
    assert status == 400 and t("error.feedback_empty") in body and 'role="alert"' in body
    assert "<script" not in body and "&#34;&gt;&lt;script&gt;" in body
    for field, longest in LONGEST.items():
        status, _, body = send(lang, **{"what": "x", field: "y" * (longest + 1)})
        assert status == 400 and t("error.feedback_long", limit=LONGEST["what"]) in body
    assert send(lang, what="z" * 500_000)[0] == 400
    assert kept(folder) == []


def test_the_disk_is_not_filled(folder: Path) -> None:
    folder.mkdir()
    (folder / "2020-01.jsonl").write_text(" " * (MAX_FOLDER + 1))
    status, _, body = send("sv", what="en sak till")
    assert status == 400 and text("sv")("error.feedback_full") in body and "en sak till" in body


@pytest.mark.parametrize("lang", LANGS)
def test_the_region_may_name_a_form_of_its_own(folder: Path, lang: Lang, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "<form" in ask(f"/tillganglighet?lang={lang}").text
    monkeypatch.setenv("DASHBOARD_FEEDBACK_URL", "https://region.example/form")
    settings.cache_clear()
    said = ask(f"/tillganglighet?lang={lang}").text
    assert 'href="https://region.example/form"' in said and "<form" not in said


@pytest.mark.parametrize("lang", LANGS)
def test_the_statement_has_what_digg_asks_for(folder: Path, lang: Lang) -> None:
    said = ask(f"/tillganglighet?lang={lang}").text
    for part in ("Region Norrbotten", "2018:1937", "https://www.digg.se/tdosanmalan", "12", "9", "axe-core", "2026-11-25", "<form"):  # fmt: skip
        assert part in said
    assert ("delvis förenlig" if lang == "sv" else "partially compliant") in said


def test_the_command_prints_what_was_reported(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--lang", "sv", "feedback"]) == 0
    assert capsys.readouterr().out == "0 synpunkter.\n"
    send("sv", what="Tabellen går inte att läsa.\nDen är för bred.", where="/mal", reply="")
    send("en", what="Too pale", where="", reply="a@example.org")
    assert main(["--lang", "sv", "feedback"]) == 0
    first, *text, second, pale, count = capsys.readouterr().out.splitlines()
    assert first.endswith(" · sida: /mal · svar till: –") and second.endswith(" · sida: – · svar till: a@example.org")
    assert text == ["  Tabellen går inte att läsa.", "  Den är för bred."]
    assert (pale, count) == ("  Too pale", "2 synpunkter.")
