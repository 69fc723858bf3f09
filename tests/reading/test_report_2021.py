"""The 2021 report's text layer against what data/2021 says it holds: the rules were not made for it, but it must be read."""

import csv
import tomllib
from decimal import Decimal as D
from typing import Any

import pytest
from tests.reading.reading import PAGES, SHAPE, drafted
from tests.reading.scoring import ROLES

from dashboard.exchange.reading.draft import Draft, Previous
from dashboard.settings import ROOT

DATA = ROOT / "data" / "2021"


@pytest.fixture(scope="module")
def draft() -> Draft:
    return drafted(SHAPE, 2021, None, PAGES)


def toml(table: str) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = tomllib.loads((DATA / f"{table}.toml").read_text(encoding="utf-8"))[table]
    return rows


def rows(table: str) -> list[dict[str, str]]:
    return list(csv.DictReader((DATA / f"{table}.csv").read_text(encoding="utf-8").splitlines()))


def read(draft: Draft, table: str, *columns: str) -> list[tuple[object, ...]]:
    return [tuple(row[c].value if c in row else None for c in columns) for row in draft.tables[table]]


def test_perspectives_and_goals(draft: Draft) -> None:
    assert read(draft, "perspectives", "name_sv", "page") == [
        (r["name_sv"], int(r["page"])) for r in rows("perspectives")
    ]
    true = [(g["name_sv"], g["status"], g["status_basis"], g["page"]) for g in toml("goals")]
    assert read(draft, "goals", "name_sv", "status", "status_basis", "page") == true


def test_success_factors(draft: Draft) -> None:
    true = [(f["name_sv"], f["page"]) for f in toml("success_factors")]
    assert sorted(read(draft, "success_factors", "name_sv", "page")) == sorted(true)
    assert len(true) == 20


def test_measures_with_their_factor_target_kind_and_page(draft: Draft) -> None:
    factor = {f["factor_id"]: f["name_sv"] for f in toml("success_factors")}
    own = {row["factor_id"].value: row["name_sv"].value for row in draft.tables["success_factors"]}
    true = {(factor[m["factor_id"]], m["name_sv"], m["target_text"], m["kind"], m["page"]) for m in toml("measures")}
    found = read(draft, "measures", "factor_id", "name_sv", "target_text", "kind", "page")
    right = {(own[f], *rest) for f, *rest in found} & true
    assert len(true) == len(found) == 39
    assert len(right) >= 38


def test_statuses_that_the_report_says_in_words(draft: Draft) -> None:
    true = {(m["name_sv"], m["status"]) for m in toml("measures") if m["status_basis"] == "stated"}
    found = {(n, s) for n, s, b in read(draft, "measures", "name_sv", "status", "status_basis") if b != "none"}
    assert found == true and len(true) == 2


@pytest.mark.parametrize("table", ROLES)
def test_money_tables_cell_by_cell(draft: Draft, table: str) -> None:
    label, roles = ROLES[table]
    true = [
        (r[label], *(D(r[role]) for role in roles), int(r["footnote"]) if r.get("footnote") else None, int(r["page"]))
        for r in rows(table)
    ]
    assert read(draft, table, label, *roles, "footnote", "page") == true


def test_rows_of_the_income_statement_are_nested_as_printed(draft: Draft) -> None:
    own = {row["row_id"].value: row["label_sv"].value for row in draft.tables["income_statement"]}
    label = {r["row_id"]: r["label_sv"] for r in rows("income_statement")}
    true = [(r["label_sv"], label.get(r["parent_id"])) for r in rows("income_statement")]
    assert [(n, own.get(p)) for n, p in read(draft, "income_statement", "label_sv", "parent_id")] == true


def test_footnotes_companies_and_positions(draft: Draft) -> None:
    assert read(draft, "footnotes", "number", "page") == [(int(r["number"]), int(r["page"])) for r in rows("footnotes")]
    true = [(c["name"], c["status"], c["status_basis"], c["page"]) for c in toml("companies")]
    assert read(draft, "companies", "name", "status", "status_basis", "page") == true
    listed = {
        (r["organisation"], r["title_sv"], r["date"], r["page"])
        for r in rows("advocacy_positions")
        if r["organisation"] != "CPMR"
    }
    found = read(draft, "advocacy_positions", "organisation", "title_sv", "date", "page")
    assert {
        (o, t, str(d or ""), str(p)) for o, t, d, p in found
    } == listed  # the CPMR's is told in a sentence, not in a list


def test_euro_amounts_in_running_text(draft: Draft) -> None:
    amounts = csv.DictReader((ROOT / "data" / "timeline" / "eu_amounts.csv").read_text(encoding="utf-8").splitlines())
    true = {r["amount_eur"] for r in amounts if r["source_id"] == "arsrapport-2021" and r["page"] in ("37", "38")}
    found = {u.text.split(" EUR")[0].rsplit(": ", 1)[1] for u in draft.unplaced if u.kind == "euro"}
    assert found == true


def test_the_report_itself(draft: Draft) -> None:
    true = rows("reports")[0]
    found = read(draft, "reports", "period", "board", "document_id", "version", "pages")[0]
    assert tuple(map(str, found)) == tuple(true[c] for c in ("period", "board", "document_id", "version", "pages"))
    result = rows("board_results")[0]
    columns = ("goals_total", "goals_achieved", "goals_partly", "goals_not_achieved", "result_mnkr")
    assert [D(str(v)) for v in read(draft, "board_results", *columns)[0]] == [D(result[c]) for c in columns]


def test_ids_are_taken_over_from_the_year_before() -> None:
    kept = drafted(SHAPE, 2021, Previous.of(ROOT / "data", 2021), PAGES)
    assert {m for (m,) in read(kept, "measures", "measure_id")} == {m["measure_id"] for m in toml("measures")}
    assert {f for (f,) in read(kept, "success_factors", "factor_id")} == {
        f["factor_id"] for f in toml("success_factors")
    }
    for table in ROLES:
        key = next(c for c in rows(table)[0] if c.endswith("_id"))
        assert [i for (i,) in read(kept, table, key)] == [r[key] for r in rows(table)]
    assert not [m for m in kept.missing if m.kind == "english" and m.table != "advocacy_positions"]


def test_without_a_page_list_pages_are_unknown_and_that_is_said() -> None:
    bare = drafted(SHAPE, 2021)
    assert "pages" in {m.kind for m in bare.missing}
    assert {entry.page for row in bare.tables["measures"] for entry in row.values()} == {None}
