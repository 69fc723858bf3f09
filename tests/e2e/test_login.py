"""Login with a real OpenID Connect service and with a proxy's headers: who sees pages, who fetches data, who uploads."""

import json
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import suppress
from http.cookies import SimpleCookie
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from dashboard.i18n import text
from e2e.conftest import Server, serving, watch
from e2e.waiting import until

SECRET = "0123456789abcdef0123456789abcdef"
PEOPLE = {"Åsa Redaktör": ["editor"], "Kim Läsare": ["reader"], "Lo Främmande": ["other"]}


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


@pytest.fixture(scope="module")
def provider() -> Iterator[str]:
    """An OpenID Connect service that knows three people."""
    port = free_port()
    users = [
        f"--user-claims={json.dumps({'sub': name, 'name': name, 'roles': roles})}" for name, roles in PEOPLE.items()
    ]
    command = [sys.executable, "-m", "oidc_provider_mock", "--port", str(port), *users]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    url = f"http://127.0.0.1:{port}"
    try:
        for _ in range(300):
            with suppress(OSError):
                urllib.request.urlopen(f"{url}/.well-known/openid-configuration", timeout=2).close()
                break
            time.sleep(0.1)
        else:
            pytest.fail("the OpenID Connect service did not start")
        yield url
    finally:
        process.terminate()
        process.wait(10)


@pytest.fixture(scope="module")
def guarded(provider: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A dashboard that asks the service, where readers and editors may read."""
    port = free_port()
    with serving(
        tmp_path_factory.mktemp("guarded"), port, login="oidc", public_url=f"http://127.0.0.1:{port}", oidc_metadata_url=f"{provider}/.well-known/openid-configuration",
        oidc_client_id="run", oidc_client_secret="secret", cookie_secret=SECRET, reader_role="reader", update_page="true",
    ) as running:  # fmt: skip
        yield running


def status(server: Server, path: str, cookies: str = "", method: str = "GET") -> int:
    request = urllib.request.Request(server.url + path, headers={"Cookie": cookies} if cookies else {}, method=method)
    try:
        with urllib.request.urlopen(request, timeout=20) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as error:
        return error.code


def log_in(context: BrowserContext, server: Server, name: str) -> tuple[Page, str]:
    """Follows the button to the service, gives a name there, comes back; the page and the cookies."""
    page = context.new_page()
    page.goto(f"{server.url}/mal?year=2021")
    page.get_by_role("button", name=text("sv")("login.enter")).click()
    page.wait_for_url("**/oauth2/authorize**")
    page.locator("input[name=sub]").fill(name)
    page.locator("button[type=submit]").first.click()
    page.wait_for_url(f"{server.url}/**")
    return page, "; ".join(f"{c['name']}={c['value']}" for c in context.cookies(server.url))


def test_without_a_login_there_is_a_door_and_no_data(browser: Browser, guarded: Server) -> None:
    context = browser.new_context()
    page = context.new_page()
    complaints = watch(page, guarded.url)
    for path in ("/", "/mal?year=2021", "/ekonomi"):
        page.goto(guarded.url + path)
        until(page, "document.querySelector('[data-testid=stMain] h1') !== null")
        shown = page.locator("[data-testid=stApp]").inner_text()
        assert text("sv")("login.oidc") in shown
        assert "Attraktiva" not in shown and "tkr" not in shown
    assert complaints == []
    context.close()
    for path in ("/api/v1/", "/api/v1/goals.csv", "/api/v1/all.zip"):
        assert status(guarded, path) == 401
    assert status(guarded, "/healthz") == 200
    assert status(guarded, "/_stcore/upload_file/a/b", method="PUT") == 403


@pytest.mark.parametrize("name", PEOPLE)
def test_a_role_decides_what_a_person_sees_fetches_and_uploads(browser: Browser, guarded: Server, name: str) -> None:
    reads, edits = name != "Lo Främmande", name == "Åsa Redaktör"
    context = browser.new_context(locale="sv-SE")
    page, cookies = log_in(context, guarded, name)
    until(page, "document.querySelector('[data-testid=stMain] h1') !== null")
    if reads:
        page.goto(f"{guarded.url}/mal?year=2021")
        until(page, "document.querySelector('footer.foot') !== null")
    else:
        assert text("sv")("login.refused") in page.locator("[data-testid=stApp]").inner_text()
    assert status(guarded, "/api/v1/goals.csv", cookies) == (200 if reads else 403)
    upload = status(guarded, "/_stcore/upload_file/a/b", cookies, "PUT")
    assert (upload == 403) == (not edits) or upload in (400, 403), (
        "an editor is stopped by Streamlit's own checks at the most"
    )
    saved = SimpleCookie(cookies)
    assert "_streamlit_user" in saved
    for cookie in context.cookies(guarded.url):
        if cookie["name"].startswith("_streamlit_user"):
            assert cookie["httpOnly"] and cookie["sameSite"] == "Lax"
    page.goto(f"{guarded.url}/auth/logout")
    assert not any(c["name"] == "_streamlit_user" for c in context.cookies(guarded.url))
    context.close()


def test_headers_are_believed_from_the_proxy_only(tmp_path: Path) -> None:
    with serving(tmp_path, login="headers", proxy_secret=SECRET) as server:
        assert status(server, "/api/v1/goals.csv") == 403
        for headers, expected in (
            ({"X-Remote-User": "asa"}, 403),
            ({"X-Remote-User": "asa", "X-Proxy-Secret": "x" * 32}, 403),
            ({"X-Proxy-Secret": SECRET}, 401),
            ({"X-Remote-User": "asa", "X-Proxy-Secret": SECRET}, 200),
        ):
            request = urllib.request.Request(f"{server.url}/api/v1/goals.json?year=2021", headers=headers)
            try:
                with urllib.request.urlopen(request, timeout=20) as answer:
                    assert (answer.status, bool(json.load(answer))) == (expected, True)
            except urllib.error.HTTPError as error:
                assert error.code == expected, headers
