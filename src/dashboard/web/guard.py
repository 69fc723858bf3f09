"""Middleware that refuses what nobody may ask: foreign host names, unwanted uploads, visitors who have not logged in.

It sees every request and every websocket before Streamlit does.  `/healthz` and `/readyz` need no login.
"""

import hmac
import json
from collections.abc import Mapping

from pydantic import SecretStr
from starlette.datastructures import Headers
from starlette.requests import HTTPConnection
from starlette.responses import PlainTextResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send
from streamlit.auth_util import get_cookie_with_chunks
from streamlit.web.server.starlette.starlette_app_utils import decode_signed_value
from streamlit.web.server.starlette.starlette_server_config import USER_COOKIE_NAME

from dashboard.access import Visitor, may_edit, may_read, visitor
from dashboard.errors import UsageError
from dashboard.settings import Settings, settings, within
from dashboard.web.endpoint import problem, said_in

OPEN = frozenset({"/healthz", "/readyz"})
DATA = ("/api/",)
"""What needs a login.  The rest is Streamlit's shell, which holds no data, and its websocket, where the script asks."""
UPLOAD = "/_stcore/upload_file"
CLOSED = ("/_stcore/metrics", "/_stcore/agent")
"""What Streamlit tells the world about itself and nobody needs."""
PROXY = "x-proxy-secret"
"""The header in which the proxy proves itself."""


class Guard:
    """Lets through what may be asked; the rest gets 400, 401, 403 or 404 and one sentence."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        refused = refusal(settings(), scope) if scope["type"] in ("http", "websocket") else None
        if refused is None:
            await self.app(scope, receive, send)
        elif scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 1008})
        else:
            await _said(scope, *refused)(scope, receive, send)


def _said(scope: Scope, status: int, key: str) -> Response:
    t, error = said_in(HTTPConnection(scope)), UsageError(key)
    headers = {"cache-control": "no-store", "content-language": t.lang}
    if within(scope["path"]).startswith(DATA):
        return problem(error, status, t, headers)
    return PlainTextResponse(error.say(t) + "\n", status, headers)


def refusal(setting: Settings, scope: Scope) -> tuple[int, str] | None:
    """Why a request is refused: the status and the key of the error; None where it is not."""
    headers, path = Headers(scope=scope), within(scope["path"])
    if not host_allowed(headers.get("host", ""), setting.hosts):
        return 400, "host"
    if path in OPEN:
        return None
    if path.startswith(CLOSED):
        return 404, "closed"
    if setting.login == "headers" and not _from_proxy(setting.proxy_secret, headers):
        return 403, "proxy"
    who = _visitor(setting, scope)
    if path.startswith(UPLOAD) and not may_edit(setting, who):
        return 403, "upload"
    if (path.startswith(DATA) or setting.login == "headers") and not may_read(setting, who):
        return (403, "role") if who else (401, "login")
    return None


def host_allowed(host: str, allowed: tuple[str, ...]) -> bool:
    """Whether a Host header names one of the hosts; `*.example.org` stands for every name below it."""
    name = host.lower()
    if not name.endswith("]"):
        before, colon, port = name.rpartition(":")
        name = before if colon and port.isdigit() else name
    name = name.strip("[]").rstrip(".")
    return any(name == known or (known.startswith("*.") and name.endswith(known[1:])) for known in allowed)


def _from_proxy(secret: SecretStr | None, headers: Headers) -> bool:
    said = headers.getlist(PROXY)
    return (
        secret is not None
        and len(said) == 1
        and hmac.compare_digest(said[0].encode(), secret.get_secret_value().encode())
    )


def _visitor(setting: Settings, scope: Scope) -> Visitor | None:
    if setting.login == "oidc" and setting.cookie_secret:
        return visitor(setting, _claims(setting.cookie_secret.get_secret_value(), HTTPConnection(scope).cookies))
    headers = Headers(scope=scope)
    said = {"name": headers.getlist(setting.user_header), "roles": headers.getlist(setting.role_header)}
    return visitor(setting, {k: v[0] for k, v in said.items() if len(v) == 1})


def _claims(secret: str, cookies: Mapping[str, str]) -> Mapping[str, object]:
    """What the signed cookie of Streamlit's login says; nothing where it is missing, forged or too old."""

    def signed(name: str) -> bytes | None:
        return decode_signed_value(secret, name, cookies[name]) if name in cookies else None

    said = get_cookie_with_chunks(signed, USER_COOKIE_NAME)
    claims = json.loads(said) if said else {}
    return claims if isinstance(claims, dict) and claims.get("is_logged_in") else {}
