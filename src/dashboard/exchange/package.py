"""The tables as a Frictionless Data Package: what each open CSV holds, its types, keys and references.

https://specs.frictionlessdata.io/tabular-data-package/ ; names and types come from the models and statements.
"""

from typing import Any

from dashboard.exchange.columns import Column, columns_of
from dashboard.exchange.request import EXPORTED, VIEWS, Request
from dashboard.exchange.table import answer, sources
from dashboard.i18n import Text
from dashboard.models import KEYS, TABLES
from dashboard.store.checks import ANY_YEAR, REFERENCES
from dashboard.store.db import Database

NAME = "maluppfoljning-run"
PUBLISHER = "Region Norrbotten"
HOMEPAGE = "https://www.norrbotten.se/"
TYPES = {"text": "string", "integer": "integer", "number": "number", "date": "date", "boolean": "boolean"}


def licences(t: Text, licence: str) -> list[dict[str, str]]:
    """The licence; until the publisher has decided, one that says so."""
    if licence:
        return [{"name": licence.rstrip("/").rsplit("/", 1)[-1] or "licence", "path": licence}]
    return [{"name": "notspecified", "title": t("api.licence_undecided")}]


def datapackage(db: Database, t: Text, licence: str) -> dict[str, Any]:
    """The descriptor; the paths of its resources are beside it, over HTTP and in the zip alike."""
    return {
        "profile": "tabular-data-package",
        "name": NAME,
        "title": t("app.title"),
        "description": t("app.description"),
        "version": db.version,
        "homepage": HOMEPAGE,
        "licenses": licences(t, licence),
        "contributors": [{"title": PUBLISHER, "role": "publisher", "path": HOMEPAGE}],
        "sources": [_source(s) for s in db.query("sources")],
        "resources": [_resource(db, t, name, licence) for name in EXPORTED],
    }


def key(table: str) -> list[str]:
    """The columns that together name a row of a table."""
    if table in VIEWS:
        return list(VIEWS[table])
    model = TABLES[table].model_fields
    return [*(c for c in ("year", "company_id") if c in model and c != KEYS[table]), KEYS[table]]


def references(table: str) -> list[tuple[list[str], str, list[str]]]:
    """(columns, table referred to, its columns); the table itself is called ``""``.

    A reference into a table with years stays within its year.  Where the column may be empty the year is left out:
    a data package has no way to say that a pair refers only when it is whole.
    """
    if table not in TABLES:
        return []
    found = []
    model = TABLES[table].model_fields
    for name, column, target in [*REFERENCES, *ANY_YEAR]:
        if name not in ("*", table) or column not in model or target == table == "sources":
            continue
        dated = "year" in TABLES[target].model_fields and model[column].is_required()
        year = ["year"] if dated and (name, column, target) in REFERENCES else []
        found.append(([*year, column], "" if target == table else target, [*year, KEYS[target]]))
    return found


def _resource(db: Database, t: Text, table: str, licence: str) -> dict[str, Any]:
    return {
        "profile": "tabular-data-resource",
        "name": table,
        "title": t(f"table.{table}"),
        "description": t(f"one_row.{table}"),
        "path": f"{table}.csv",
        "scheme": "file",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": {"delimiter": ",", "lineTerminator": "\r\n", "quoteChar": '"', "doubleQuote": True, "header": True},
        "licenses": licences(t, licence),
        "sources": [_source(s) for s in sources(answer(db, Request(table, "csv")))],
        "schema": {
            "fields": [_field(c, t) for c in columns_of(db, table)],
            "missingValues": [""],
            "primaryKey": key(table),
            "foreignKeys": [
                {"fields": fields, "reference": {"resource": target, "fields": there}}
                for fields, target, there in references(table)
            ],
        },
    }  # fmt: skip


def _source(row: Any) -> dict[str, str]:
    return {"title": row["title"]} | ({"path": row["url"]} if row["url"] else {})


def _field(column: Column, t: Text) -> dict[str, Any]:
    said: dict[str, Any] = {"name": column.name, "title": t(f"column.{column.name}"), "type": TYPES[column.type]}
    if column.own:
        said["description"] = t(f"meaning.{column.name}")
    constraints: dict[str, Any] = {"required": True} if column.required else {}
    if column.codes:
        constraints["enum"] = list(column.codes)
    return said | ({"constraints": constraints} if constraints else {})
