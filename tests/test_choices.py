"""Fields with more codes than a list holds: it is said how many there are, and every one of them can be found."""

from collections.abc import Iterator

import pytest
from test_pages import PAGE, App, sound

from dashboard.i18n import LANGS, Lang, text
from dashboard.store import queries
from dashboard.store.build import Built
from dashboard.store.db import Database

FACTORS = 20
"""Success factors of the report of 2021."""
SAID = {
    "sv": "Framgångsfaktor: 5 av 20 står i listan. Skriv en del av namnet i fältet ovan, så visar listan de andra.",
    "en": "Success factor: 5 of 20 are in the list. Type a part of the name in the field above and the list shows the others.",
}


@pytest.fixture
def app(built: Built, monkeypatch: pytest.MonkeyPatch) -> Iterator[App]:
    """A session in which a list holds five codes."""
    monkeypatch.setattr("dashboard.filters.vocabulary.LISTED", 5)
    monkeypatch.setattr("dashboard.store.queries.LISTED", 5)
    queries.vocabulary.cache_clear()
    yield App()
    queries.vocabulary.cache_clear()


def listed(app: App, field: str) -> list[str]:
    return list(app._test.get_by_key(field).options)


@pytest.mark.parametrize("lang", LANGS)
def test_a_long_field_says_how_many_it_has_and_finds_the_others(app: App, db: Database, lang: Lang) -> None:
    every = {r["code"]: r[f"name_{lang}"] for r in db.query("names", {"field": ["factor"]})}
    assert len(every) == FACTORS
    sound(app.open(PAGE["figures"], {"lang": lang}))
    assert SAID[lang] in app.words
    first = listed(app, "factor")
    assert first == list(every.values())[:5]
    found = set(first)
    for name in every.values():
        app.choose("find-factor", name.upper())
        assert name in listed(app, "factor")
        found |= set(listed(app, "factor"))
    assert found == set(every.values())


def test_what_was_found_stays_chosen_when_the_list_shows_others(app: App) -> None:
    code, name = "externt-utvecklingskapital", "Mobilisera externt utvecklingskapital"
    app.open(PAGE["figures"], {"lang": "sv"}).choose("find-factor", "externt")
    assert "Ett namn passar och står i listan." in app.words
    app.choose("factor", [code])
    assert app.query["factor"] == [code]
    app.choose("find-factor", "finns inte")
    assert listed(app, "factor") == [name]
    assert "Inget namn passar." in app.words
    app.choose("find-factor", "")
    assert app.query["factor"] == [code]
    assert len(listed(app, "factor")) == 6
    assert "find" not in "".join(app.query)


def test_units_are_found_in_the_same_way_beside_the_menu(app: App) -> None:
    sound(app.open(PAGE["overview"], {"lang": "en", "unit": "naringslivsutveckling"}))
    assert "Unit: 5 of 7 are in the list." in app.words
    assert len(listed(app, "unit")) == 7  # all, five, and the one that is chosen
    assert app.query["unit"] == ["naringslivsutveckling"]


def test_a_field_with_few_codes_lists_them_all_and_says_nothing(built: Built) -> None:
    app = App().open(PAGE["figures"], {"lang": "sv"})
    assert len(listed(app, "factor")) == FACTORS
    assert not any(key.startswith("find-") for key in app.widgets if key)
    assert text("sv")("choices.hint") not in app.words
