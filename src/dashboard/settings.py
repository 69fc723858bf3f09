"""What an operator may set, from the environment (`DASHBOARD_*`); `docs/operations.md` has the table.

Secrets may lie in files instead, named as the variable in lower case, in the folder `$CREDENTIALS_DIRECTORY` (systemd's
`LoadCredential=`, a container's `/run/secrets`).
"""

import os
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Annotated, Literal

from pydantic import AfterValidator, BeforeValidator, Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from dashboard.errors import SettingsError

ROOT = Path(__file__).parents[2]
PREFIX = "DASHBOARD_"
LOOPBACK = ("127.0.0.1", "localhost", "::1")
SECRET = 32
"""The fewest characters of a secret."""

HOST = r"(\*\.)?[a-z0-9]([a-z0-9.-]*[a-z0-9])?|[0-9a-f:]+"
HEADER = r"[A-Za-z0-9-]+"
Header = Annotated[str, Field(pattern=f"^{HEADER}$")]
Url = Annotated[str, Field(pattern=r"^(https?://[^\s/?#]+(/[^\s?#]*)?)?$"), AfterValidator(lambda url: url.rstrip("/"))]
BasePath = Annotated[
    str, Field(pattern=r"^(/[a-z0-9][a-z0-9._-]*)*/?$", max_length=100), AfterValidator(lambda path: path.rstrip("/"))
]
Secret = Annotated[SecretStr, Field(min_length=SECRET)]


def _listed(value: object) -> object:
    return tuple(part.strip().lower() for part in value.split(",") if part.strip()) if isinstance(value, str) else value


class Settings(BaseSettings):
    """Each field is the variable `DASHBOARD_<FIELD>`; an empty variable is as good as none."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, frozen=True, env_ignore_empty=True)

    data: Path = ROOT / "data"
    """The folder that people edit."""
    published: Path = ROOT / "data" / "build"
    """Where built databases lie and are served from."""

    address: str = Field("127.0.0.1", pattern=r"^[A-Za-z0-9.:-]+$")
    port: int = Field(8501, ge=0, le=65535)
    base_path: BasePath = ""
    """What every address begins with, `/run`, where the host name serves other things too; empty: nothing."""
    allowed_hosts: Annotated[
        tuple[Annotated[str, Field(pattern=f"^({HOST})$")], ...], NoDecode, BeforeValidator(_listed)
    ] = ()
    """The names in the Host header that are answered, besides this machine's own."""
    log_level: Literal["debug", "info", "warning", "error"] = "info"

    update_page: bool = False
    """Whether data can be imported in the browser, by whoever may edit (`ui/access.py`)."""
    login: Literal["off", "oidc", "headers"] = "off"
    """Who visitors are: nobody asks, an OpenID Connect service says, or the proxy in front says in headers."""
    role_claim: str = "roles"
    """The claim of OpenID Connect that holds the visitor's roles: a text or a list of texts."""
    reader_role: str = ""
    """The role that may read; empty: whoever has logged in."""
    editor_role: str = "editor"
    """The role that may import data, and read."""
    oidc_metadata_url: Url = ""
    oidc_client_id: str = ""
    oidc_client_secret: SecretStr | None = None
    cookie_secret: Secret | None = None
    """Signs the cookies of the login; the same in all processes that share visitors."""
    user_header: Header = "X-Remote-User"
    role_header: Header = "X-Remote-Role"
    proxy_secret: Secret | None = None
    """What the proxy sends as `X-Proxy-Secret`, so that nobody else can say who a visitor is."""

    licence: str = ""
    """The URL of the licence of the open data; empty until the publisher has decided."""
    contact: str = ""
    """An e-mail address for the open data; empty until the publisher has decided."""
    feedback_url: Url = ""
    """The region's form for shortcomings in accessibility; where it is empty, the statement has its own."""
    public_url: Url = ""
    """Where the world finds the dashboard; where it is empty, the catalogue uses the address that it was asked at."""

    def missing(self) -> Iterator[str]:
        """The fields that another field makes necessary and that are empty."""
        needed = {
            "off": (),
            "oidc": ("public_url", "oidc_metadata_url", "oidc_client_id", "oidc_client_secret", "cookie_secret"),
            "headers": ("proxy_secret",),
        }[self.login]
        yield from (field for field in needed if not getattr(self, field))

    @property
    def hosts(self) -> tuple[str, ...]:
        """Every Host that is answered."""
        return tuple(dict.fromkeys((*LOOPBACK, *self.allowed_hosts)))


def read() -> Settings:
    """The settings as the environment has them.  Raises SettingsError with everything that is wrong."""
    problems: list[tuple[str, str | None, str]] = [
        (name, "", "")
        for name in sorted(os.environ)
        if name.startswith(PREFIX) and name.removeprefix(PREFIX).lower() not in Settings.model_fields
    ]
    try:
        found = Settings(_secrets_dir=os.environ.get("CREDENTIALS_DIRECTORY"))
    except ValidationError as error:
        wrong = {str(e["loc"][0]): e["input"] for e in error.errors()}
        raise SettingsError(problems + [_problem(field, value) for field, value in wrong.items()]) from None
    problems += [(PREFIX + field.upper(), None, field) for field in found.missing()]
    if problems:
        raise SettingsError(problems)
    return found


def _problem(field: str, value: object) -> tuple[str, str | None, str]:
    name = PREFIX + field.upper()
    return name, None if "secret" in field else os.environ.get(name, str(value)), field


settings = cache(read)
"""The settings of this process, read once."""


def at(path: str) -> str:
    """The path, `/mal`, as browsers have to ask for it: below the base path."""
    return settings().base_path + path


def within(path: str) -> str:
    """What `at` was given, from a path as it was asked for."""
    base = settings().base_path
    return path.removeprefix(base) or "/" if f"{path}/".startswith(f"{base}/") else path
