"""A view is its URL: filters to URL and back over all models and the whole vocabulary; what is refused, links, words."""

from decimal import Decimal
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard import filters as f
from dashboard.filters import FREE, KNOWN_FIELDS, MAX_TEXT, Filters, Refused, Vocabulary, parse
from dashboard.i18n import LANGS, text
from dashboard.ui.registry import PAGES


def models(model: type[Filters] = Filters) -> list[type[Filters]]:
    return [model, *(m for sub in model.__subclasses__() for m in models(sub))]


MODELS = models()
PRINTABLE = st.characters(codec="utf-8", exclude_categories=["C", "Z"], include_characters=" ")
WORDS = st.text(PRINTABLE, max_size=MAX_TEXT).map(lambda said: said.strip()).filter(str.isprintable)
RATES = st.decimals(min_value="0.0001", max_value="999.9999", places=4)


def values(field: str, model: type[Filters], names: Vocabulary) -> st.SearchStrategy[Any]:
    """Every value that a field may have: its default, and what the vocabulary knows."""
    info = model.model_fields[field]
    default, codes = st.just(info.default), names.codes(field)
    if field == "lang":
        return st.sampled_from(LANGS)
    if field in FREE:
        return WORDS
    if "Decimal" in str(info.annotation):
        return st.one_of(default, RATES)
    assert codes, f"{field} has no vocabulary"
    if "tuple" in str(info.annotation):
        return st.lists(st.sampled_from(codes), unique=True, max_size=4).map(tuple)
    return st.one_of(default, st.sampled_from([int(c) for c in codes] if info.annotation is int else codes))


@given(data=st.data(), model=st.sampled_from(MODELS))
def test_filters_to_url_and_back(data: st.DataObject, model: type[Filters], names: Vocabulary) -> None:
    chosen = model(**{field: data.draw(values(field, model, names), label=field) for field in model.model_fields})
    assert parse(model, chosen.query(), names) == (chosen, ())
    url = urlsplit(chosen.full_link("/mal"))
    assert url.path == "/mal"
    assert parse(model, parse_qs(url.query), names) == (chosen, ())


@given(data=st.data(), model=st.sampled_from(MODELS))
def test_what_restricts_something_is_a_parameter_and_said_in_words(
    data: st.DataObject, model: type[Filters], names: Vocabulary
) -> None:
    chosen = model(**{field: data.draw(values(field, model, names), label=field) for field in model.model_fields})
    params = chosen.params()
    assert set(params) <= set(model.model_fields) - {"lang"}
    assert not any(value in ("", [], 0, None) for value in params.values())
    for lang in LANGS:
        said = chosen.words(text(lang), names)
        assert "{" not in said or "{" in chosen.model_dump_json()
        assert (said == "") <= (set(params) <= {"q", "sort", "page_no", "years", "year"})


@given(
    st.sampled_from(MODELS),
    st.dictionaries(
        st.one_of(st.text(max_size=8), st.sampled_from(sorted(KNOWN_FIELDS))),
        st.lists(st.text(max_size=12), max_size=3),
        max_size=5,
    ),
)
def test_whatever_a_url_says_is_read_or_refused_by_name(
    names: Vocabulary, model: type[Filters], query: dict[str, list[str]]
) -> None:
    chosen, refused = parse(model, query, names)
    for bad in refused:
        assert bad.field in {field[:MAX_TEXT] for field in query}
        assert bad.value is None or bad.value in [v[:MAX_TEXT] for v in query[bad.field]]
    again, still = parse(model, chosen.query(), names)
    assert (again, still) == (chosen, ())


@given(data=st.data(), model=st.sampled_from(MODELS), junk=st.text(min_size=1, max_size=20))
def test_a_value_that_does_not_exist_is_named_and_the_rest_still_works(
    data: st.DataObject, model: type[Filters], junk: str, names: Vocabulary
) -> None:
    coded = [field for field in model.model_fields if field not in FREE | {"lang", "rate"}]
    field = data.draw(st.sampled_from(coded))
    if names.knows(field, junk):
        return
    good = data.draw(st.sampled_from(names.codes(field)))
    tuples = "tuple" in str(model.model_fields[field].annotation)
    chosen, refused = parse(model, {"lang": ["en"], field: [junk, good], "text": ["x"]}, names)
    assert refused == (Refused(field, junk),)
    assert chosen.lang == "en"
    assert getattr(chosen, field) == ((good,) if tuples else type(getattr(chosen, field))(good))


REFUSED = [
    # model, query -> what is refused, what holds
    (f.GoalFilters, {"status": ["bra"]}, [("status", "bra")], {}),
    (f.GoalFilters, {"status": ["Partly"]}, [("status", "Partly")], {}),
    (f.GoalFilters, {"status": ["partly", "partly"]}, [], {"status": ("partly",)}),
    (f.GoalFilters, {"status": ["bra", "partly", "dålig"]}, [("status", "bra"), ("status", "dålig")], {"status": ("partly",)}),
    (f.GoalFilters, {"status": ["partly,achieved"]}, [("status", "partly,achieved")], {}),
    (f.GoalFilters, {"status": [""]}, [], {"status": ()}),
    (f.GoalFilters, {"year": ["1850"], "kind": ["activity"]}, [("year", "1850")], {"year": 0, "kind": ("activity",)}),
    (f.GoalFilters, {"year": ["tjugo"]}, [("year", "tjugo")], {}),
    (f.GoalFilters, {"year": ["02021"]}, [("year", "02021")], {}),
    (f.GoalFilters, {"year": ["２０２１"]}, [("year", "２０２１")], {}),
    (f.GoalFilters, {"year": ["2021", "2020"]}, [], {"year": 2021}),
    (f.GoalFilters, {"lang": ["de"]}, [("lang", "de")], {"lang": "sv"}),
    (f.GoalFilters, {"färg": ["röd"]}, [("färg", None)], {}),
    (f.GoalFilters, {"utm_source": ["brev"], "fbclid": ["x"], "_ga": ["1"], "embed": ["true"]}, [], {}),
    (f.GoalFilters, {"amounts": ["tkr"]}, [], {}),  # another page's filter: neither used nor complained of
    (f.GoalFilters, {"text": ["  bredband\t\u202e "]}, [], {"text": "bredband"}),
    (f.GoalFilters, {"text": ["x" * 300]}, [], {"text": "x" * 100}),
    (f.OverviewFilters, {"year": ["2021"], "compare": ["2020"]}, [], {"year": 2021, "compare": 2020}),
    (f.OverviewFilters, {"compare": ["2020"]}, [], {"year": 0, "compare": 2020}),
    (f.OverviewFilters, {"year": ["2021"], "compare": ["2021"]}, [("compare", "2021")], {"year": 2021, "compare": 0}),
    (f.GoalFilters, {"compare": ["1850"]}, [("compare", "1850")], {"compare": 0}),
    (f.EconomyFilters, {"compare": ["ifjol"], "amounts": ["tkr"]}, [("compare", "ifjol")], {"compare": 0, "amounts": "tkr"}),
    (f.FactorFilters, {"compare": ["0"]}, [("compare", "0")], {"compare": 0}),
    (f.EuFilters, {"compare": ["2020"]}, [], {}),  # only four pages compare
    (f.EuFilters, {"rate": ["10,23"]}, [], {"rate": Decimal("10.23")}),
    (f.EuFilters, {"rate": ["0"]}, [("rate", "0")], {"rate": None}),
    (f.EuFilters, {"rate": ["-1"]}, [("rate", "-1")], {"rate": None}),
    (f.EuFilters, {"rate": ["1000"]}, [("rate", "1000")], {}),
    (f.EuFilters, {"rate": ["NaN"]}, [("rate", "NaN")], {}),
    (f.EuFilters, {"rate": ["Infinity"]}, [("rate", "Infinity")], {}),
    (f.EuFilters, {"rate": ["tio"]}, [("rate", "tio")], {}),
    (f.EconomyFilters, {"amounts": ["kr"]}, [("amounts", "kr")], {"amounts": "mnkr"}),
    (f.RailwayFilters, {"from_year": ["2021"], "to_year": ["1066"]}, [("to_year", "1066")], {"from_year": 2021}),
    (f.FactorFilters, {"factor": ["infrastrukur"]}, [("factor", "infrastrukur")], {"factor": ""}),
    (f.GoalFilters, {"x" * 300: ["1"]}, [("x" * 100, None)], {}),
    (f.GoalFilters, {"status": ["y" * 300]}, [("status", "y" * 100)], {}),
]  # fmt: skip


@pytest.mark.parametrize(("model", "query", "refused", "holds"), REFUSED)
def test_refused(
    names: Vocabulary,
    model: type[Filters],
    query: dict[str, list[str]],
    refused: list[tuple[str, str | None]],
    holds: dict[str, Any],
) -> None:
    chosen, said = parse(model, query, names)
    assert [(r.field, r.value) for r in said] == refused
    for field, value in holds.items():
        assert getattr(chosen, field) == value


BESIDE = f.OverviewFilters(year=2021, compare=2020)
VIEW = f.GoalFilters(lang="en", year=2021, unit="regionbiblioteket", status=("partly",), text="bok & åäö")


@pytest.mark.parametrize(
    ("filters", "path", "changes", "link"),
    [
        (VIEW, "/om", {}, "/om?lang=en&year=2021&unit=regionbiblioteket"),
        (VIEW, "/mal", {"status": ("partly", "unknown")}, "/mal?lang=en&year=2021&unit=regionbiblioteket&status=partly&status=unknown"),
        (VIEW, "/mal", {"lang": "sv", "unit": ""}, "/mal?lang=sv&year=2021"),
        (VIEW, "/framgangsfaktor", {"factor": "infrastruktur"}, "/framgangsfaktor?lang=en&year=2021&unit=regionbiblioteket&factor=infrastruktur"),
        (VIEW, "/nyckeltal", {"text": "a&b=c"}, "/nyckeltal?lang=en&year=2021&unit=regionbiblioteket&text=a%26b%3Dc"),
        (Filters(), "/", {}, "/?lang=sv"),
        (BESIDE, "/ekonomi", {}, "/ekonomi?lang=sv&year=2021&compare=2020"),
        (BESIDE, "/mal", {"year": 2019}, "/mal?lang=sv&year=2019&compare=2020"),
        (BESIDE, "/mal", {"year": 2020}, "/mal?lang=sv&year=2020"),
        (BESIDE, "/mal", {"compare": 0}, "/mal?lang=sv&year=2021"),
        (BESIDE.changed(year=2020), "/", {}, "/?lang=sv&year=2020"),
    ],
)  # fmt: skip
def test_a_link_keeps_language_year_and_unit(filters: Filters, path: str, changes: dict[str, Any], link: str) -> None:
    assert filters.link(path, **changes) == link


def test_the_full_link_keeps_everything() -> None:
    assert VIEW.full_link("/mal") == (
        "/mal?lang=en&year=2021&unit=regionbiblioteket&status=partly&text=bok+%26+%C3%A5%C3%A4%C3%B6"
    )


@pytest.mark.parametrize(
    ("compare", "refused", "held"),
    [("2021", (Refused("compare", "2021"),), 0), ("2020", (), 2020)],
)
def test_the_year_that_is_shown_unless_asked_for_is_not_compared_with_itself(
    names: Vocabulary, compare: str, refused: tuple[Refused, ...], held: int
) -> None:
    asked, none = parse(f.OverviewFilters, {"compare": [compare]}, names)
    dated, itself = f.with_year(asked, 2021)
    assert (none, itself, dated.year, dated.compare) == ((), refused, 2021, held)
    assert f.with_year(dated, 2019) == (dated, ())


def test_a_change_leaves_the_filters_as_they_were() -> None:
    assert VIEW.changed(year=2020).year == 2020
    assert VIEW.year == 2021


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("sv", "År: 2021 · Enhet: Regionbiblioteket · Bedömning: Delvis uppnått, Bedömning saknas · Ord i texten: bok"),
        ("en", "Year: 2021 · Unit: The Regional Library · Assessment: Partly achieved, No assessment · Words in the text: bok"),
    ],
)  # fmt: skip
def test_the_filters_in_words(names: Vocabulary, lang: Any, said: str) -> None:
    chosen = VIEW.changed(status=("partly", "unknown"), text="bok")
    assert chosen.words(text(lang), names) == said


def test_every_page_and_every_code_has_a_name_in_both_languages(names: Vocabulary) -> None:
    for page in PAGES:
        for field in page.filters.model_fields:
            for lang in LANGS:
                assert text(lang)(f"filter.{field}")
                for code in names.codes(field):
                    assert names.name(field, code, lang).strip()


def test_no_two_codes_of_a_field_look_the_same(names: Vocabulary) -> None:
    for field in (
        "unit",
        "perspective",
        "status",
        "basis",
        "kind",
        "factor",
        "section",
        "programme",
        "company",
        "topic",
        "area",
    ):
        for lang in LANGS:
            shown = [names.name(field, code, lang) for code in names.codes(field)]
            assert len(set(shown)) == len(shown), field
