"""JSON: what the answer is, then its rows, one a line.  Numbers keep every digit that they have."""

import datetime as dt
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from json.encoder import encode_basestring
from typing import Any

from dashboard.exchange.delimited import plain


def document(head: Mapping[str, Any], columns: Sequence[str], rows: Iterable[Mapping[str, Any]]) -> Iterator[bytes]:
    """The file, row by row."""
    yield (_said(head)[:-1] + ', "rows": [').encode()
    keys = [json.dumps(c) + ": " for c in columns]
    for n, row in enumerate(rows):
        said = ", ".join(key + _literal(row[c]) for key, c in zip(keys, columns, strict=True))
        yield (("," if n else "") + "\n{" + said + "}").encode()
    yield b"\n]}\n"


def _said(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def _literal(value: Any) -> str:
    if value is None:
        return "null"
    if isinstance(value, str):
        return encode_basestring(value)
    if isinstance(value, Decimal):
        return plain(value)
    return _said(value.isoformat() if isinstance(value, dt.date) else value)
