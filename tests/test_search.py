"""The search: what it finds whatever case and accents, in which order, and that each link leads to the exact place."""

from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from dashboard.filters import Filters, parse
from dashboard.i18n import text
from dashboard.store import queries
from dashboard.store.db import Database
from dashboard.store.queries.search import search
from dashboard.ui.registry import BY_PATH
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
