"""Middleware around Streamlit's page shell: language, title, our CSS and JS, and security headers.

Streamlit serves one static HTML file for every page.  It says `lang="en"`, has an inline script that a content
security policy must name by its hash, and cannot be changed from a script, so it is changed here, on its way out.
"""

import base64
import hashlib
import re
from urllib.parse import parse_qs

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from dashboard.i18n import LANGS, Lang, text
from dashboard.settings import at, within
from dashboard.ui.registry import BY_PATH, PageSpec
from dashboard.web import missing, noscript
from dashboard.web.assets import asset
from dashboard.web.packed import CHARTS

POLICY = (
    "default-src 'self'; script-src 'self' {hashes}; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; "
    "font-src 'self' data:; connect-src 'self' ws: wss:; worker-src 'self' blob:; frame-ancestors 'none'; "
    "base-uri 'self'; form-action 'self'; object-src 'none'"
)
"""`style-src 'unsafe-inline'` is needed by Streamlit's emotion styles; scripts never are."""
HEADERS = {
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",
    "permissions-policy": "camera=(), microphone=(), geolocation=(), payment=()",
    "cross-origin-opener-policy": "same-origin",
}
INLINE = re.compile(r"<script>(.*?)</script>", re.DOTALL)
NOSCRIPT = re.compile(r"<noscript>.*?</noscript>", re.DOTALL)


def page(html: str, lang: Lang, spec: PageSpec) -> str:
    """Streamlit's shell with our language, title, no-script text, style sheet and script.

    For a page with charts the browser fetches and reads the chart library while it connects, not when it needs it.
    """
    t = text(lang)
    title = f"{t(f'page.{spec.name}.title')} – {t('app.title')}"
    early = f'<link rel="modulepreload" crossorigin href="{at(CHARTS)}">' if spec.charts and CHARTS else ""
    head = (
        f'<title>{title}</title><meta name="description" content="{t("app.description")}">'
        f'<link rel="stylesheet" href="{asset("app.css")}"><script defer src="{asset("app.js")}"></script>'
        f'<script defer src="{asset("picture.js")}"></script>{early}{noscript.head()}'
    )
    html = NOSCRIPT.sub(lambda _: noscript.body(spec, lang), html, count=1)
    html = html.replace('<html lang="en">', f'<html lang="{lang}">', 1)
    html = re.sub(r"<title>.*?</title>", lambda _: head, html, count=1, flags=re.DOTALL)
    return re.sub(
        r'<link rel="(?:shortcut )?icon"[^>]*>', f'<link rel="icon" href="{asset("icon.svg")}">', html, count=1
    )


def policy(html: str) -> str:
    """The content security policy that allows just the inline scripts of this HTML."""
    digests = (hashlib.sha256(script.encode()).digest() for script in INLINE.findall(html))
    return POLICY.format(hashes=" ".join(f"'sha256-{base64.b64encode(d).decode()}'" for d in digests))


class Html:
    """Rewrites HTML answers and adds headers to all."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        path = within(scope["path"])
        if "." not in path.rsplit("/", 1)[-1] and not path.startswith("/api/"):
            # The shell is rewritten, so it must not come compressed or as "not modified".
            scope["headers"] = [
                (k, v)
                for k, v in scope["headers"]
                if k not in (b"accept-encoding", b"if-none-match", b"if-modified-since")
            ]
        asked = parse_qs(scope["query_string"].decode("latin-1")).get("lang", [""])[0]
        lang: Lang = asked if asked in LANGS else "sv"
        start: Message | None = None
        body = b""

        async def rewritten(message: Message) -> None:
            nonlocal start, body
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
                if not headers.get("content-type", "").startswith("text/html") or "content-security-policy" in headers:
                    await send(message)
                else:
                    start = message
            elif start is None:
                await send(message)
            else:
                body += message.get("body", b"")
                if not message.get("more_body"):
                    if missing.known(path):
                        html = page(body.decode("utf-8"), lang, BY_PATH[path.strip("/")])
                    else:  # Streamlit answers every path with its shell
                        html, start["status"] = missing.page(path, lang), 404
                    done = html.encode("utf-8")
                    headers = MutableHeaders(scope=start)
                    headers["content-security-policy"] = policy(html)
                    headers["content-length"] = str(len(done))
                    headers["cache-control"] = "no-cache"
                    del headers["etag"], headers["last-modified"]
                    await send(start)
                    await send({"type": "http.response.body", "body": done})

        await self.app(scope, receive, rewritten)
