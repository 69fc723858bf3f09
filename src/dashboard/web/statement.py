"""The accessibility statement: plain HTML that needs neither JavaScript nor the dashboard."""

from functools import cache
from pathlib import Path

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

FOLDER = Path(__file__).parent / "static"
POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"
)


@cache
def _page(lang: str) -> str:
    return (FOLDER / f"statement.{lang}.html").read_text(encoding="utf-8")


async def serve(request: Request) -> Response:
    """GET /tillganglighet"""
    lang = "en" if request.query_params.get("lang") == "en" else "sv"
    return HTMLResponse(_page(lang), headers={"content-security-policy": POLICY, "content-language": lang})
