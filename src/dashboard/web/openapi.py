"""The OpenAPI 3.1 document of the HTTP interface, written from the declarations that requests are read by."""

from collections.abc import Sequence
from typing import Any

from dashboard.exchange.columns import Column, columns_of
from dashboard.exchange.package import licences
from dashboard.exchange.request import EXPORTED, KINDS, LEGIBLE, OPTIONS, Parameter, declared
from dashboard.filters import MAX_TEXT, Vocabulary
from dashboard.i18n import LANGS, Text
from dashboard.settings import at
from dashboard.store.db import Database
from dashboard.store.versions import DATABASE

MEDIA = {
    "csv": "text/csv",
    "json": "application/json",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "html": "text/html",
}
JSON_TYPES = {"text": "string", "integer": "integer", "number": "number", "date": "string", "boolean": "boolean"}
TAG = {"description": "Data version and query", "schema": {"type": "string"}}
REFUSED = {"$ref": "#/components/responses/Problem"}
SENT = {
    "ETag": TAG,
    "X-Data-Version": {"schema": {"type": "string"}},
    "X-Total-Count": {"description": "Rows in all", "schema": {"type": "integer"}},
    "X-Fetched-At": {"schema": {"type": "string", "format": "date-time"}},
    "Link": {"description": 'rel="next": the rows after these', "schema": {"type": "string"}},
}
PROBLEM = {
    "type": "object",
    "required": ["type", "title", "status", "code", "detail"],
    "properties": {
        "type": {"type": "string"}, "title": {"type": "string"}, "status": {"type": "integer"},
        "code": {"type": "string"}, "detail": {"type": "string"}, "parameter": {"type": "string"},
        "value": {"type": "string"},
        "allowed": {"oneOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}]},
    },
}  # fmt: skip


def openapi(db: Database, names: Vocabulary, t: Text, licence: str) -> dict[str, Any]:
    """The document; its codes are those of the data version, as those of the interface are."""
    shared: dict[str, Any] = {}
    paths = _documents(db, t)
    schemas: dict[str, Any] = {"Problem": PROBLEM}
    for table in EXPORTED:
        columns = columns_of(db, table)
        schemas[table] = _row(columns)
        for kind in KINDS:
            wanted = declared(table, kind, names, [c.name for c in columns])
            for p in wanted:
                if p.name != "fields" and (p.name, kind) != ("limit", "html"):
                    shared.setdefault(p.name, _parameter(p, t))
            paths[f"/{table}.{kind}"] = {"get": _rows(table, kind, wanted, t)}
    said = licences(t, licence)[0]
    return {
        "openapi": "3.1.0",
        "info": {
            "title": f"{t('app.title')}: {t('api.title')}", "description": t("api.lead"), "version": db.version,
            "license": {"name": said.get("title", said["name"])} | ({"url": licence} if licence else {}),
        },
        "servers": [{"url": at("/api/v1")}],
        "paths": paths,
        "components": {
            "schemas": schemas,
            "parameters": shared,
            "responses": {
                "Problem": {
                    "description": "RFC 9457",
                    "content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}},
                }
            },
        },
    }  # fmt: skip


def _documents(db: Database, t: Text) -> dict[str, Any]:
    """What is not a table."""
    lang = _parameter(Parameter("lang", LANGS, default="sv"), t)
    anything = {"type": "object"}
    said = {name: t(f"api.document.{name}") for name in ("openapi", "datapackage", "catalog", "zip", "duckdb")}
    binary: dict[str, Any] = {}
    return {
        "/": _document("index", t("api.title"), {"application/json": anything, "text/html": {}}, [lang]),
        "/openapi.json": _document("openapi", said["openapi"], {"application/json": anything}, [lang]),
        "/datapackage.json": _document("datapackage", said["datapackage"], {"application/json": anything}, [lang]),
        "/catalog.jsonld": _document("catalog", said["catalog"], {"application/ld+json": anything}, []),
        "/all.zip": _document("zip", said["zip"], {"application/zip": binary}, [lang]),
        "/" + DATABASE.format(version=db.version): _document(
            "duckdb", said["duckdb"], {"application/vnd.duckdb": binary}, []
        ),
    }


def _document(name: str, summary: str, media: dict[str, Any], parameters: list[Any]) -> dict[str, Any]:
    ok = {"description": summary, "headers": {"ETag": TAG}, "content": {m: _content(s) for m, s in media.items()}}
    return {
        "get": {
            "operationId": name, "summary": summary, "tags": ["all"], "parameters": parameters,
            "responses": {"200": ok, "304": {"description": "Not modified"}, "400": REFUSED, "503": REFUSED},
        }
    }  # fmt: skip


def _content(schema: dict[str, Any]) -> dict[str, Any]:
    return {"schema": schema} if schema else {}


def _rows(table: str, kind: str, parameters: Sequence[Parameter], t: Text) -> dict[str, Any]:
    own = {"fields"} | ({"limit"} if kind == "html" else set())
    listed = [_parameter(p, t) if p.name in own else {"$ref": f"#/components/parameters/{p.name}"} for p in parameters]
    schema: dict[str, Any] = {}
    if kind == "json":
        nothing = {"type": ["string", "null"]}
        schema = {
            "type": "object",
            "required": ["table", "version", "total", "count", "offset", "next", "filters", "said", "sources", "rows"],
            "properties": {
                "table": {"const": table}, "version": {"type": "string"}, "total": {"type": "integer"},
                "count": {"type": "integer"}, "offset": {"type": "integer"}, "next": nothing,
                "filters": {"type": "object"}, "said": {"type": "string"},
                "sources": {"type": "array", "items": {"type": "object"}},
                "rows": {"type": "array", "items": {"$ref": f"#/components/schemas/{table}"}},
            },
        }  # fmt: skip
    return {
        "operationId": f"{table}_{kind}",
        "summary": f"{t('table.' + table)}: {t('api.says.table', kind=kind.upper())}",
        "description": t(f"one_row.{table}"),
        "tags": [table],
        "parameters": listed,
        "responses": {
            "200": {"description": t(f"table.{table}"), "headers": SENT, "content": {MEDIA[kind]: _content(schema)}},
            "304": {"description": "Not modified"},
            "400": REFUSED,
            "503": REFUSED,
        },
    }


def _row(columns: Sequence[Column]) -> dict[str, Any]:
    properties = {}
    for c in columns:
        kind = JSON_TYPES[c.type]
        said: dict[str, Any] = {"type": kind if c.required else [kind, "null"]}
        if c.codes:
            said["enum"] = [*c.codes, *([] if c.required else [None])]
        properties[c.name] = said | ({"format": "date"} if c.type == "date" else {})
    return {"type": "object", "properties": properties, "additionalProperties": False}


def _parameter(p: Parameter, t: Text) -> dict[str, Any]:
    said: dict[str, Any]
    if p.codes and not p.more:
        codes: list[Any] = [int(c) for c in p.codes] if p.number else list(p.codes)
        said = {"type": "integer" if p.number else "string", "enum": codes}
    elif p.high is not None:
        said = {"type": "integer", "minimum": p.low, "maximum": p.high}
    else:
        said = {"type": "string", "minLength": 1, "maxLength": MAX_TEXT, "pattern": LEGIBLE}
    if p.default is not None:
        said["default"] = p.default
    if p.many or p.listed:
        said = {"type": "array", "items": said, "minItems": 1} | ({"uniqueItems": True} if p.listed else {})
    name = "limit" if p.name == "offset" else p.name
    described = t(f"api.parameter.{name}") if p.name in OPTIONS else t(f"filter.{p.name}")
    style = {"style": "form", "explode": not p.listed} if p.many or p.listed else {}
    return {"name": p.name, "in": "query", "description": described, "schema": said, **style}
