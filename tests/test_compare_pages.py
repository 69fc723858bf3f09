"""The four pages that compare, with the invented years and with the real ones, in both languages."""

import html
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from asgi import ask
from compared import CHANGES, COUNTED, PARTIAL
from conftest import INVENTED
from test_pages import PAGE, App, sound

from dashboard.i18n import LANGS, Lang, text
from dashboard.settings import settings
from dashboard.store import queries
from dashboard.store.build import Built, build
from dashboard.store.db import Database

COMPARING = ("overview", "goals", "factor", "economy")
by_lang = pytest.mark.parametrize("lang", LANGS)


@pytest.fixture
def later(built: Built, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[App]:
    """A session on the invented years 2099 and 2100."""
    shutil.copytree(INVENTED, tmp_path / "data")
    shutil.copytree(INVENTED.parent / "next", tmp_path / "data", dirs_exist_ok=True)
    build(tmp_path / "data", tmp_path / "build")
    monkeypatch.setenv("DASHBOARD_PUBLISHED", str(tmp_path / "build"))
    settings.cache_clear()
    yield App()
    monkeypatch.undo()
    settings.cache_clear()


def query(page: str, lang: str, **more: str) -> dict[str, str]:
    return {"lang": lang, **({"factor": "provade-vagar"} if page == "factor" else {}), **more}


def links(app: App, path: str) -> list[dict[str, list[str]]]:
    """The queries of the links to a path."""
    found = (urlsplit(html.unescape(link)) for link in re.findall(r'href="(/[^"]*)"', app.html))
    return [parse_qs(parts.query) for parts in found if parts.path == path]


@by_lang
def test_what_got_better_and_worse_stands_first(later: App, lang: Lang) -> None:
    for page in ("overview", "goals"):
        sound(later.open(PAGE[page], query(page, lang, year="2100", compare="2099")))
        assert text(lang)("compare.title", year=2100, compare=2099) in later.words
        assert COUNTED[lang] in re.sub(r" ([,.])", r"\1", re.sub(r"[↗↘] ", "", later.words))
        for anchor in ("cykelvagar", "konserter", "snoeroejning"):
            assert re.search(rf'href="/framgangsfaktor\?[^"]*compare=2099[^"]*#{anchor}"', later.html)
        assert later.query["compare"] == ["2099"]
        downloads = links(later, "/api/v1/measures.csv")
        assert downloads
        assert not any("compare" in q for q in downloads)


@by_lang
def test_every_measure_stands_in_the_table_with_its_change(later: App, lang: Lang) -> None:
    later.open(PAGE["goals"], query("goals", lang, year="2100", compare="2099"))
    table = later.html[later.html.index('id="jamforelse"') :]
    rows = re.findall(r'#([a-z-]+)">[^<]*</a>.*?<span class="change ([a-z_]+)">', table, re.DOTALL)
    assert dict(rows) == {name: change for name, (change, *_) in CHANGES.items()}
    (gone,) = [q for q in links(later, "/framgangsfaktor") if q["year"] == ["2099"]]
    assert gone["compare"] == ["2100"]
    for table_name in ("compared_measures", "compared_goals"):
        (taken,) = {
            urlsplit(html.unescape(u)).query
            for u in re.findall(rf'href="(/api/v1/{table_name}\.csv\?[^"]*form=open[^"]*)"', later.html)
        }
        answer = ask(f"/api/v1/{table_name}.csv?{taken}")
        assert answer.status == 200
        assert answer.headers["x-total-count"] == str(len(CHANGES) if table_name == "compared_measures" else 3)


def test_the_table_comes_a_page_at_a_time_and_the_counts_are_of_all(
    later: App, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("dashboard.store.queries.compare.MEASURES_A_PAGE", 4)
    monkeypatch.setattr("dashboard.store.queries.compare.MOVES_SHOWN", 1)
    monkeypatch.setattr("dashboard.store.queries.FIGURES_A_PAGE", 1)
    queries.vocabulary.cache_clear()
    seen = []
    for page, offered in (("1", ["2", "3"]), ("2", ["3"]), ("3", ["2"])):  # the first page has no number in its link
        sound(later.open(PAGE["goals"], query("goals", "sv", year="2100", compare="2099", page_no=page)))
        table = later.html[later.html.index('id="jamforelse"') :]
        rows, _, rest = table.partition('<nav class="pages"')
        seen += re.findall(r'#([a-z-]+)">[^<]*</a>.*?<span class="change [a-z_]+">', rows, re.DOTALL)
        assert len(seen) == min(4 * int(page), len(CHANGES))
        assert re.findall(r"page_no=(\d)[^\"]*#jamforelse", rest) == offered
        assert COUNTED["sv"] in re.sub(r" ([,.])", r"\1", re.sub(r"[↗↘] ", "", later.words))
        assert "De första 1 av 2 visas" in later.words
        assert any(q["change"] == ["better"] for q in links(later, "/api/v1/compared_measures.csv") if "change" in q)
    assert sorted(seen) == sorted(CHANGES)
    queries.vocabulary.cache_clear()


@by_lang
def test_a_factor_tells_each_measure_then_and_now_and_what_is_gone(later: App, lang: Lang) -> None:
    sound(later.open(PAGE["factor"], query("factor", lang, year="2100", compare="2099")))
    t = text(lang)
    assert t("compare.gone", year=2100, compare=2099) in later.words
    assert {"sv": "Hålla ett vägmöte", "en": "Hold a road meeting"}[lang] in later.words
    assert {"sv": "95 procent röjdes i tid.", "en": "95 per cent were cleared in time."}[lang] in later.words
    assert f"−15 {t('compare.points')}" in later.words
    assert {"sv": "Då hette det Köpa noter.", "en": "It was called Buy sheet music then."}[lang] in later.words


@by_lang
def test_money_then_and_now(later: App, lang: Lang) -> None:
    sound(later.open(PAGE["economy"], query("economy", lang, year="2100", compare="2099")))
    said = {"sv": "Resultatet är 1,0 mnkr bättre än 2099.", "en": "The result is 1.0 SEK million better than in 2099."}
    assert said[lang] in later.words
    costs = {"sv": "Kostnader −11,5 −12,5 −1,0 −8,7\u00a0%", "en": "Costs −11.5 −12.5 −1.0 −8.7%"}
    assert costs[lang].replace("\u00a0", " ") in later.words.replace("\u00a0", " ")
    for table in ("income_statement", "unit_deviations", "growth_grant"):
        assert any(q.get("table") == [table] for q in links(later, "/api/v1/compared_amounts.csv"))
    assert '<span class="spark" role="img" aria-label="2099: ' in later.html


@by_lang
def test_the_comparison_goes_along_between_the_pages_and_languages(later: App, lang: Lang) -> None:
    for page in COMPARING:
        later.open(PAGE[page], query(page, lang, year="2100", compare="2099"))
        for path in ("/", "/mal", "/ekonomi"):
            assert all(
                q.get("compare") == ["2099"]
                for q in links(later, path)
                if "perspective" not in q and q.get("year") == ["2100"] and not is_stop(later, q)
            )
        other = "en" if lang == "sv" else "sv"
        (switch,) = re.findall(rf'href="([^"]*)" lang="{other}"', later.html)
        assert parse_qs(urlsplit(html.unescape(switch)).query)["compare"] == ["2099"]
        assert text(lang)("filter.compare") + ": 2099" in later.words


def is_stop(app: App, asked: dict[str, list[str]]) -> bool:
    """Whether a query is that of the link which ends the comparison."""
    (stop,) = re.findall(r'class="compare-stop"><a href="([^"]*)"', app.html)
    return parse_qs(urlsplit(html.unescape(stop)).query) == asked


def test_a_whole_year_is_offered_and_taken(later: App) -> None:
    for page in COMPARING:
        later.open(PAGE[page], query(page, "sv", year="2100"))
        (offer,) = re.findall(r'class="compare-offer"><a href="([^"]*)"', later.html)
        later.open(PAGE[page], parse_qs(urlsplit(html.unescape(offer)).query))
        assert later.query["compare"] == ["2099"]
        assert 'class="compare-offer"' not in later.html
        later.choose("compare", 0)
        assert "compare" not in later.query


@by_lang
@pytest.mark.parametrize("year", PARTIAL)
def test_a_partial_year_says_what_is_there_and_what_is_not(app: App, lang: Lang, year: int) -> None:
    goals, _, partly, missed, *_ = PARTIAL[year]
    for page in ("overview", "goals", "economy"):
        sound(app.open(PAGE[page], query(page, lang, year="2021", compare=str(year))))
        t = text(lang)
        said = t("compare.money.missing", years=year) if page == "economy" else t("compare.missing", years=year)
        assert said in app.words
        assert f"{t('column.goals_total')} {goals} 4" in app.words
        assert f"{t('column.goals_partly')} {partly} 4 –" in app.words
        assert f"{t('column.goals_not_achieved')} {missed} 0 –" in app.words
        result = {2019: "ca 13", 2020: "7,6"}[year] if lang == "sv" else {2019: "13", 2020: "7.6"}[year]
        assert result.replace("ca ", "") in app.words
        assert 'id="jamforelse"' not in app.html or page == "economy"
        assert "change better" not in app.html


@by_lang
def test_a_factor_offers_a_partial_year_that_its_figures_are_known_of(app: App, db: Database, lang: Lang) -> None:
    known = {r["factor_id"] for r in queries.table(db, "compared_figures", year=2021, compare=2020)}
    factors = {r["factor_id"] for r in queries.table(db, "success_factors", year=2021)}
    with_figures, without = min(known & factors), min(factors - known)
    sound(app.open(PAGE["factor"], query("factor", lang, year="2021") | {"factor": without}))
    assert 'class="compare-offer"' not in app.html
    sound(app.open(PAGE["factor"], query("factor", lang, year="2021") | {"factor": with_figures}))
    (offer,) = re.findall(r'class="compare-offer"><a href="([^"]*)"', app.html)
    sound(app.open(PAGE["factor"], parse_qs(urlsplit(html.unescape(offer)).query)))
    assert app.query["compare"] == ["2020"]
    assert text(lang)("compare.missing", years=2020) in app.words
    assert text(lang)("compare.figures", year=2021, compare=2020) in app.words
    assert text(lang)("compare.no_figures") not in app.words


@pytest.fixture
def app(built: Built) -> App:
    return App()


def test_the_same_year_and_an_unknown_one_are_refused_by_name(app: App) -> None:
    for asked in ({"year": "2021", "compare": "2021"}, {"compare": "2021"}, {"compare": "1850"}):
        sound(app.open(PAGE["overview"], asked))
        (notice,) = re.findall(r'<div class="notice" role="status">(.*?)</div>', app.html, re.DOTALL)
        assert notice.count(f"compare = {asked['compare']}") == 1
        assert "compare" not in app.query
    app.open(PAGE["overview"], {"year": "2021", "compare": "2020"})
    app.choose("year", 2020)
    assert app.errors == []
    assert "compare = 2020" in app.words
    assert app.query == {"lang": ["sv"], "year": ["2020"]}
