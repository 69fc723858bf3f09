"""What surrounds the pages: language, title, security headers and the policy's hash, our assets, the statement."""

import base64
import gzip
import hashlib
import re
from pathlib import Path

import pytest
import streamlit
from asgi import Answer
from asgi import ask as ask_app
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.routing import Route

from dashboard.i18n import LANGS, text
from dashboard.store.build import Built
from dashboard.ui.registry import PAGES
from dashboard.web.assets import asset
from dashboard.web.html import Html
from dashboard.web.packed import FOLDER
from dashboard.web.routes import routes

SHELL = (Path(streamlit.__file__).parent / "static" / "index.html").read_text(encoding="utf-8")
SCRIPT = re.compile(r"<script>(.*?)</script>", re.DOTALL)


def shell(request: Request) -> Response:
    """Streamlit's own page, as its server sends it for every path."""
    seen = {name: request.headers.get(name, "") for name in ("accept-encoding", "if-none-match")}
    headers = {"etag": '"streamlit"', "last-modified": "Mon, 01 Jan 2024 00:00:00 GMT", "x-seen": repr(seen)}
    return HTMLResponse(SHELL, headers=headers)


@pytest.fixture(scope="module")
def app() -> Starlette:
    plain = Route("/plain.txt", lambda _: PlainTextResponse("text"))
    return Starlette(routes=[*routes(), plain, Route("/{path:path}", shell)], middleware=[Middleware(Html)])


def ask(app: Starlette, url: str, headers: dict[str, str] | None = None) -> Answer:
    return ask_app(url, headers=headers, app=app)


def directives(answer: Answer) -> dict[str, str]:
    """The content security policy, directive by directive."""
    said = answer.headers["content-security-policy"].split("; ")
    return {name: values for name, _, values in (d.partition(" ") for d in said)}


@pytest.mark.parametrize("path", [f"/{page.path}" for page in PAGES])
@pytest.mark.parametrize(
    ("query", "lang"),
    [
        ("", "sv"),
        ("?lang=sv", "sv"),
        ("?lang=en", "en"),
        ("?lang=de", "sv"),
        ("?lang=%22%3E", "sv"),
        ("?lang=en&lang=sv", "en"),
    ],
)
def test_the_language_of_the_page_follows_its_address(app: Starlette, path: str, query: str, lang: str) -> None:
    said = ask(app, path + query).text
    assert re.findall(r"<html[^>]*>", said) == [f'<html lang="{lang}">']


@pytest.mark.parametrize("lang", LANGS)
def test_title_description_noscript_and_icon_are_ours(app: Starlette, lang: str) -> None:
    said, t = ask(app, f"/mal?lang={lang}").text, text(lang)  # type: ignore[arg-type]
    assert re.findall(r"<title>(.*?)</title>", said, re.DOTALL) == [f"{t('page.goals.title')} – {t('app.title')}"]
    assert f'content="{t("app.description")}"' in said
    head, body = re.findall(r"<noscript>(.*?)</noscript>", said, re.DOTALL)
    assert head == f'<link rel="stylesheet" href="{asset("data.css")}">'
    assert f"<h1>{t('page.goals.title')}</h1>" in body and "JavaScript" not in said.replace(body, "")
    assert re.findall(r'<link[^>]*rel="[^"]*icon"[^>]*>', said) == [f'<link rel="icon" href="{asset("icon.svg")}">']
    assert said.index(asset("app.js")) < said.index("</head>")
    assert said.index(asset("app.css")) < said.index("</head>")


def test_the_chart_library_comes_early_where_a_page_has_charts_and_only_there(app: Starlette) -> None:
    for spec in PAGES:
        found = re.findall(
            r'<link rel="modulepreload" crossorigin href="/static/js/(PlotlyChart[^"]+)"',
            ask(app, f"/{spec.path}").text,
        )
        assert len(found) == (spec.name == "railway"), spec.name
        assert all((FOLDER / "js" / name).exists() for name in found)


def test_the_policy_names_the_inline_script_by_its_hash_and_allows_nothing_unsafe(app: Starlette) -> None:
    answer = ask(app, "/")
    policy = directives(answer)
    inline = SCRIPT.findall(answer.text)
    assert inline, "Streamlit no longer has an inline script: the policy can be simpler"
    for script in inline:
        digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
        assert f"'sha256-{digest}'" in policy["script-src"]
    assert policy["default-src"] == "'self'"
    assert "unsafe-eval" not in answer.headers["content-security-policy"]
    assert "unsafe" not in policy["script-src"]
    assert policy["frame-ancestors"] == policy["object-src"] == "'none'"
    assert not any("http" in values or "*" in values for values in policy.values())
    assert set(policy) >= {"script-src", "style-src", "img-src", "font-src", "connect-src", "base-uri", "form-action"}


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/mal",
        "/plain.txt",
        "/healthz",
        "/api/v1/units.csv",
        "/tillganglighet",
        "/assets/app.css",
        "/assets/none.css",
    ],
)
def test_every_answer_has_the_security_headers(app: Starlette, built: Built, path: str) -> None:
    headers = ask(app, path).headers
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["x-frame-options"] == "DENY"
    assert headers["referrer-policy"] == "same-origin"
    assert "geolocation=()" in headers["permissions-policy"]


def test_a_rewritten_page_is_whole_fresh_and_not_compressed_inside(app: Starlette) -> None:
    answer = ask(app, "/mal", {"accept-encoding": "gzip", "if-none-match": '"streamlit"'})
    assert answer.status == 200
    assert int(answer.headers["content-length"]) == len(answer.body)
    assert answer.headers["cache-control"] == "no-cache"
    assert "etag" not in answer.headers
    assert "last-modified" not in answer.headers
    assert "content-encoding" not in answer.headers
    assert answer.headers["x-seen"] == repr({"accept-encoding": "", "if-none-match": ""})
    assert answer.text.replace(" ", "").count("<script") >= SHELL.count("<script")


def test_what_is_not_html_is_left_alone(app: Starlette) -> None:
    answer = ask(app, "/plain.txt")
    assert answer.body == b"text"
    assert "content-security-policy" not in answer.headers


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("app.css", "text/css"),
        ("app.js", "text/javascript"),
        ("icon.svg", "image/svg+xml"),
        ("statement.css", "text/css"),
    ],
)
def test_an_asset_is_named_by_its_hash_and_comes_compressed(app: Starlette, name: str, kind: str) -> None:
    plain, packed = ask(app, asset(name)), ask(app, asset(name), {"accept-encoding": "gzip, br"})
    digest = hashlib.sha256(plain.body).hexdigest()
    assert re.fullmatch(rf"/assets/{re.escape(name)}\?v={digest[:10]}", asset(name))
    assert plain.headers["content-type"].split(";")[0] == kind
    assert "content-encoding" not in plain.headers
    assert packed.headers["content-encoding"] == "gzip"
    assert gzip.decompress(packed.sent) == packed.body == plain.sent
    assert plain.headers["vary"] == packed.headers["vary"] == "accept-encoding"
    assert "immutable" in plain.headers["cache-control"]


def test_an_asset_by_another_hash_is_not_kept_for_good(app: Starlette) -> None:
    for url in ("/assets/app.css", "/assets/app.css?v=0000000000"):
        answer = ask(app, url)
        assert answer.status == 200
        assert "immutable" not in answer.headers.get("cache-control", "")


@pytest.mark.parametrize(
    "name",
    [
        "none.css",
        "..%2Fassets.py",
        "../assets.py",
        "app.py",
        "",
        "statement.sv.html",
        "%2e%2e/settings.py",
        "css/00-base.css",
    ],
)
def test_nothing_else_is_an_asset(app: Starlette, name: str) -> None:
    answer = ask(app, f"/assets/{name}")
    assert answer.status == 404 or answer.text.startswith("<!"), name
    assert b"import " not in answer.body


def test_the_style_sheet_loads_nothing_from_elsewhere() -> None:
    folder = Path(__file__).parents[1] / "src" / "dashboard" / "web" / "static"
    for path in [*folder.rglob("*.css"), *folder.rglob("*.js"), *folder.rglob("*.svg")]:
        said = path.read_text(encoding="utf-8").replace("http://www.w3.org/", "")
        assert not re.search(r"@import|https?://|url\(\s*['\"]?//", said), path.name


STATEMENT = {
    # what DIGG asks of an accessibility statement: words that must stand there, in Swedish and in English
    "the name of the public body": ("Region Norrbotten", "Region Norrbotten"),
    "the name of the service": ("Måluppföljning RUN", "RUN"),
    "how far it conforms": ("delvis förenlig", "partially|partly"),
    "the law": ("2018:1937", "2018:1937"),
    "the standard": ("WCAG 2.1", "WCAG 2.1"),
    "what is not accessible": ("inte tillgängligt", "not accessible"),
    "unreasonably burdensome": ("oskäligt betungande", "disproportionate"),
    "outside the law": ("9 §", "[Ss]ection 9"),
    "a way to report": ("Rapportera brister", "[Rr]eport"),
    "anonymity": ("anonym", "anonymous"),
    "the supervisor": ("https://www.digg.se/tdosanmalan", "https://www.digg.se/tdosanmalan"),
    "how it was tested": ("testat|granskat", "tested|reviewed"),
    "when it was assessed and updated": (r"\d{4}-\d{2}-\d{2}.*\d{4}-\d{2}-\d{2}", r"\d{4}-\d{2}-\d{2}.*\d{4}-\d{2}-\d{2}|\d{1,2} \w+ \d{4}.*\d{1,2} \w+ \d{4}"),
}  # fmt: skip


@pytest.mark.parametrize("item", STATEMENT)
@pytest.mark.parametrize("lang", LANGS)
def test_the_accessibility_statement_has_what_digg_asks(app: Starlette, lang: str, item: str) -> None:
    answer = ask(app, f"/tillganglighet?lang={lang}")
    assert re.search(STATEMENT[item][LANGS.index(lang)], answer.text, re.DOTALL)  # type: ignore[arg-type]


@pytest.mark.parametrize("lang", LANGS)
def test_the_accessibility_statement_needs_no_script(app: Starlette, lang: str) -> None:
    answer = ask(app, f"/tillganglighet?lang={lang}")
    assert answer.status == 200
    assert answer.headers["content-language"] == lang
    assert f'<html lang="{lang}">' in answer.text
    assert "<script" not in answer.text
    assert directives(answer)["default-src"] == "'none'"
    assert answer.text.count("<h1") == 1
    assert "<main" in answer.text
    other = "en" if lang == "sv" else "sv"
    assert f'hreflang="{other}"' in answer.text or f"lang={other}" in answer.text
