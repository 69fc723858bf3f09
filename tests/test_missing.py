"""An address that is no page: status 404, in the reader's language, with the way to what was meant."""

import re

import pytest
from asgi import Answer
from asgi import ask as ask_app
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import Response
from starlette.routing import Route

from dashboard.i18n import text
from dashboard.settings import settings
from dashboard.ui.registry import PAGES, there
from dashboard.web.html import Html
from dashboard.web.routes import routes


def ask(url: str, kind: str = "text/html") -> Answer:
    """What the middleware makes of an inner app that answers every path with the same shell, as Streamlit does."""
    shell = Route("/{path:path}", lambda _: Response("<html lang='en'><title>S</title></html>", media_type=kind))
    return ask_app(url, app=Starlette(routes=[*routes(), shell], middleware=[Middleware(Html)]))


@pytest.mark.parametrize("path", [f"/{p.path}" for p in PAGES] + ["/mal/"])
def test_every_page_of_the_registry_is_found(path: str) -> None:
    assert ask(f"{path}?lang=en&year=2021").status == 200


@pytest.mark.parametrize("lang", ["sv", "en"])
def test_an_unknown_path_is_a_page_of_its_own(lang: str) -> None:
    answer, t = ask(f"/malen?lang={lang}"), text(lang)  # type: ignore[arg-type]
    assert answer.status == 404
    assert f'<html lang="{lang}">' in answer.text and f"<h1>{t('missing.title')}</h1>" in answer.text
    assert "<code>/malen</code>" in answer.text and "<script" not in answer.text
    assert int(answer.headers["content-length"]) == len(answer.body)
    assert "default-src 'self'" in answer.headers["content-security-policy"]
    near, everything = re.findall(r"<ul>(.*?)</ul>", answer.text, re.DOTALL)
    assert f'href="/mal?lang={lang}"' in near and "/bolag" not in near
    assert everything.count("<li>") == sum(p.shown and not p.editors for p in PAGES)


@pytest.mark.parametrize("path", ["/%3Cscript%3Ealert(1)%3C/script%3E", '/"onmouseover=x', "/" + "a" * 5000, "/../../etc/passwd", "/robots.txt", "/{title}"])  # fmt: skip
def test_nothing_of_the_path_gets_in_unescaped(path: str) -> None:
    answer = ask(path)
    assert answer.status == 404
    assert "<script" not in answer.text and '"onmouseover' not in answer.text
    assert len(answer.text) < 4000


def test_files_of_the_inner_app_are_left_alone() -> None:
    assert ask("/static/js/main.js", kind="text/javascript").status == 200


def test_a_page_that_is_switched_off_is_not_there(monkeypatch: pytest.MonkeyPatch) -> None:
    """Uppdatera, unless the settings switch it on: not found, and no page leads there."""
    assert ask("/uppdatera").status == 200
    monkeypatch.delenv("DASHBOARD_UPDATE_PAGE")
    settings.cache_clear()
    try:
        answer = ask("/uppdatera")
        assert answer.status == 404
        assert "Sidan finns inte" in answer.text
        assert "/uppdatera?" not in answer.text
        assert "update" not in {page.name for page in there()}
    finally:
        monkeypatch.undo()
        settings.cache_clear()
