"""Files to take away: bytes of both CSV forms, the formula guard, typed XLSX, and CLI and HTTP giving the same."""

import csv
import io
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from asgi import Answer, ask
from conftest import INVENTED, Invented
from openpyxl import load_workbook

from dashboard.cli import main
from dashboard.exchange import delimited
from dashboard.exchange.table import EXPORTED
from dashboard.filters import Vocabulary
from dashboard.i18n import LANGS, text
from dashboard.settings import settings
from dashboard.store.build import Built
from dashboard.store.build import build as build_data
from dashboard.store.db import parameters

Get = Callable[..., Answer]
Export = Callable[..., bytes]


@pytest.fixture
def get(built: Built) -> Get:
    """Asks the HTTP interface over the real data."""
    return ask


@pytest.fixture
def export(built: Built, capfdbinary: pytest.CaptureFixture[bytes]) -> Export:
    """What `dashboard export` writes to standard output, over the real data."""

    def run(*args: str) -> bytes:
        assert main(["--lang", "sv", "export", "--published", str(built.path.parent), *args]) == 0
        return capfdbinary.readouterr().out

    return run


@pytest.fixture
def invented_get(invented: Invented, monkeypatch: pytest.MonkeyPatch) -> Iterator[Get]:
    """Asks the HTTP interface over the invented year, built when first asked."""

    def run(url: str) -> Answer:
        build_data(invented.data, invented.out)
        return ask(url)

    monkeypatch.setenv("DASHBOARD_PUBLISHED", str(invented.out))
    settings.cache_clear()
    yield run
    monkeypatch.undo()
    settings.cache_clear()


@pytest.fixture(scope="module")
def unbroken(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The invented year as it is, built once."""
    out = tmp_path_factory.mktemp("unbroken")
    build_data(INVENTED, out)
    return out


@pytest.fixture
def small_get(unbroken: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Get]:
    """Asks the HTTP interface over the invented year as it is."""
    monkeypatch.setenv("DASHBOARD_PUBLISHED", str(unbroken))
    settings.cache_clear()
    yield ask
    monkeypatch.undo()
    settings.cache_clear()


FIELDS = "fields=action_id,action_sv,budget,decided,paid,page"
INCOME = "fields=row_id,parent_id,actual,deviation,footnote"
FORMS = [
    (
        f"/api/v1/growth_grant.csv?{FIELDS}",
        b"action_id,action_sv,budget,decided,paid,page\r\n"
        b"stoed,St\xc3\xb6d,5,4,3,10\r\n"
        b"projekt,Projekt,2,2,1.5,10\r\n"
        b"summa,SUMMA,7,6,4.5,10\r\n",
    ),
    (
        f"/api/v1/income_statement.csv?{INCOME}",
        b"row_id,parent_id,actual,deviation,footnote\r\n"
        b"intakter,resultat,10,1,1\r\n"
        b"kostnader,resultat,-11.5,-2.5,\r\n"
        b"resultat,,-1.5,-1.5,\r\n",
    ),
    (
        "/api/v1/footnotes.csv?fields=number,summary_sv",
        "number,summary_sv\r\n1,Häri ligger en gåva; den var inte väntad.\r\n".encode(),
    ),
    (
        "/api/v1/sources.csv?fields=source_id,title,date",
        'source_id,title,date\r\nprovbladet-2099,"Banan dröjer, igen",2099-05-01\r\narsrapport-2099,Årsrapport 2099,2100-02-01\r\n'.encode(),
    ),
    ("/api/v1/units.csv?fields=unit_id&unit=provvagar", b"unit_id\r\nprovvagar\r\n"),
    ("/api/v1/units.csv?fields=unit_id&limit=1&offset=1", b"unit_id\r\nprovvagar\r\n"),
    ("/api/v1/measures.csv?fields=measure_id&status=partly", b"measure_id\r\n"),
]
EXCEL = [
    (
        "/api/v1/growth_grant.csv?form=excel&fields=action_id,budget,paid",
        "\ufeff{action_id};{budget};{paid}\r\nstoed;5;3\r\nprojekt;2;1,5\r\nsumma;7;4,5\r\n",
    ),
    (
        "/api/v1/footnotes.csv?form=excel&fields=number,summary_sv",
        '\ufeff{number};{summary_sv}\r\n1;"Häri ligger en gåva; den var inte väntad."\r\n',
    ),
    (
        "/api/v1/sources.csv?form=excel&fields=title&source=provbladet-2099",
        "\ufeff{title}\r\nBanan dröjer, igen\r\n",
    ),
    (
        "/api/v1/advocacy_positions.csv?form=excel&fields=date,organisation",
        "\ufeff{date};{organisation}\r\n2099-03-04;PROV\r\n",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("url", "body"), FORMS)
def test_open_data_byte_by_byte(small_get: Get, url: str, body: bytes) -> None:
    """RFC 4180: comma, decimal point, machine names, CRLF, quotes only where needed, no BOM."""
    answer = small_get(url)
    assert (answer.status, answer.headers["content-type"]) == (200, "text/csv; charset=utf-8")
    assert answer.body == body


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize(("url", "body"), EXCEL)
def test_csv_for_excel_byte_by_byte(small_get: Get, url: str, body: str, lang: Any) -> None:
    """BOM, semicolon, decimal comma, headings in the reader's language, CRLF."""
    headings = Headings(lang)
    assert small_get(f"{url}&lang={lang}").body == body.format_map(headings).encode("utf-8")


class Headings(dict[str, str]):
    """The heading of a column in a language."""

    def __init__(self, lang: Any) -> None:
        self._t = text(lang)

    def __missing__(self, column: str) -> str:
        said = self._t(f"column.{column}")
        return f'"{said}"' if ";" in said else said


GUARDED = [
    # text in the data, text in the file
    ("=1+1", "'=1+1"),
    ("=cmd|' /C calc'!A0", "'=cmd|' /C calc'!A0"),
    ("+46 920 28 40 00", "'+46 920 28 40 00"),
    ("-2+3", "'-2+3"),
    ("@SUM(A1)", "'@SUM(A1)"),
    ("\t=1+1", "'\t=1+1"),
    ("\r=1+1", "'\r=1+1"),
    ("\n=1+1", "'\n=1+1"),
    ("  =1+1", "'  =1+1"),
    ("\u00a0=1+1", "'\u00a0=1+1"),
    ("'=1+1", "''=1+1"),
    ('"=1+1"', '\'"=1+1"'),
    ("＝1+1", "'＝1+1"),
    ("＋1", "'＋1"),
    ("－1", "'－1"),
    ("＠SUM", "'＠SUM"),
    ("− sju", "− sju"),
    ("a=1", "a=1"),
    ("Umeå-Luleå", "Umeå-Luleå"),
    ("1:1", "1:1"),
    ("16/12", "16/12"),
    ("", ""),
    (" ", " "),
]


@pytest.mark.parametrize(("said", "written"), GUARDED)
@pytest.mark.parametrize("decimal", [",", "."])
def test_text_that_a_spreadsheet_would_run_is_made_harmless(said: str, written: str, decimal: str) -> None:
    assert delimited.cell(said, decimal) == written


@pytest.mark.parametrize(
    ("value", "point", "comma"),
    [
        (Decimal("-417.3000"), "-417.3", "-417,3"), (Decimal("0.0000"), "0", "0"), (Decimal("-0.0"), "0", "0"),
        (Decimal("1E+3"), "1000", "1000"), (Decimal(196319688), "196319688", "196319688"), (Decimal("0.0001"), "0.0001", "0,0001"),
        (-3018, "-3018", "-3018"), (None, "", ""), (True, "true", "true"),
    ],
)  # fmt: skip
def test_a_number_stays_a_number(value: Any, point: str, comma: str) -> None:
    """ASCII minus, no grouping, no trailing zeros, and never an apostrophe."""
    assert delimited.cell(value, ".") == point
    assert delimited.cell(value, ",") == comma


def test_risky_names_in_the_data_come_out_harmless_in_every_form(invented: Invented, invented_get: Get) -> None:
    rows = [(f"t{n}", said) for n, (said, _) in enumerate(GUARDED) if said.strip() and said.isprintable()]
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows(
        [("topic_id", "name_sv", "name_en"), ("kultur", "K", "C"), *((i, s, s) for i, s in rows)]
    )
    invented.write("topics.csv", out.getvalue())
    for form, delimiter in (("open", ","), ("excel", ";")):
        body = invented_get(f"/api/v1/topics.csv?form={form}&fields=topic_id,name_sv").text
        read = [*csv.reader(io.StringIO(body.removeprefix("\ufeff"), newline=""), delimiter=delimiter, strict=True)]
        written = dict(read[1:])
        for topic, said in rows:
            assert written[topic] == dict(GUARDED)[said.strip()]
    sheet = load_workbook(io.BytesIO(invented_get("/api/v1/topics.xlsx").body)).worksheets[0]
    assert {cell.data_type for line in sheet.iter_rows(min_row=2) for cell in line} <= {"s", "n", "inlineStr"}
    assert {row[1].value for row in sheet.iter_rows(min_row=2)} >= {said.strip() for _, said in rows}


def test_xlsx_holds_typed_values_and_says_what_it_is(small_get: Get) -> None:
    answer = small_get(
        "/api/v1/income_statement.xlsx?lang=sv&year=2099&fields=row_id,label_sv,actual,footnote,parent_id"
    )
    book = load_workbook(io.BytesIO(answer.body))
    rows = [[cell.value for cell in line] for line in book.worksheets[0].iter_rows()]
    headings = Headings("sv")
    assert rows == [
        [headings[c] for c in ("row_id", "label_sv", "actual", "footnote", "parent_id")],
        ["intakter", "Intäkter", 10, 1, "resultat"],
        ["kostnader", "Kostnader", -11.5, None, "resultat"],
        ["resultat", "Resultat", -1.5, None, None],
    ]
    assert book.worksheets[0].freeze_panes == "A2"
    assert book.worksheets[0].auto_filter.ref
    about = {str(line[0].value): str(line[1].value) for line in book.worksheets[1].iter_rows()}
    said = " ".join(about.values())
    assert "2099" in said
    assert answer.headers["x-data-version"] in said
    assert f"{text('sv')('filter.year')}: 2099" in said


def test_xlsx_dates_are_dates(small_get: Get) -> None:
    sheet = load_workbook(io.BytesIO(small_get("/api/v1/advocacy_positions.xlsx?fields=date,page").body)).worksheets[0]
    date, page = next(sheet.iter_rows(min_row=2))
    assert date.is_date
    assert date.value.date().isoformat() == "2099-03-04"
    assert page.value == 12


SAME = [
    # arguments of the command, query of the URL
    (["measures"], "measures.csv"),
    (["measures", "year=2021", "status=partly"], "measures.csv?year=2021&status=partly"),
    (
        ["measures", "--year", "2021", "--status", "partly", "--status", "unknown"],
        "measures.csv?year=2021&status=partly&status=unknown",
    ),
    (["measures", "--text", "bredband"], "measures.csv?text=bredband"),
    (
        ["measures", "--fields", "measure_id,status", "--limit", "3", "--offset", "2"],
        "measures.csv?fields=measure_id,status&limit=3&offset=2",
    ),
    (["income_statement", "year=2021", "--format", "excel-csv"], "income_statement.csv?year=2021&form=excel"),
    (["figures", "--format", "json", "--factor", "infrastruktur"], "figures.json?factor=infrastruktur"),
    (["checks", "--format", "json"], "checks.json"),
    (["figures", "--sort", "value", "--limit", "40"], "figures.csv?sort=value&limit=40"),
    (["figures", "sort=label", "--format", "excel-csv"], "figures.csv?sort=label&form=excel"),
    (["figures", "sort=year", "--format", "json"], "figures.json?sort=year"),
]
ORDERS = ("page", "label", "value", "year")


def test_each_order_of_figures_is_another_order_of_the_same_rows(get: Get) -> None:
    files = [get(f"/api/v1/figures.csv?sort={order}").body.splitlines() for order in ORDERS]
    assert len({tuple(f) for f in files}) == len(ORDERS) and len({tuple(sorted(f)) for f in files}) == 1


@pytest.mark.parametrize(("args", "url"), SAME)
def test_the_command_and_the_url_give_the_same_bytes(get: Get, export: Export, args: list[str], url: str) -> None:
    answer = get(f"/api/v1/{url}")
    assert answer.status == 200
    assert export(*args) == answer.body


def test_the_command_and_the_url_give_the_same_workbook(get: Get, export: Export) -> None:
    books = [export("measures", "--format", "xlsx", "--year", "2021"), get("/api/v1/measures.xlsx?year=2021").body]
    first, second = (
        [[c.value for c in line] for line in load_workbook(io.BytesIO(b)).worksheets[0].iter_rows()] for b in books
    )
    assert first == second
    assert len(first) == 40


def test_the_command_writes_a_file(get: Get, export: Export, tmp_path: Path) -> None:
    assert export("units", "--out", str(tmp_path / "units.csv")) == b""
    assert (tmp_path / "units.csv").read_bytes() == get("/api/v1/units.csv").body


@pytest.mark.parametrize("name", EXPORTED)
def test_every_filter_of_every_table_works_in_every_form(get: Get, names: Vocabulary, name: str) -> None:
    for parameter in parameters(name):
        value = {"text": "å", "known": "2021"}.get(parameter) or names.codes(parameter)[0]
        for kind, lang in (("json", "sv"), ("xlsx", "en")):
            assert get(f"/api/v1/{name}.{kind}?{parameter}={quote(value)}&lang={lang}").status == 200


def test_a_new_version_has_a_new_tag(invented: Invented, invented_get: Get) -> None:
    first = invented_get("/api/v1/figures.csv").headers["etag"]
    invented.cell("2099/figures.csv", 2, "value", "1300")
    assert invented_get("/api/v1/figures.csv").headers["etag"] != first


@pytest.mark.parametrize(
    ("url", "parts"),
    [
        ("/api/v1/measures.csv?year=2021&status=partly&page=goals", ["goals", "measures", "2021", "partly"]),
        ("/api/v1/measures.xlsx?text=" + quote('å"; x=../../etc'), ["measures"]),
    ],
)
def test_a_file_is_named_after_page_filters_and_year(get: Get, built: Built, url: str, parts: list[str]) -> None:
    said = get(url).headers["content-disposition"]
    assert said.startswith('attachment; filename="')
    name = said.split('"')[1]
    for part in [*parts, built.version[:6]]:
        assert part in name
    assert set(name) <= set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._")
