"""Everything as one zip: every open CSV, the data package that describes them, a README in both languages, the version.

It is written as it is sent, and the same data give the same bytes.
"""

import io
import json
import zipfile
from collections.abc import Iterable, Iterator

from dashboard.exchange.package import datapackage
from dashboard.exchange.request import EXPORTED, Request
from dashboard.exchange.table import PART, answer, content
from dashboard.filters import Vocabulary
from dashboard.i18n import LANGS, Text, text
from dashboard.store.db import Database

MOMENT = (1980, 1, 1, 0, 0, 0)
"""The time of every file in the zip: the version says what they hold."""


class _Sink(io.RawIOBase):
    """Takes what the zip writes until it is handed on; it cannot be gone back in."""

    def __init__(self) -> None:
        self._parts: list[bytes] = []
        self.size = 0

    def writable(self) -> bool:
        return True

    def write(self, data: bytes) -> int:  # type: ignore[override]
        self._parts.append(bytes(data))
        self.size += len(data)
        return len(data)

    def take(self) -> bytes:
        taken, self._parts, self.size = b"".join(self._parts), [], 0
        return taken


def archive(db: Database, names: Vocabulary, t: Text, licence: str) -> Iterator[bytes]:
    """The zip in parts; titles and descriptions are in the language of `t`."""
    sink = _Sink()
    with zipfile.ZipFile(sink, "w", zipfile.ZIP_DEFLATED) as whole:
        for name, parts in _files(db, names, t, licence):
            info = zipfile.ZipInfo(name, MOMENT)
            info.compress_type, info.external_attr = zipfile.ZIP_DEFLATED, 0o644 << 16
            with whole.open(info, "w", force_zip64=True) as member:
                for part in parts:
                    member.write(part)
                    if sink.size >= PART:
                        yield sink.take()
    yield sink.take()


def _files(db: Database, names: Vocabulary, t: Text, licence: str) -> Iterator[tuple[str, Iterable[bytes]]]:
    for lang in LANGS:
        yield f"README.{lang}.md", [readme(db, text(lang), licence).encode()]
    yield "VERSION", [f"{db.version}\n".encode()]
    described = json.dumps(datapackage(db, t, licence), ensure_ascii=False, indent=1) + "\n"
    yield "datapackage.json", [described.encode()]
    for table in EXPORTED:
        yield f"{table}.csv", content(answer(db, Request(table, "csv")), names)


def readme(db: Database, t: Text, licence: str) -> str:
    """What the zip is and what each file in it holds, as Markdown."""
    terms = t("api.licence", licence=licence) if licence else t("api.licence_undecided")
    rows = "\n".join(f"| `{n}.csv` | {t('table.' + n)} | {t('one_row.' + n)} | {db.count(n)} |" for n in EXPORTED)
    head = f"| {t('api.file')} | {t('column.table')} | {t('take.one_row')} | {t('sources.rows')} |\n|---|---|---|---:|"
    return f"# {t('app.title')}\n\n{t('api.readme', version=db.version)}\n\n{terms}\n\n{head}\n{rows}\n"
