"""Who may ask what: host names, uploads, roles; forged cookies and headers."""

import json
import time
from collections.abc import Iterator, Mapping

import pytest
from asgi import ask
from streamlit.web.server.starlette.starlette_app_utils import create_signed_value

from dashboard.access import LOGIN_SECONDS, Visitor, may_edit, may_read, visitor
from dashboard.i18n import text
from dashboard.settings import LOOPBACK, Settings, settings
from dashboard.store.build import Built
from dashboard.web.guard import host_allowed, refusal

SECRET = "0123456789abcdef0123456789abcdef"
FOREIGN = (
    "",
    "evil.example",
    "localhost.evil.example",
    "evil.example:8501",
    "127.0.0.1.evil.example",
    "[::2]",
    "user@evil.example",
    "\x00",
    "a b",
    "*",
)
KNOWN = ("localhost", "LOCALHOST:8501", "127.0.0.1", "127.0.0.1:80", "[::1]", "[::1]:8501", "localhost.")


def setting(**values: object) -> Settings:
    return Settings(**values)  # type: ignore[arg-type]


def headers_login(**more: object) -> Settings:
    return setting(login="headers", proxy_secret=SECRET, **more)


def oidc(**more: object) -> Settings:
    return setting(login="oidc", cookie_secret=SECRET, **more)


def scope(path: str, headers: Mapping[str, str | list[str]] | None = None, kind: str = "http") -> dict[str, object]:
    said = {"host": "localhost"} | dict(headers or {})
    pairs = [(k.lower().encode(), v.encode()) for k, vs in said.items() for v in (vs if isinstance(vs, list) else [vs])]
    return {"type": kind, "path": path, "headers": pairs, "query_string": b"", "method": "GET"}


def cookie(claims: Mapping[str, object], secret: str = SECRET, name: str = "_streamlit_user") -> dict[str, str]:
    return {"cookie": f"other=1; {name}={create_signed_value(secret, name, json.dumps(claims)).decode()}"}


def person(*roles: str, age: float = 0, **more: object) -> dict[str, object]:
    return {"is_logged_in": True, "sub": "1", "name": "Åsa", "iat": time.time() - age, "roles": list(roles)} | more


@pytest.mark.parametrize("host", FOREIGN)
def test_a_foreign_host_is_refused_everywhere(host: str) -> None:
    assert not host_allowed(host, LOOPBACK)
    for kind, path in (("http", "/"), ("http", "/healthz"), ("websocket", "/_stcore/stream")):
        assert refusal(setting(), scope(path, {"host": host}, kind)) == (400, "host")


@pytest.mark.parametrize("host", KNOWN)
def test_our_own_host_is_answered(host: str) -> None:
    assert host_allowed(host, LOOPBACK)


def test_an_allowed_host_may_stand_for_those_below_it() -> None:
    assert host_allowed("a.b.example.org:443", ("*.example.org",))
    assert not host_allowed("example.org", ("*.example.org",))
    assert not host_allowed("badexample.org", ("*.example.org",))


@pytest.mark.parametrize("path", ["/_stcore/metrics", "/_stcore/agent/openapi.json", "/_stcore/agent"])
def test_what_streamlit_tells_of_itself_is_closed(built: Built, path: str) -> None:
    assert ask(path).status == 404


@pytest.mark.parametrize("method", ["PUT", "POST", "DELETE", "GET", "OPTIONS"])
def test_nothing_is_uploaded_while_the_update_page_is_off(
    built: Built, method: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("DASHBOARD_UPDATE_PAGE")
    settings.cache_clear()
    answer = ask("/_stcore/upload_file/session/file?lang=en", method)
    monkeypatch.undo()
    settings.cache_clear()
    assert (answer.status, answer.text.strip()) == (403, text("en")("error.upload"))
    assert answer.headers["x-content-type-options"] == "nosniff"


def test_without_a_login_all_read_and_who_reaches_the_update_page_edits() -> None:
    assert may_read(setting(update_page=False), None) and not may_edit(setting(update_page=False), None)
    assert may_edit(setting(update_page=True), None)
    assert refusal(setting(update_page=True), scope("/_stcore/upload_file/a/b")) is None


ROLES = {
    # (roles, reader_role): may read, may edit
    ((), ""): (True, False),
    (("editor",), ""): (True, True),
    (("reader",), "reader"): (True, False),
    ((), "reader"): (False, False),
    (("editor",), "reader"): (True, True),
    (("Editor", "editors", "edit"), "reader"): (False, False),
}


@pytest.mark.parametrize(("roles", "reader_role"), ROLES)
def test_roles_decide_with_both_logins(roles: tuple[str, ...], reader_role: str) -> None:
    reads, edits = ROLES[roles, reader_role]
    by_cookie = oidc(update_page=True, reader_role=reader_role), cookie(person(*roles))
    by_proxy = headers_login(update_page=True, reader_role=reader_role), {
        "x-proxy-secret": SECRET, "x-remote-user": "asa", "x-remote-role": ", ".join(roles),
    }  # fmt: skip
    for said, headers in (by_cookie, by_proxy):
        assert refusal(said, scope("/api/v1/goals.csv", headers)) == (None if reads else (403, "role"))
        assert refusal(said, scope("/_stcore/upload_file/a/b", headers)) == (None if edits else (403, "upload"))
        off = said.model_copy(update={"update_page": False})
        assert refusal(off, scope("/_stcore/upload_file/a/b", headers)) == (403, "upload")
    assert refusal(by_proxy[0], scope("/_stcore/stream", by_proxy[1], "websocket")) == (
        None if reads else (403, "role")
    )


FORGED: dict[str, dict[str, str]] = {
    "none": {},
    "another secret": cookie(person("editor"), "x" * 32),
    "another cookie's signature": {"cookie": "_streamlit_user=" + cookie(person("editor"), name="_streamlit_xsrf")["cookie"].split("=", 2)[2]},
    "not signed": {"cookie": "_streamlit_user=" + json.dumps(person("editor")).replace(" ", "")},
    "logged out": cookie(person("editor", is_logged_in=False)),
    "too old": cookie(person("editor", age=LOGIN_SECONDS + 5)),
    "no time": cookie(person("editor") | {"iat": None}),
    "a time that is a text": cookie(person("editor") | {"iat": "9999999999"}),
    "nobody": cookie({"is_logged_in": True, "iat": time.time(), "roles": ["editor"]}),
    "a list": {"cookie": "_streamlit_user=" + create_signed_value(SECRET, "_streamlit_user", "[1]").decode()},
    "chunks that are not there": {"cookie": "_streamlit_user=" + create_signed_value(SECRET, "_streamlit_user", "chunks-9").decode()},
    "junk": {"cookie": "_streamlit_user=%00\xff;;;=;\x01"},
    "the proxy's headers": {"x-remote-user": "asa", "x-remote-role": "editor", "x-proxy-secret": SECRET},
}  # fmt: skip


@pytest.mark.parametrize("way", FORGED)
def test_a_forged_cookie_is_nobody(way: str) -> None:
    said = oidc(update_page=True)
    assert refusal(said, scope("/api/v1/goals.csv", FORGED[way])) == (401, "login")
    assert refusal(said, scope("/_stcore/upload_file/a/b", FORGED[way])) == (403, "upload")


@pytest.mark.parametrize(
    "path",
    ["/", "/mal", "/api/v1/goals.csv", "/_stcore/stream", "/_stcore/health", "/assets/app.css", "/tillganglighet"],
)
@pytest.mark.parametrize("secret", [None, "", SECRET[:-1], SECRET + "x", SECRET.upper(), [SECRET, SECRET], "å"])
def test_only_the_proxy_says_who_somebody_is(path: str, secret: str | list[str] | None) -> None:
    headers: dict[str, str | list[str]] = {"x-remote-user": "asa", "x-remote-role": "editor"}
    if secret is not None:
        headers["x-proxy-secret"] = secret
    for kind in ("http", "websocket"):
        assert refusal(headers_login(), scope(path, headers, kind)) == (403, "proxy")


@pytest.mark.parametrize("user", ["", ["asa", "kim"]])
def test_the_proxy_must_name_one_visitor(user: str | list[str]) -> None:
    headers: dict[str, str | list[str]] = {"x-proxy-secret": SECRET, "x-remote-user": user, "x-remote-role": "editor"}
    assert refusal(headers_login(), scope("/", headers)) == (401, "login")


@pytest.mark.parametrize("path", ["/healthz", "/readyz"])
def test_health_needs_no_login(path: str) -> None:
    assert refusal(headers_login(), scope(path)) is None
    assert refusal(oidc(), scope(path)) is None


def test_a_role_may_lie_deep_in_the_claims() -> None:
    said = oidc(role_claim="realm_access.roles")
    claims = {"sub": "1", "iat": time.time(), "realm_access": {"roles": ["editor"]}, "roles": ["reader"]}
    assert visitor(said, claims) == Visitor("1", frozenset({"editor"}))
    assert visitor(said, claims | {"realm_access": "editor"}) == Visitor("1", frozenset())
    assert visitor(oidc(), claims | {"roles": {"editor": 1}}) == Visitor("1", frozenset())
    assert visitor(setting(), claims) is None


@pytest.fixture
def locked(built: Built, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("DASHBOARD_LOGIN", "headers")
    monkeypatch.setenv("DASHBOARD_PROXY_SECRET", SECRET)
    settings.cache_clear()
    yield
    monkeypatch.undo()
    settings.cache_clear()


def test_a_refusal_is_one_sentence_in_the_visitors_language(locked: None) -> None:
    page = ask("/mal?lang=en")
    assert (page.status, page.text) == (403, text("en")("error.proxy") + "\n")
    data = ask("/api/v1/goals.csv")
    assert data.headers["content-type"] == "application/problem+json"
    assert (data.json()["status"], data.json()["detail"]) == (403, text("sv")("error.proxy"))
    inside = {"x-proxy-secret": SECRET, "x-remote-user": "asa"}
    assert ask("/api/v1/goals.csv", headers=inside).status == 200
