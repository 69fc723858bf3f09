"""Template out, workbook in: 2021 comes back byte for byte in every table, and an invented 2022 as it was filled in."""

import datetime as dt
from decimal import Decimal
from pathlib import Path

import invented_year
import pytest

from dashboard.cli import main
from dashboard.exchange import incoming, plan
from dashboard.exchange.request import EXPORTED, Request
from dashboard.exchange.table import answer, content
from dashboard.exchange.workbook import carry
from dashboard.exchange.workbook.layout import SHEETS, fields
from dashboard.exchange.workbook.template import template
from dashboard.i18n import LANGS, Lang, text
from dashboard.models import KEYS
from dashboard.settings import ROOT
from dashboard.store import queries
from dashboard.store.build import Built, build
from dashboard.store.db import Database
from dashboard.store.publish import publishing
from dashboard.store.snapshot import snapshot
from dashboard.store.tables import compose, write
from dashboard.store.versions import history, rows

DATA = ROOT / "data"


def workbook(out: Path, year: int, lang: Lang = "sv") -> bytes:
    loaded = rows(out, 1)
    before = carry.year_before(loaded, year)
    before = before if year != 2021 else 2021
    return template(
        carry.records(loaded, year, before), year, before, text(lang), dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
    )


def exported(db: Database) -> dict[str, bytes]:
    names = queries.vocabulary(db)
    return {name: b"".join(content(answer(db, Request(name, "csv")), names)) for name in EXPORTED}


@pytest.mark.parametrize("lang", LANGS)
def test_2021_comes_back_byte_for_byte_in_every_table(built: Built, db: Database, tmp_path: Path, lang: Lang) -> None:
    came = incoming.read_workbook("2021.xlsx", workbook(built.path.parent, 2021, lang))
    assert set(came.tables) == set(SHEETS), "every table has its sheet"
    looked = plan.plan(built.path.parent, DATA, came)
    assert looked.nothing
    assert snapshot(looked.rows) == snapshot(rows(built.path.parent, 1))
    # And through a database of its own, made from what the workbook said.
    write(tmp_path / "again.duckdb", compose(looked.rows))
    again = Database(tmp_path / "again.duckdb", db.version)
    assert exported(again) == exported(db)
    again.close()


def test_importing_2021_unchanged_says_so_and_makes_no_version(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out"
    build(DATA, out)
    (tmp_path / "2021.xlsx").write_bytes(workbook(out, 2021))
    args = ["--lang", "sv", "import", str(tmp_path / "2021.xlsx"), "--data", str(DATA), "--published", str(out)]
    assert main(args) == 0
    assert text("sv")("import.nothing") in capsys.readouterr().out
    assert len(history(out)) == 1


def test_an_invented_year_is_published_as_it_was_filled_in(tmp_path: Path) -> None:
    out = tmp_path / "out"
    before = exported(Database(build(DATA, out).path, ""))
    filled = invented_year.fill(workbook(out, 2022))
    with publishing(out) as press:
        wanted = plan.plan(out, DATA, incoming.read_workbook("RUN 2022.xlsx", filled))
        assert plan.publish(press, DATA, wanted, "påhittat") is not None
    first, found = rows(out, 1), rows(out, 2)
    for table, expected in invented_year.rows().items():
        key = KEYS[table]
        got = {
            (str(getattr(p.row, key)), getattr(p.row, "company_id", "")): p.row
            for p in found[table]
            if getattr(p.row, "year", 0) == 2022
        }
        known = [p for p in first[table] if getattr(p.row, "year", 0) == 2022]  # told by other sources, in the timeline
        assert len(got) == len(expected) + len(known)
        for row in expected:
            mine = got[str(row[key]), row.get("company_id", "")]
            for field in fields(table):
                value = getattr(mine, field.name)
                assert value == row[field.name], f"{table} {row[key]} {field.name}"
                assert not isinstance(value, Decimal) or isinstance(row[field.name], Decimal)
    # Going back gives the very files of before.
    with publishing(out) as press:
        assert plan.roll_back(press, DATA, 1, "") is not None
    last = history(out)[-1]
    assert exported(Database(out / last.database, "")) == before
