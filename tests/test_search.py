"""The search: what it finds whatever case and accents, in which order, and that each link leads to the exact place."""

from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import duckdb
import pytest

from dashboard.filters import Filters, parse
from dashboard.i18n import text
from dashboard.settings import ROOT
from dashboard.store import queries
from dashboard.store.build import build
from dashboard.store.db import Database
from dashboard.store.queries.search import search
from dashboard.ui.registry import BY_PATH
from dashboard.view import words
from dashboard.view.search import kinds, place, said

HERE = Filters(lang="en", year=2019, unit="regionbiblioteket", q="x")


def found(db: Database, asked: str) -> list[tuple[str, str]]:
    return [(r["kind"], r["id"]) for r in search(db, asked).rows]


def hit(kind: str, name: str = "x", **more: Any) -> dict[str, Any]:
    return {"kind": kind, "id": name, "year": 2021, "parent": None, "unit_id": None, "rank": 0, "of_kind": 1} | more


@pytest.mark.parametrize(
    ("asked", "kind", "name"),
    [
        ("livskraftigt län", "goal", "ett-livskraftigt-lan"), ("civilsamhället", "factor", "civilsamhallet-och-kulturen"),
        ("kollektivtrafikens marknadsandel", "measure", "kollektivtrafikens-marknadsandelar"), ("filmpool", "company", "filmpool-nord"),
        ("kolarctic", "programme", "interreg-kolarctic-2021-2027"), ("första spadtaget", "event", "foersta-spadtaget-umea-dava"),
        ("RED II", "position", "efns-foernybar-energi"), ("133 280", "figure", "demokrati-deltagare"),
        ("myndighetens namn felskrivet", "finding", "trafikverket-felstavat"),
    ],
)  # fmt: skip
def test_every_kind_is_found(db: Database, asked: str, kind: str, name: str) -> None:
    assert (kind, name) in found(db, asked)


@pytest.mark.parametrize(
    "asked", ["Gällivare KOMMUN", "gallivare kommun", "kommun  gällivare", "GA\u0308LLIVARE kommun"]
)
def test_case_accents_and_the_order_of_words_do_not_matter(db: Database, asked: str) -> None:
    assert found(db, asked) == found(db, "gällivare kommun") != []


def test_a_hyphen_finds_a_dash(db: Database) -> None:
    assert found(db, "umeå-dåva") == found(db, "umeå–dåva") != []


def test_english_words_find_the_same_rows(db: Database) -> None:
    assert ("position", "efns-foernybar-energi") in found(db, "renewable energy directive")


def test_every_word_must_be_there(db: Database) -> None:
    assert search(db, "bredband qwerty").total == 0
    assert search(db, "bredband luleå").total < search(db, "bredband").total


def test_names_come_before_texts_and_no_kind_drowns_the_others(db: Database) -> None:
    for asked in ("norrbotten", "mål", "bredband"):
        rows = search(db, asked).rows
        first = [r for r in rows if r["nth"] <= 5]
        assert [r["rank"] for r in first] == sorted(r["rank"] for r in first)
        assert all(r in first for r in rows[: len(first)])
    assert len({r["kind"] for r in search(db, "norrbotten").rows}) >= 6


def test_at_most_thirty_are_shown_and_all_are_counted(db: Database) -> None:
    everything = search(db, "norr")
    assert len(everything.rows) == 30 < everything.total
    few = search(db, "filmpool")
    assert len(few.rows) == few.total


def test_a_recurring_figure_is_one_result_with_the_reports_row(db: Database) -> None:
    rows = [r for r in search(db, "100 Mbit/s Luleå").rows if r["id"] == "bredband-100-mbit-lulea"]
    assert [(r["year"], r["page"]) for r in rows] == [(2021, 16)]


READ = {
    "measure": ("measures", "measure_id", ("name_sv", "name_en", "factor_sv", "factor_en", "target_text", "target_text_en",
                                           "outcome_text_sv", "outcome_text_en")),
    "figure": ("figures", "figure_id", ("label_sv", "label_en", "topic_sv", "topic_en", "printed", "area_sv", "area_en")),
    "company": ("companies", "company_id", ("name", "summary_sv", "summary_en")),
    "finding": ("findings", "finding_id", ("explanation_sv", "explanation_en", "printed", "computed")),
}  # fmt: skip
"""Kinds, each with its table, its key and the columns that the search reads."""


@pytest.mark.parametrize(
    "asked", ["bredband", "redban", "trafik", "kommun luleå", "an ko", "133 2", "procent", "2021", "(", "s"]
)
def test_the_index_finds_what_reading_every_row_finds(db: Database, asked: str) -> None:
    """Inside words too, and each thing once however many years tell of it."""
    rows = db.query("search", {"text": asked})
    counted = {r["kind"]: r["of_kind"] for r in rows}
    for kind, (table, key, columns) in READ.items():
        read = set()
        for row in queries.table(db, table):
            said = words.fold(" ".join(row[c] for c in columns if row[c]).replace("\u00a0", " ")).replace("–", "-")
            if all(w in said for w in words.fold(asked).split()):
                read.add(row[key])
        if kind in counted or len(rows) < 30:  # else there was no room for its kind
            assert counted.get(kind, 0) == len(read), kind


def test_the_order_says_how_well_the_words_fit(db: Database) -> None:
    """0 a word of the name begins so, 1 it stands inside one, 2 a word of the text begins so, 3 it stands inside that."""
    ranks = {(r["kind"], r["id"]): r["rank"] for r in search(db, "redband").rows}
    assert set(ranks.values()) == {1, 3}
    assert {r["rank"] for r in search(db, "bredband").rows if r["kind"] == "figure"} <= {0, 1, 2, 3}
    begins = search(db, "filmpool").rows[0]
    assert (begins["kind"], begins["rank"]) == ("company", 0)
    assert {r["rank"] for r in search(db, "trafikverket").rows if r["kind"] == "finding"} <= {2, 3}


def test_the_same_data_make_the_same_index(tmp_path: Path) -> None:
    """Whatever order the threads of two builds worked in."""
    folders = [tmp_path / "a", tmp_path / "b"]
    indexes = []
    for folder in folders:
        built = build(ROOT / "data", folder)
        with duckdb.connect(str(built.path), read_only=True) as connection:
            indexes.append([connection.table(f"search_{part}").fetchall() for part in ("rows", "words", "places")])
    assert indexes[0] == indexes[1]
    assert all(indexes[0])


@pytest.mark.parametrize("asked", ["", "x", "å"])
def test_one_character_is_too_short(db: Database, asked: str) -> None:
    result = search(db, asked)
    assert result.too_short
    assert result.rows == ()


@pytest.mark.parametrize("asked", ["%_", "'; DROP TABLE goals; --", "\\\\", "${q}{0}", "ö" * 100, "<b>"])
def test_hostile_text_finds_nothing_and_breaks_nothing(db: Database, asked: str) -> None:
    assert (search(db, asked).total, search(db, asked).rows) == (0, ())


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        (hit("goal", "g", parent="samhalle"), "/mal?lang=en&year=2021&perspective=samhalle#b-g"),
        (hit("factor", "f"), "/framgangsfaktor?lang=en&year=2021&unit=regionbiblioteket&factor=f"),
        (hit("measure", "m", parent="f", unit_id="kulturbidrag"), "/framgangsfaktor?lang=en&year=2021&factor=f#m"),
        (
            hit("measure", "m", parent="f", unit_id="regionbiblioteket"),
            "/framgangsfaktor?lang=en&year=2021&unit=regionbiblioteket&factor=f#m",
        ),
        (hit("company", "c"), "/bolag?lang=en&year=2021&unit=regionbiblioteket#c"),
        (hit("programme", "p", year=None), "/eu-program?lang=en&year=2020&unit=regionbiblioteket#p"),
        (hit("event", "e", year=None), "/norrbotniabanan?lang=en&year=2020&unit=regionbiblioteket#e"),
        (hit("position", "p"), "/nyckeltal?lang=en&year=2021&unit=regionbiblioteket#p"),
        (hit("figure", "f", year=2015), "/nyckeltal?lang=en&year=2019&figure=f&years=all#f"),
        (hit("finding", "f"), "/kallor?lang=en&year=2021&unit=regionbiblioteket#f"),
    ],
)
def test_a_result_leads_to_its_place_without_the_search(row: dict[str, Any], expected: str) -> None:
    assert place(HERE, row, 2020) == expected


def test_every_link_of_a_search_is_one_that_its_page_understands(db: Database) -> None:
    names = queries.vocabulary(db)
    for asked in ("norr", "mål", "region", "energi", "2021"):
        for kind in kinds(HERE.changed(q=asked), search(db, asked).rows, 2021):
            for href in [h for _, h in kind.hits] + ([kind.more] if kind.more else []):
                parts = urlsplit(href)
                filters, refused = parse(BY_PATH[parts.path.strip("/")].filters, parse_qs(parts.query), names)
                assert not refused, href
                assert not filters.q


def test_the_kind_with_the_best_result_comes_first_and_says_where_to_search_on() -> None:
    rows = [hit("event", rank=1, kind_order=6, of_kind=9), hit("figure", rank=0, kind_order=8, of_kind=1)]
    figure, event = kinds(HERE, rows, 2021)
    assert (figure.kind, figure.more) == ("figure", "")
    assert (event.kind, event.total, event.more_page) == ("event", 9, "railway")
    assert event.more == "/norrbotniabanan?lang=en&year=2021&text=x"
    assert kinds(HERE.changed(q="two words"), rows, 2021)[1].more == ""


def test_the_count_is_said() -> None:
    t = text("sv")
    assert said(t, 0, 0, True) == "Skriv minst två tecken."
    assert said(t, 0, 0, False) == "Inga träffar."
    assert said(t, 1, 1, False) == "En träff."
    assert said(t, 64, 30, False) == "64 träffar, de 30 bästa visas. Fler ord ger färre träffar."
