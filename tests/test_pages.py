"""Every page in both languages and all years, all 20 factors and 200 odd addresses: no exception, no error, one heading."""

import html
import random
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from asgi import ask
from streamlit.testing.v1 import AppTest

from dashboard.filters import Vocabulary, parse
from dashboard.i18n import LANGS, Lang, text
from dashboard.settings import ROOT, settings
from dashboard.store import queries
from dashboard.store.build import Built
from dashboard.store.db import Database
from dashboard.ui.registry import BY_PATH, PAGES, PageSpec
from dashboard.view import fmt
from dashboard.web.noscript import TABLES

MAIN = ROOT / "src" / "dashboard" / "ui" / "main.py"
YEARS = (2019, 2020, 2021)
UNITS = ("norrbottensmusiken", "infrastruktur-kollektivtrafik")
by_name = pytest.mark.parametrize("page", PAGES, ids=lambda p: p.name)
by_lang = pytest.mark.parametrize("lang", LANGS)


class App:
    """The app in one session of a user; `open` follows a link to a page."""

    def __init__(self) -> None:
        self._test = AppTest.from_file(str(MAIN), default_timeout=30).run()

    def open(self, page: PageSpec, query: Mapping[str, Any] | None = None) -> "App":
        self._test.switch_page(f"../../../pages/{Path(page.file).name}")
        self._test.query_params = dict(query or {})
        self._test.run()
        return self

    @property
    def html(self) -> str:
        """Everything that is drawn with `st.html`, in the order of the page."""
        return "\n".join(element.proto.body for element in self._test.get("html"))

    @property
    def words(self) -> str:
        """What people read of it."""
        return html.unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", self.html)))

    @property
    def headings(self) -> list[str]:
        return [
            html.unescape(re.sub(r"<[^>]+>", "", h)).strip()
            for h in re.findall(r"<h1[^>]*>(.*?)</h1>", self.html, re.DOTALL)
        ]

    @property
    def query(self) -> dict[str, list[str]]:
        return {
            name: values if isinstance(values, list) else [values] for name, values in self._test.query_params.items()
        }

    @property
    def widgets(self) -> set[str]:
        kinds = ("selectbox", "multiselect", "text_input", "radio")
        return {widget.key for kind in kinds for widget in self._test.get(kind)}

    @property
    def errors(self) -> list[str]:
        return [e.value for e in self._test.error] + [f"exception: {e.message}" for e in self._test.exception]

    def choose(self, key: str, value: Any) -> "App":
        """Sets a widget, as a click would."""
        self._test.get_by_key(key).set_value(value).run()
        return self


@pytest.fixture
def app(built: Built) -> App:
    """A new session on the start page."""
    return App()


@pytest.fixture(scope="module")
def used(built: Built) -> App:
    """One session for many addresses, as of somebody who edits the address line all day."""
    return App()


PAGE = {page.name: page for page in PAGES}


def sound(app: App) -> None:
    """What holds for every page: nothing went wrong, one heading, nothing unformatted."""
    assert app.errors == []
    assert len(app.headings) == 1
    assert app.headings[0]
    assert not re.search(r"\b(None|nan|NaN|Decimal\(|Undefined)\b", app.words)
    assert "{{" not in app.html
    assert not re.search(r"\{[a-z_]+\}", app.words)


@by_name
@by_lang
@pytest.mark.parametrize("year", YEARS)
def test_a_page(used: App, page: PageSpec, lang: Lang, year: int) -> None:
    sound(used.open(page, {"lang": lang, "year": str(year)}))
    assert f'data-page-lang="{lang}"' in used.html
    assert used.query == page.filters(lang=lang, year=year).query()
    for unit in UNITS:
        sound(used.open(page, {"lang": lang, "year": str(year), "unit": unit}))
        assert used.query["unit"] == [unit]
    used.open(page, {"lang": lang, "unit": ""})


@by_name
def test_a_page_without_parameters_is_swedish_and_of_the_latest_full_year(app: App, page: PageSpec) -> None:
    sound(app.open(page))
    assert app.query["lang"] == ["sv"]
    assert app.query["year"] == ["2021"]
    assert 'data-page-lang="sv"' in app.html


def test_every_factor_says_target_status_why_and_page(used: App, db: Database) -> None:
    factors = queries.table(db, "success_factors", year=2021)
    assert len(factors) == 20
    for lang in LANGS:
        t = text(lang)
        for factor in factors:
            sound(used.open(PAGE["factor"], {"lang": lang, "year": "2021", "factor": factor["factor_id"], "unit": ""}))
            assert used.headings == [factor[f"name_{lang}"]]
            said = used.words
            measures = queries.table(db, "measures", year=2021, factor=factor["factor_id"])
            for m in measures:
                target = m["target_text"] if lang == "sv" else m["target_text_en"]
                for part in (
                    m[f"name_{lang}"],
                    target,
                    t(f"status.{m['status']}"),
                    m[f"status_reason_{lang}"],
                    t(f"basis.{m['status_basis']}"),
                ):
                    assert part in said, (factor["factor_id"], part)
                assert t("source.page", page=m["outcome_page"]) in said
            if not measures:
                assert t("factor.no_measures") in said


def test_a_factor_that_does_not_exist_offers_the_nearest(app: App) -> None:
    for lang in LANGS:
        sound(app.open(PAGE["factor"], {"lang": lang, "year": "2021", "factor": "infrastrukur"}))
        assert app.headings == [text(lang)("factor.unknown_title")]
        assert "infrastrukur" in app.words
        offered = re.findall(r"framgangsfaktor\?[^\"]*factor=([a-z-]+)", app.html)
        assert offered[0] == "infrastruktur"
        assert 3 <= len(set(offered)) <= 8


@by_lang
def test_no_factor_lists_them_all(app: App, db: Database, lang: Lang) -> None:
    sound(app.open(PAGE["factor"], {"lang": lang, "year": "2021"}))
    offered = set(re.findall(r"framgangsfaktor\?[^\"]*factor=([a-z-]+)", app.html))
    assert offered == {f["factor_id"] for f in queries.table(db, "success_factors", year=2021)}


VALUES = (
    "", " ", "0", "-1", "1850", "2021", "2021.0", "02021", "99999999999999999999", "NaN", "inf", "null", "undefined", "None", "true",
    "partly", "PARTLY", "partly,achieved", "Delvis uppnått", "å", "ÅÄÖ", "%", "%25", "%00", "\x00", "\x1b[31m", "\u202e", "\ufeff", "\ud7ff",
    "😀", "a" * 5000, "../../etc/passwd", "..%2f..%2fetc", "'; DROP TABLE measures; --", "' OR 1=1 --", "\"><script>alert(1)</script>",
    "<img src=x onerror=alert(1)>", "javascript:alert(1)", "{{7*7}}", "{0}", "{value}", "%s%n", "$year", "${jndi:ldap://x}", "`id`", "|| true",
    "__class__", "constructor", "infrastruktur", "samhalle", "activity", "regionbiblioteket", "narrative", "de", "sv-SE", "EN", "10,23",
    "1e309", "１２３", "\n", "\r\nSet-Cookie: a=b", "\t", "+", "&", "=", "#", "?", "[]", "()", "*", "\\", "/", "//", "null\x00byte", "−1",
)  # fmt: skip
FIELDS = (
    "lang", "year", "unit", "q", "perspective", "status", "basis", "kind", "text", "factor", "section", "plan", "event", "source",
    "from_year", "to_year", "programme", "eur", "rate", "amounts", "company", "topic", "area", "finding", "färg", "", "__proto__", "utm_source",
    "<b>x</b>", "year[]", "status.partly", "x" * 300,
)  # fmt: skip


@pytest.fixture(scope="module")
def odd(names: Vocabulary) -> list[dict[str, list[str]]]:
    """The same 200 odd queries on every run: one to four parameters with junk, and now and then a code that exists."""
    dice = random.Random(2021)

    def value(field: str) -> str:
        return dice.choice(names.codes(field)) if names.codes(field) and dice.random() < 0.3 else dice.choice(VALUES)

    return [
        {
            field: [value(field) for _ in range(dice.choice((1, 1, 1, 2, 3)))]
            for field in dice.sample(FIELDS, dice.choice((1, 1, 2, 3, 4)))
        }
        for _ in range(200)
    ]


def test_the_odd_queries_use_every_field_and_nearly_every_value(odd: list[dict[str, list[str]]]) -> None:
    assert len(odd) == 200
    assert {field for query in odd for field in query} == set(FIELDS)
    assert len({value for query in odd for values in query.values() for value in values} & set(VALUES)) >= 0.9 * len(
        VALUES
    )


@by_name
def test_an_odd_address_shows_the_page_and_names_what_it_could_not_use(
    used: App, names: Vocabulary, odd: list[dict[str, list[str]]], page: PageSpec
) -> None:
    """All 200 on the start page; elsewhere those that the page itself can tell apart, since the rest is the shell's."""
    seen: set[str] = set()
    for query in odd:
        chosen, refused = parse(page.filters, query, names)
        told_apart = f"{chosen} {[r for r in refused if r.field == 'factor']}"
        if page.path and told_apart in seen:
            continue
        seen.add(told_apart)
        used.open(page, query)
        assert used.errors == [], query
        assert len(used.headings) == 1, query
        assert "<script" not in used.html
        assert "<img" not in used.html
        for bad in refused:
            said = bad.field if bad.value is None else bad.said
            assert " ".join(said.split()) in used.words, (query, said)
        if not refused:
            assert 'class="notice" role="status"' not in used.html
    assert len(seen) > 20


def test_a_refused_value_stands_in_one_sentence(app: App) -> None:
    for lang in LANGS:
        app.open(PAGE["goals"], {"lang": lang, "status": ["bra", "partly"], "farg": "rod"})
        (notice,) = re.findall(r'<div class="notice" role="status">(.*?)</div>', app.html, re.DOTALL)
        assert "status = bra" in notice
        assert "farg" in notice
        assert "partly" not in notice
        assert app.query["status"] == ["partly"]


def test_a_filter_narrows_rows_counts_links_and_address_together(app: App, db: Database) -> None:
    app.open(PAGE["goals"], {"year": "2021"})
    every = len(queries.table(db, "measures", year=2021))
    assert text("sv")("goals.found", n=every, total=every) in app.words
    app.choose("status", ["partly"])
    chosen = queries.table(db, "measures", year=2021, status="partly")
    assert app.query == {"lang": ["sv"], "year": ["2021"], "status": ["partly"]}
    assert text("sv")("goals.found", n=len(chosen), total=every) in app.words
    for m in queries.table(db, "measures", year=2021):
        assert (f'id="{m["measure_id"]}"' in app.html or m["name_sv"] in app.words) or m not in chosen
    links = [html.unescape(link) for link in re.findall(r'href="(/api/v1/measures[^"]*)"', app.html)]
    assert links
    assert all(parse_qs(urlsplit(link).query)["status"] == ["partly"] for link in links)
    app.choose("status", [])
    assert app.query == {"lang": ["sv"], "year": ["2021"]}


def test_year_unit_and_language_stay_from_page_to_page(app: App) -> None:
    app.open(PAGE["overview"], {"lang": "en", "year": "2020", "unit": "kulturbidrag"})
    for page in PAGES:
        if not page.shown:
            continue
        (link,) = {html.unescape(found) for found in re.findall(rf'<li><a href="(/{page.path}\?[^"]*)"', app.html)}
        assert parse_qs(urlsplit(link).query) == {"lang": ["en"], "year": ["2020"], "unit": ["kulturbidrag"]}
        app.open(page, parse_qs(urlsplit(link).query))
        assert (app.query["lang"], app.query["year"], app.query["unit"]) == (["en"], ["2020"], ["kulturbidrag"])


@by_name
@by_lang
def test_every_link_leads_somewhere(app: App, names: Vocabulary, page: PageSpec, lang: Lang) -> None:
    """Links within the app open a page without complaint, their anchors exist, downloads answer 200."""
    app.open(page, {"lang": lang, "year": "2021"})
    links = {html.unescape(link) for link in re.findall(r'href="(/[^"]*)"', app.html)}
    assert links
    anchors: dict[str, set[str]] = {}
    for link in links:
        parts = urlsplit(link)
        path, query = parts.path.strip("/"), parse_qs(parts.query, keep_blank_values=True)
        if path in BY_PATH:
            _, refused = parse(BY_PATH[path].filters, query, names)
            assert refused == (), link
            if parts.fragment:
                anchors.setdefault(f"{path}?{urlencode(query, doseq=True)}", set()).add(parts.fragment)
        else:
            assert ask(f"{parts.path}?{parts.query}").status == 200, link
    for target, fragments in sorted(anchors.items())[:12]:
        path, _, query_string = target.partition("?")
        app.open(BY_PATH[path], parse_qs(query_string))
        for fragment in fragments:
            assert f'id="{fragment}"' in app.html, f"{target}#{fragment}"


@by_lang
def test_the_overview_gives_the_results_of_three_years(app: App, lang: Lang) -> None:
    app.open(PAGE["overview"], {"lang": lang, "year": "2021"})
    point = {"sv": ",", "en": "."}[lang]
    for result in ("+13", f"{fmt.MINUS}7{point}6", f"{fmt.MINUS}3{point}0"):
        assert result in app.words


def test_a_fault_in_a_page_is_said_in_words_without_a_traceback(app: App, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> None:
        raise ZeroDivisionError("secret detail")

    monkeypatch.setattr("dashboard.store.queries.goals.table", broken)
    for lang in LANGS:
        app.open(PAGE["goals"], {"lang": lang})
        assert app.errors == [text(lang)("error.unexpected")]
        assert "secret" not in app.words


def test_without_data_the_page_says_what_to_do(built: Built, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DASHBOARD_PUBLISHED", str(tmp_path))
    settings.cache_clear()
    try:
        app = App()
        assert app.errors == [text("sv")("error.no_database", path=tmp_path.name)]
    finally:
        monkeypatch.undo()
        settings.cache_clear()


def test_the_filters_of_a_page_are_its_widgets(app: App) -> None:
    """Every filter of a page has a widget with its name as key, or stands in a link of the page."""
    for page in PAGES:
        app.open(page, {"year": "2021", "lang": "sv"})
        linked = {
            name
            for link in re.findall(r'href="/[^"]*"', app.html)
            for name in parse_qs(urlsplit(html.unescape(link)).query)
        }
        one_page = {"page_no"} if page.name == "goals" else set()  # 39 measures need no second page
        assert set(page.filters.model_fields) - app.widgets - linked - {"q"} == one_page, page.name


@by_name
def test_without_javascript_a_page_leads_to_tables_that_it_shows(used: App, page: PageSpec) -> None:
    shown = used.open(page, {"factor": "infrastruktur"} if page.name == "factor" else {}).html
    assert set(TABLES.get(page.name, ())) <= set(re.findall(r"/api/v1/(\w+)\.", shown))
