"""The HTTP interface: tables as CSV, JSON and XLSX with the filters of the pages."""

from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import Route

from dashboard.errors import DashboardError, QueryError, UsageError
from dashboard.exchange import table
from dashboard.i18n import LANGS, Text, text
from dashboard.settings import settings
from dashboard.store import queries
from dashboard.store.db import parameters
from dashboard.store.live import live

TYPES = {
    "csv": "text/csv; charset=utf-8",
    "json": "application/json",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
OPEN = {"access-control-allow-origin": "*", "cache-control": "no-cache"}


def _query(request: Request) -> dict[str, list[str]]:
    return {name: request.query_params.getlist(name) for name in request.query_params}


def _text(request: Request) -> Text:
    asked = request.query_params.get("lang", "sv")
    return text(asked if asked in LANGS else "sv")


def problem(error: DashboardError, status: int, t: Text) -> Response:
    """RFC 9457: what went wrong, for programs and people."""
    body = {"type": "about:blank", "title": error.key, "status": status, "detail": error.say(t)}
    parameters = {k: str(v) for k, v in error.params.items()}
    return JSONResponse(body | parameters, status, OPEN, media_type="application/problem+json")


def index(request: Request) -> Response:
    """GET /api/v1/: what there is, with examples."""
    try:
        db = live(settings().published).database()
    except QueryError as error:
        return problem(error, 503, _text(request))
    t = _text(request)
    tables = [
        {
            "table": name, "title": t(f"table.{name}"), "columns": db.columns(name),
            "filters": parameters(name), "urls": [f"/api/v1/{name}.{kind}" for kind in table.KINDS],
        }
        for name in table.EXPORTED
    ]  # fmt: skip
    examples = ["/api/v1/measures.csv?year=2021&status=partly", "/api/v1/income_statement.csv?year=2021&form=excel"]
    return JSONResponse({"version": db.version, "examples": examples, "tables": tables}, headers=OPEN)


def rows(request: Request) -> Response:
    """GET /api/v1/{table}.{kind}"""
    t = _text(request)
    name, _, kind = request.path_params["file"].rpartition(".")
    try:
        db = live(settings().published).database()
        columns = table.columns_of(db, name)
        names = queries.vocabulary(db)
        found = table.answer(db, table.parse(name, kind, _query(request), names, columns), columns)
    except UsageError as error:
        return problem(error, 404 if error.key == "no_table" else 400, t)
    except QueryError as error:
        return problem(error, 503, t)
    tag = f'"{db.version}"'
    headers: dict[str, Any] = OPEN | {
        "etag": tag, "x-data-version": db.version, "x-total-count": str(found.total), "content-language": t.lang,
        "content-disposition": f'attachment; filename="{found.filename}"', "content-type": TYPES[kind],
    }  # fmt: skip
    if request.headers.get("if-none-match") == tag:
        return Response(status_code=304, headers={"etag": tag} | OPEN)
    return StreamingResponse(table.content(found, names), headers=headers)


def health(request: Request) -> Response:
    """GET /healthz: the data answer, and which version."""
    try:
        db = live(settings().published).database()
        years = [r["year"] for r in queries.reports(db)]
    except QueryError as error:
        return problem(error, 503, _text(request))
    return JSONResponse({"status": "ok", "version": db.version, "years": years}, headers={"cache-control": "no-store"})


ROUTES = [
    Route("/api/v1/", index),
    Route("/api/v1", index),
    Route("/api/v1/{file}", rows),
    Route("/healthz", health),
]
