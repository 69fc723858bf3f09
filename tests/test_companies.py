"""The page of companies: what its headline says, and that rows and figures are the report's (pages 42–44)."""

from decimal import Decimal

import pytest

from dashboard.filters import CompanyFilters, Vocabulary
from dashboard.i18n import text
from dashboard.store import queries
from dashboard.store.db import Database
from dashboard.view import companies

ACCORDING_TO_PLAN = {
    "BD Pop AB", "Energikontor Norr AB", "IT Norrbotten AB", "Investeringar i Norrbotten AB",
    "Almi Företagspartner Nord AB", "Arctic Business Incubator AB",
}  # fmt: skip
NOT_SAID = {"Filmpool Nord AB", "Norrbotniabanan AB"}


def rows(*statuses: str) -> list[dict[str, str]]:
    return [{"status": s} for s in statuses]


@pytest.mark.parametrize(
    ("statuses", "sv", "en"),
    [
        ([], "Det finns inga uppgifter om bolagen för 2021", "There is no information on the companies for 2021"),
        (["achieved"] * 2, "2 av 2 bolag gick enligt plan 2021", "2 of 2 companies went according to plan in 2021"),
        (
            ["achieved", "unknown"],
            "1 av 2 bolag gick enligt plan 2021; för ett säger rapporten inte hur det gick",
            "1 of 2 companies went according to plan in 2021; for one the report does not say how it went",
        ),
        (
            ["achieved"] * 6 + ["unknown"] * 2,
            "6 av 8 bolag gick enligt plan 2021; för två säger rapporten inte hur det gick",
            "6 of 8 companies went according to plan in 2021; for two the report does not say how they went",
        ),
    ],
)
def test_the_headline(statuses: list[str], sv: str, en: str) -> None:
    assert companies.headline(text("sv"), 2021, rows(*statuses)) == sv
    assert companies.headline(text("en"), 2021, rows(*statuses)) == en


def test_the_counts_name_every_status() -> None:
    assert companies.count(rows("achieved", "unknown", "achieved")) == {
        "achieved": 2, "partly": 0, "not_achieved": 0, "unknown": 1,
    }  # fmt: skip


def test_figures_go_with_their_company() -> None:
    a, b, c = {"company_id": "a", "n": 1}, {"company_id": "b", "n": 2}, {"company_id": "a", "n": 3}
    assert companies.by_company([a, b, c]) == {"a": [a, c], "b": [b]}


def test_eight_companies_of_which_the_report_says_six_go_according_to_plan(db: Database) -> None:
    found = queries.table(db, "companies", year=2021)
    assert {c["name"] for c in found if (c["status"], c["status_basis"]) == ("achieved", "stated")} == ACCORDING_TO_PLAN
    assert {c["name"] for c in found if (c["status"], c["status_basis"]) == ("unknown", "none")} == NOT_SAID
    assert {c["page"] for c in found} == {42, 43, 44}


@pytest.mark.parametrize(
    ("company", "value", "printed", "page"),
    [
        ("energikontor-norr", 9, "nio andra partners", 42),
        ("filmpool-nord", 13, "13 unga deltagare", 42),
        ("filmpool-nord", 3, "tre stora produktioner", 42),
        ("it-norrbotten", 3, "tre särskilda uppdrag", 43),
        ("arctic-business-incubator", 10, "tio sökande", 43),
        ("arctic-business-incubator", 4, "fyra bolag", 43),
        ("norrbotniabanan-ab", 100, "ca 100 miljoner kronor", 44),
    ],
)
def test_figures_are_the_reports(db: Database, company: str, value: int, printed: str, page: int) -> None:
    found = queries.table(db, "company_figures", year=2021, company=company)
    assert (Decimal(value), printed, page) in {
        (r["value"], r["printed"].replace("\u00a0", " "), r["page"]) for r in found
    }


@pytest.mark.parametrize(
    "chosen", [{"company": ("filmpool-nord",)}, {"status": ("unknown",)}, {"text": "FILMKURS"}, {"text": "vätgas"}, {}]
)
def test_figures_follow_the_same_filters_as_the_companies(db: Database, chosen: dict[str, object]) -> None:
    f = CompanyFilters(year=2021, **chosen)  # type: ignore[arg-type]
    shown = {c["company_id"] for c in queries.table(db, "companies", f)}
    every = queries.table(db, "company_figures", year=2021)
    assert shown
    assert queries.table(db, "company_figures", f) == tuple(r for r in every if r["company_id"] in shown)


def test_a_status_is_said_as_what_it_means_for_a_company(names: Vocabulary) -> None:
    f = CompanyFilters(year=2021, unit="regionbiblioteket", status=("achieved", "unknown"))
    assert f.words(text("sv"), names) == "År: 2021 · Bedömning: Enligt plan, Sägs inte i rapporten"
    assert f.words(text("en"), names) == "Year: 2021 · Assessment: According to plan, Not said in the report"
