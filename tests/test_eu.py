"""The EU page: figures typed from the report (pages 37 and 38), what is computed from them, and what others said."""

from decimal import Decimal as D

import pytest

from dashboard.filters import EuFilters
from dashboard.i18n import text
from dashboard.store.db import Database
from dashboard.store.queries import eu as stored
from dashboard.view import eu

ERDF, AURORA, KOLARCTIC = "eruf-oevre-norrland-2021-2027", "interreg-aurora-2021-2027", "interreg-kolarctic-2021-2027"
ESF, JTF = "esf-plus-sverige-2021-2027", "jtf-fro-sverige-2021-2027"
FIVE = [ERDF, AURORA, KOLARCTIC, ESF, JTF]
SV = text("sv")
NBSP = "\u00a0"

REPORT = [
    # programme, scope, amount, basis, EU share, national share, implied total, decision expected, page of the amount
    (ERDF, "regional", "196319688", "eu_share", 40, 60, "490799220", None, 37),
    (AURORA, "cross_border", "93700000", "eu_share", 65, 35, "144153846", None, 37),
    (KOLARCTIC, "cross_border", "17500000", "eu_share", None, None, None, None, 37),
    (ESF, "national", "696000000", "eu_share", 40, None, "1740000000", "2022", 37),
    (JTF, "national", "63400000", "part", None, None, None, "2022", 38),
]


def known(db: Database, year: int = 2021, **more: object) -> stored.Known:
    return stored.known(db, EuFilters(year=year, **more))  # type: ignore[arg-type]


def told(db: Database, **more: object) -> list[eu.Budget]:
    k = known(db, **more)
    return eu.budgets(k.current, k.reported)


def row(amount: str, basis: str = "eu_share") -> dict[str, object]:
    return {"amount_eur": D(amount), "basis": basis}


@pytest.mark.parametrize(("n", "said"), list(enumerate(REPORT)))
def test_a_programme_stands_as_the_report_tells(db: Database, n: int, said: tuple[object, ...]) -> None:
    budget = told(db)[n]
    p, main = budget.programme, budget.main
    assert main is not None
    total = budget.total and str(budget.total.quantize(D(1)))
    assert said == (
        p["programme_id"], p["scope"], str(main["amount_eur"].quantize(D(1))), main["basis"], p["eu_share_pct"],
        p["national_share_pct"], total, p["decision_expected"], main["page"],
    )  # fmt: skip


def test_the_split_of_the_regional_fund_adds_up(db: Database) -> None:
    erdf = told(db)[0]
    assert [p["amount_eur"] for p in erdf.parts] == [D(114067261), D(82252427)]
    assert erdf.main is not None and erdf.sum_of_parts == erdf.main["amount_eur"] == D(196319688)
    assert [erdf.share(p).quantize(D("0.1")) for p in erdf.parts] == [D("58.1"), D("41.9")]


def test_the_change_is_recomputed_beside_the_printed_one(db: Database) -> None:
    (found,) = stored.comparisons(db, known(db), 2021)
    assert found.printed["printed"].replace(NBSP, " ") == "minskning med ca 7 procent" and found.printed["page"] == 37
    assert (found.new["amount_eur"], found.old["amount_eur"]) == (D(196319688), D(210823314))
    assert eu.change_pct(found.new["amount_eur"], found.old["amount_eur"]).quantize(D("0.1")) == D("-6.9")
    assert len(found.amounts) == 5
    assert stored.comparisons(db, known(db, programme=(AURORA,)), 2021) == []


def test_each_scope_has_its_own_scale(db: Database) -> None:
    drawn = eu.panels(told(db))
    assert [(p.scope, p.top, len(p.budgets)) for p in drawn] == [
        ("regional", D(200_000_000), 1), ("cross_border", D(100_000_000), 2), ("national", D(700_000_000), 2)
    ]  # fmt: skip
    assert drawn[1].width(D(17_500_000)) == "17.50"
    (alone,) = eu.panels(told(db, programme=(KOLARCTIC,)))
    assert alone.top == D(20_000_000)


@pytest.mark.parametrize(
    ("amount", "top"), [("1", "1"), ("17.5", "20"), ("93.7", "100"), ("100", "100"), ("101", "150")]
)
def test_a_scale_ends_at_a_round_number(amount: str, top: str) -> None:
    assert eu.round_up(D(amount)) == D(top)


def test_later_facts_are_apart_and_dated(db: Database) -> None:
    k = known(db)
    assert {a["source_id"] for a in k.reported} == {"arsrapport-2021"} and len(k.reported) == 7
    assert all(a["as_of"].year <= 2021 and a["source_id"] != "arsrapport-2021" for a in k.others)
    assert [D(707_000_000)] * 2 == [
        a["amount_eur"] for a in k.others if a["programme_id"] == ESF and a["basis"] != "part"
    ]
    later = {(a["programme_id"], a["basis"], int(a["amount_eur"])) for a in k.later}
    assert {(AURORA, "total", n * 1_000_000) for n in (157, 165, 205)} | {(JTF, "eu_share", 155_700_000)} < later
    assert all(a["as_of"].year > 2021 for a in k.later)
    events = eu.split(k.events, 2021)
    ended = next(e for e in events.after if e["programme_id"] == KOLARCTIC)
    assert str(ended["date"]) == "2022-04-04" and "avbryts" in ended["title_sv"]
    assert len(events.undated) == 2
    assert len(events.until) + len(events.after) + len(events.undated) == len(k.events)


def test_amounts_of_another_basis_are_not_set_against_the_report(db: Database) -> None:
    k, money = known(db), eu.Money(SV, "meur")
    budgets = {b.programme["programme_id"]: b for b in eu.budgets(k.current, k.reported)}
    said = {a["amount_id"]: eu.against(money, a, budgets.get(a["programme_id"])) for a in (*k.others, *k.later)}
    assert said["eruf-regeringen"] == "lika, avrundat"
    assert said["esf-plus-regeringen"] == "+11"
    for other in ("aurora-total-2022", "aurora-total-2024", "jtf-fro-antaget-eu", "esf-plus-nationell-medfinansiering"):
        assert said[other] == "annan grund"


@pytest.mark.parametrize("year", [2019, 2020])
def test_before_the_report_only_what_was_said_by_then(db: Database, year: int) -> None:
    k = known(db, year)
    assert k.report is None and not k.current and not k.reported
    assert [p["programme_id"] for p in k.awaited] == FIVE
    assert k.teller is not None and k.teller["year"] == 2021
    assert {a["amount_id"] for a in k.others} == (
        {"jtf-fro-foerslag-oevre-norrland", "jtf-fro-beraknad-sverige"} if year == 2020 else set()
    )
    assert all(a["as_of"].year <= year for a in k.before) and all(a["as_of"].year > year for a in k.later)
    said = eu.headline(eu.Money(SV, "meur"), year, [], None, k.earlier)
    assert said == f"{year} gällde EU-programmen för 2014–2020"


def test_a_programme_brings_what_it_follows_and_nothing_else(db: Database) -> None:
    k = known(db, programme=(KOLARCTIC,))
    assert [p["programme_id"] for p in k.current] == [KOLARCTIC]
    assert [p["programme_id"] for p in k.earlier] == ["kolarctic-cbc-2014-2020", "kolarctic-enpi-cbc-2007-2013"]
    assert {r["programme_id"] for r in (*k.reported, *k.before, *k.others, *k.later, *k.events)} <= set(k.ids)
    old = known(db, programme=("eruf-oevre-norrland-2014-2020",))
    assert not old.current and not old.reported and not old.others and len(old.before) == 2


def test_findings_stand_at_their_programme(db: Database) -> None:
    found = stored.findings(db, known(db))
    assert {f["finding_id"] for f in found[ESF]} == {"esf-plus-belopp"}
    assert "jtf-fro-belopp-utan-omfattning" in {f["finding_id"] for f in found[JTF]}
    assert stored.findings(db, known(db, 2020)) == {}


def test_amounts_follow_the_unit_and_the_readers_rate() -> None:
    meur, euro = eu.Money(SV, "meur", D("10.23")), eu.Money(text("en"), "eur")
    assert meur.said(D(196319688)) == f"196,3{NBSP}miljoner{NBSP}euro"
    assert meur.number(D(696_000_000)) == "696" and meur.number(D(2_989_761)) == "3,0"
    assert meur.number(D(-14_503_626), sign=True) == "\u221214,5"
    assert euro.said(D(196319688)) == f"EUR{NBSP}196,319,688"
    assert meur.sek(D(196319688)) == f"2{NBSP}008" and meur.sek(D(2_989_761)) == "30,6"
    assert euro.sek(D(1)) == "–" and meur.number(None) == "–"


def test_no_total_without_share_or_on_another_basis() -> None:
    programme = {"programme_id": "x", "eu_share_pct": D(40)}
    assert eu.Budget(programme, row("100", "total")).total is None
    assert eu.Budget(programme, row("100", "part")).total is None
    assert eu.Budget(programme | {"eu_share_pct": None}, row("100")).total is None
    assert eu.Budget(programme, None).total is None
    assert eu.Budget(programme, row("100")).total == D(250)


def test_the_headline_is_the_finding(db: Database) -> None:
    money = eu.Money(SV, "meur")
    (change,) = stored.comparisons(db, known(db), 2021)
    assert eu.headline(money, 2021, told(db), (change.new, change.old), ()).replace(NBSP, " ") == (
        "ERUF Övre Norrland 2021-2027: 196,3 miljoner euro föreslås, 6,9 % mindre än förra perioden"
    )
    one = eu.headline(money, 2021, told(db, programme=(AURORA,)), None, ())
    assert one.replace(NBSP, " ") == "Interreg Aurora 2021-2027: 93,7 miljoner euro"
    assert eu.headline(money, 2021, told(db, programme=(AURORA, ESF)), None, ()) == "Två EU-program för 2021–2027"


def test_an_undated_source_is_said_to_be_undated(db: Database) -> None:
    k = known(db)
    said = {a["amount_id"]: eu.when(SV, a, k.undated) for a in (*k.before, *k.others, *k.later, *k.reported)}
    assert said["eruf-2014-2020-eu"] == "2020 (odaterad källa)"
    assert said["esf-plus-regeringen"] == "10 december 2021"
    assert said["eruf-rapport-budget"] == "2021"
