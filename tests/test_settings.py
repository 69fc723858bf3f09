"""Settings: what the environment may say, and the one message about all that is wrong."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from pydantic import SecretStr

from dashboard import cli
from dashboard.errors import SettingsError
from dashboard.i18n import LANGS, text
from dashboard.settings import LOOPBACK, ROOT, Settings, read, settings

SECRET = "0123456789abcdef0123456789abcdef"
OIDC = {
    "LOGIN": "oidc", "PUBLIC_URL": "https://run.example.org/", "OIDC_CLIENT_ID": "run", "OIDC_CLIENT_SECRET": "s", "COOKIE_SECRET": SECRET,
    "OIDC_METADATA_URL": "https://login.example.org/.well-known/openid-configuration",
}  # fmt: skip
WRONG = {
    "PORT": ("abc", "-1", "65536", "80 81"),
    "ADDRESS": ("local host", "http://x"),
    "ALLOWED_HOSTS": ("a b", "http://run.example.org", "run.example.org:443", "*", "x.*.org"),
    "BASE_PATH": ("run", "/Run", "/run?x=1", "/run//x", "/../x", "https://x.org/run"),
    "LOG_LEVEL": ("loud", "INFO "),
    "UPDATE_PAGE": ("perhaps", "2"),
    "LOGIN": ("yes", "true", "saml"),
    "OIDC_METADATA_URL": ("login.example.org", "javascript:alert(1)"),
    "PUBLIC_URL": ("run.example.org", "https://run.example.org/?x=1"),
    "USER_HEADER": ("X Remote", "X-Remote\r\nY", "X:Y"),
    "ROLE_HEADER": ("å",),
    "COOKIE_SECRET": ("hunter2",),
    "PROXY_SECRET": (SECRET[:-1],),
}


@pytest.fixture(autouse=True)
def clean(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    for field in Settings.model_fields:
        monkeypatch.delenv(f"DASHBOARD_{field.upper()}", raising=False)
    monkeypatch.delenv("CREDENTIALS_DIRECTORY", raising=False)
    settings.cache_clear()
    yield
    settings.cache_clear()


def put(monkeypatch: pytest.MonkeyPatch, values: dict[str, str]) -> None:
    for name, value in values.items():
        monkeypatch.setenv(f"DASHBOARD_{name}", value)


def problems() -> tuple[tuple[str, str | None, str], ...]:
    with pytest.raises(SettingsError) as caught:
        read()
    return caught.value.problems


def test_nothing_set_is_safe() -> None:
    found = read()
    assert (found.address, found.login, found.update_page, found.hosts) == ("127.0.0.1", "off", False, LOOPBACK)


@pytest.mark.parametrize(("name", "value"), [(name, value) for name, values in WRONG.items() for value in values])
def test_a_wrong_value_is_named_with_what_is_allowed(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    put(monkeypatch, {name: value})
    ((variable, said, field),) = problems()
    assert variable == f"DASHBOARD_{name}"
    assert said == (None if "SECRET" in name else value)
    for lang in LANGS:
        message = SettingsError([(variable, said, field)]).say(text(lang))
        assert variable in message and text(lang)(f"setting.allowed.{name.lower()}") in message
        assert value not in message if "SECRET" in name else repr(value)[1:-1] in message or value in message


def test_everything_wrong_is_said_at_once_and_a_secret_never(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    put(monkeypatch, {"PORT": "abc", "LOGIN": "yes", "COOKIE_SECRET": "hunter2", "COKIE_SECRET": "hunter3"})
    for lang in LANGS:
        assert cli.main(["--lang", lang, "check"]) == 2
        said = capsys.readouterr()
        assert said.out == ""
        for name in ("PORT", "LOGIN", "COOKIE_SECRET", "COKIE_SECRET"):
            assert re.search(rf"^DASHBOARD_{name}: ", said.err, re.MULTILINE)
        assert "hunter" not in said.err and "Traceback" not in said.err
        assert text(lang)("error.settings", n=4) in said.err


@pytest.mark.parametrize("left_out", [name for name in OIDC if name != "LOGIN"])
def test_a_login_says_what_it_lacks(monkeypatch: pytest.MonkeyPatch, left_out: str) -> None:
    put(monkeypatch, {k: v for k, v in OIDC.items() if k != left_out})
    assert problems() == ((f"DASHBOARD_{left_out}", None, left_out.lower()),)


def test_headers_need_the_secret_of_the_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    put(monkeypatch, {"LOGIN": "headers"})
    assert [name for name, _, _ in problems()] == ["DASHBOARD_PROXY_SECRET"]


def test_what_is_right_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    put(
        monkeypatch, OIDC | {"ALLOWED_HOSTS": " Run.example.org, *.intra.example.org ", "UPDATE_PAGE": "on", "PORT": ""}
    )
    found = read()
    assert found.hosts == (*LOOPBACK, "run.example.org", "*.intra.example.org")
    assert (found.update_page, found.port, found.public_url) == (True, 8501, "https://run.example.org")
    assert SECRET not in repr(found) and found.cookie_secret == SecretStr(SECRET)


def test_a_secret_may_lie_in_a_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "dashboard_proxy_secret").write_text(SECRET + "\n", encoding="utf-8")
    monkeypatch.setenv("CREDENTIALS_DIRECTORY", str(tmp_path))
    put(monkeypatch, {"LOGIN": "headers"})
    assert read().proxy_secret == SecretStr(SECRET)


def test_the_table_of_settings_is_the_settings() -> None:
    table = re.findall(
        r"^\| `DASHBOARD_(\w+)` \| .* \| (\S+) \|[^|]*\|?$", (ROOT / "docs" / "operations.md").read_text(encoding="utf-8"), re.MULTILINE
    )  # fmt: skip
    default = {n.upper(): f.default for n, f in Settings.model_fields.items()}
    assert {name for name, _ in table} == default.keys() and len(table) == len(default)
    for name, said in table:
        value = default[name]
        value = (
            value.relative_to(ROOT)
            if isinstance(value, Path)
            else str(value).lower()
            if isinstance(value, bool)
            else value
        )
        assert said == (f"`{value}`" if value not in ("", None, ()) else "none"), name
