"""The data dictionary, read off the models: what each column means and what it may hold."""

from collections.abc import Iterator
from enum import StrEnum
from typing import Any, get_args

from dashboard.i18n import Text
from dashboard.models import TABLES

TYPES = {"str": "text", "int": "integer", "Decimal": "number", "date": "date"}


def columns(table: str, t: Text) -> list[dict[str, Any]]:
    """Name, meaning, type (`text`, `integer`, `number`, `date`, `code`) and codes of each column of a table."""
    found = []
    for name, field in TABLES[table].model_fields.items():
        kind = next(_types(field.annotation))
        codes = [str(c) for c in kind] if issubclass(kind, StrEnum) else []
        found.append(
            {
                "name": name,
                "meaning": t(f"meaning.{name}"),
                "type": "code" if codes else TYPES[kind.__name__],
                "codes": codes,
            }
        )
    return found


def _types(annotation: Any) -> Iterator[type]:
    if isinstance(annotation, type):
        if annotation is not type(None):
            yield annotation
        return
    for part in get_args(annotation):
        yield from _types(part)
