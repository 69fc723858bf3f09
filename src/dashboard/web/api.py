"""The HTTP interface `/api/v1/`: every table in four forms with the filters of the pages, and what describes them."""

import json
from collections.abc import Iterator
from typing import Any

from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, Response
from starlette.routing import BaseRoute, Route

from dashboard.errors import QueryError, UsageError
from dashboard.exchange import markup, table
from dashboard.exchange.archive import archive
from dashboard.exchange.catalog import catalog
from dashboard.exchange.package import datapackage, licences
from dashboard.exchange.request import EXPORTED, KINDS, OPTIONS, PATH, Parameter, address, declared, read_query
from dashboard.i18n import LANGS, Text, text
from dashboard.settings import at, settings
from dashboard.store import queries
from dashboard.store.build import published
from dashboard.store.db import Database
from dashboard.store.live import live
from dashboard.store.versions import DATABASE
from dashboard.web.endpoint import OPEN, Endpoint, Reply, prefers_html, problem, said_in, unchanged
from dashboard.web.kept import once
from dashboard.web.openapi import openapi

TYPES = {
    "csv": "text/csv; charset=utf-8",
    "json": "application/json",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "html": "text/html; charset=utf-8",
}
POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"
)
LANG = (Parameter("lang", LANGS, default="sv"),)
EXAMPLES = {
    "measures": "measures.csv?year=2021&status=partly",
    "income_statement": "income_statement.csv?year=2021&form=excel",
    "figures": "figures.json?fields=label_sv,value,unit&limit=20",
}


def _database() -> Database:
    return live(settings().published).database()


def _query(request: Request) -> dict[str, list[str]]:
    return {name: request.query_params.getlist(name) for name in request.query_params}


def get(request: Request) -> Reply | Response:
    """GET /api/v1/{file}.  Raises UsageError for what does not exist or means nothing."""
    file = request.path_params.get("file", "")
    known = {"": _index, "openapi.json": _openapi, "datapackage.json": _package, "all.zip": _zip}
    if file in known:
        lang = read_query(file or PATH, _query(request), LANG).get("lang", "sv")
        return known[file](request, text(lang))
    if file == "catalog.jsonld":
        read_query(file, _query(request), ())
        return _catalog(request)
    if file.endswith(".duckdb"):
        return _duckdb(request, file)
    return _rows(request, file)


def _rows(request: Request, file: str) -> Reply:
    name, _, kind = file.rpartition(".")
    if name not in EXPORTED or kind not in KINDS:
        if "/" in file or not name:
            raise UsageError("no_such", path=request.url.path[:200])
        raise UsageError("no_table", table=file[:100], tables=", ".join(EXPORTED))
    db = _database()
    names = queries.vocabulary(db)
    asked = table.parse(name, kind, _query(request), names, table.columns_of(db, name))
    found = table.answer(db, asked)
    links = [f'<{address("datapackage.json")}>; rel="describedby"']
    links += [f'<{found.next}>; rel="next"'] if found.next else []
    shown = "inline" if kind == "html" else "attachment"
    headers = {
        "x-total-count": str(found.total), "x-fetched-at": found.at.isoformat(), "content-language": asked.lang,
        "content-disposition": f'{shown}; filename="{found.filename}"', "link": ", ".join(links),
    }  # fmt: skip
    if kind == "html":
        headers["content-security-policy"] = POLICY
    # A workbook says when it was fetched, so two of the same rows mean the same but are not the same bytes.
    return Reply(
        lambda: table.content(found, names), TYPES[kind], db.version, asked.url(), weak=kind == "xlsx", headers=headers
    )


def _index(request: Request, t: Text) -> Reply:
    """What there is, with examples: HTML for people, JSON for programs."""
    db = _database()
    names = queries.vocabulary(db)
    html = prefers_html(request.headers.get("accept", ""))
    documents = {
        "zip": address("all.zip"), "duckdb": address(DATABASE.format(version=db.version)),
        "datapackage": address("datapackage.json"), "catalog": address("catalog.jsonld"),
        "openapi": address("openapi.json"),
    }  # fmt: skip
    filters = {n: [p for p in declared(n, "csv", names, ()) if p.name not in OPTIONS] for n in EXPORTED}
    tables: list[dict[str, Any]] = [
        {
            "table": name, "title": t(f"table.{name}"), "one_row": t(f"one_row.{name}"), "rows": db.count(name),
            "columns": db.columns(name), "filters": [p.name for p in filters[name]],
            "urls": {kind: address(f"{name}.{kind}") for kind in KINDS},
        }
        for name in EXPORTED
    ]  # fmt: skip
    examples = [{"url": address(example), "title": t(f"api.example.{name}")} for name, example in EXAMPLES.items()]
    licence = licences(t, settings().licence)[0]

    def page() -> Iterator[bytes]:
        shown = [x | {"filters": filters[x["table"]]} for x in tables]
        said = licence.get("title") or t("api.licence", licence=licence["path"])
        yield markup.index_page(
            t, version=db.version, licence=said, documents=documents, examples=examples, tables=shown
        ).encode()

    body = {
        "title": t("api.title"), "version": db.version, "licence": licence, "documents": documents,
        "examples": examples, "options": {n: t(f"api.parameter.{n}") for n in ("fields", "limit", "lang", "form")},
        "codes": {p.name: p.codes for some in filters.values() for p in some if p.codes}, "tables": tables,
    }  # fmt: skip
    headers = {"content-language": t.lang} | ({"content-security-policy": POLICY} if html else {})
    return Reply(
        page if html else lambda: _json(body), TYPES["html" if html else "json"], db.version,
        f"index {html} {t.lang} {settings().licence}", vary="accept, accept-encoding", headers=headers,
    )  # fmt: skip


def _json(body: object) -> Iterator[bytes]:
    yield (json.dumps(body, ensure_ascii=False, indent=1) + "\n").encode()


def _openapi(request: Request, t: Text) -> Reply:
    db = _database()
    body = openapi(db, queries.vocabulary(db), t, settings().licence)
    return Reply(lambda: _json(body), "application/json", db.version, f"openapi {t.lang} {settings().licence}")


def _package(request: Request, t: Text) -> Reply:
    db = _database()
    key = f"datapackage {t.lang} {settings().licence}"
    return Reply(lambda: _json(datapackage(db, t, settings().licence)), "application/json", db.version, key)


def _catalog(request: Request) -> Reply:
    db = _database()
    base = settings().public_url or str(request.base_url).rstrip("/") + settings().base_path
    licence, contact = settings().licence, settings().contact
    return Reply(
        lambda: _json(catalog(db, base, licence, contact)), "application/ld+json", db.version,
        f"catalog {base} {licence} {contact}", vary="accept-encoding, host",
    )  # fmt: skip


def _zip(request: Request, t: Text) -> Reply:
    db = _database()
    names = queries.vocabulary(db)
    headers = {"content-disposition": f'attachment; filename="maluppfoljning-run-{db.version}.zip"'}
    licence = settings().licence
    key = f"zip {t.lang} {licence}"
    return Reply(
        lambda: once(f"{db.version} {key}", lambda: archive(db, names, t, licence)), "application/zip", db.version, key,
        headers=headers,
    )  # fmt: skip


def _duckdb(request: Request, file: str) -> Response:
    """The database file in use, whole or a range of it."""
    built = published(settings().published)
    if built is None:
        raise QueryError("no_database", path=settings().published.name)
    if file != built.path.name:
        raise UsageError("no_such", path=request.url.path[:200])
    read_query(file, _query(request), ())
    tag = f'"{built.version}"'
    headers = OPEN | {"etag": tag, "x-data-version": built.version, "content-encoding": "identity"}
    if unchanged(request, tag):
        return Response(status_code=304, headers=headers)
    return FileResponse(built.path, headers=headers, media_type="application/vnd.duckdb", filename=file)


def ready(request: Request) -> Response:
    """GET /readyz: visitors may be sent here, since the version that is published now is the one that is served."""
    built = published(settings().published)
    if built is None or _database().version != built.version:
        return problem(QueryError("no_database", path=settings().published.name), 503, said_in(request))
    return JSONResponse({"status": "ready", "version": built.version}, headers={"cache-control": "no-store"})


def health(request: Request) -> Response:
    """GET /healthz: the data answer, and which version."""
    try:
        db = _database()
        years = [r["year"] for r in queries.reports(db)]
    except QueryError as error:
        return problem(error, 503, said_in(request))
    return JSONResponse({"status": "ok", "version": db.version, "years": years}, headers={"cache-control": "no-store"})


def routes() -> list[BaseRoute]:
    """Where the answers of this module stand."""
    return [
        Route(address().rstrip("/"), Endpoint(get)),
        Route(address("{file:path}"), Endpoint(get)),
        Route(at("/healthz"), health),
        Route(at("/readyz"), ready),
    ]
