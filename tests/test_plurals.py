"""One and many: every text with a count has a form for one, which is used, or reads alike for all counts."""

from fnmatch import fnmatch

from test_text import CALLS, params

from dashboard.i18n import LANGS, text, texts

COUNTS = {"n", "count", "total", "shown", "met", "rows", "sheets", "cells", "check", "over", "missing", "agree", "wrong", "added", "changed", "removed"}  # fmt: skip
ALIKE = {
    "about the number itself, after a word or alone": (
        "take.rows_of", "cli.template", "cli.read", "economy.footnote", "economy.measures_of", "overview.key.of", "overview.key.partly",
        "search.of", "import.moved", "import.table", "update.read_lists", "version.line", "eu.before.against_total", "cli.reading",
    ),
    "always many: a limit, or more than fit": (
        "error.too_many_rows", "problem.dimensions", "figures.all_rows", "figures.all_in_file", "more.rows", "more.figures",
        "choices.first", "choices.more",
    ),
    "an amount, not a count": ("economy.invest_lead", "economy.invest_alt", "economy.share.minus", "economy.share.plus"),
    "a part of several companies, which agrees with them": ("companies.headline",),
}  # fmt: skip
PLURAL = sorted({key.removesuffix(".other") for key in texts("sv") if key.endswith(".other")})


def test_every_text_with_a_count_has_a_form_for_one() -> None:
    alike = {key for keys in ALIKE.values() for key in keys}
    counted = {k for lang in LANGS for k, said in texts(lang).items() if params(said) & COUNTS and not k.endswith((".one", ".other"))}  # fmt: skip
    assert sorted(counted - alike) == []
    assert sorted(alike - texts("sv").keys()) == []


def test_both_forms_are_there_and_differ_where_a_language_tells_them_apart() -> None:
    assert len(PLURAL) > 50
    for key in PLURAL:
        pairs = [(texts(lang)[f"{key}.one"], texts(lang)[f"{key}.other"]) for lang in LANGS]
        assert any(one != other for one, other in pairs), key


def test_whoever_asks_for_a_plural_says_how_many() -> None:
    """Where only plurals can be meant: a key put together from parts may be any of several."""
    others = {key for key in texts("sv") if not key.endswith((".one", ".other"))}
    asked = [(where, k) for where, k, named in CALLS.asked if named is not None and "n" not in named]
    asked = [(where, k) for where, k in asked if any(fnmatch(key, k) for key in PLURAL)]
    assert [(where, k) for where, k in asked if not any(fnmatch(key, k) for key in others)] == []


def test_one_is_one() -> None:
    sv, en = text("sv"), text("en")
    assert [sv("economy.n_measures", n=n) for n in (1, 2)] == ["1 mått", "2 mått"]
    assert [en("economy.n_measures", n=n) for n in (1, 2)] == ["1 measure", "2 measures"]
    assert sv("search.found", n=1) == "En träff."
