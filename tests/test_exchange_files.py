"""The files that people and programs take away: the same from the command line and over HTTP, and readable elsewhere."""

import csv
import datetime as dt
import io
import json
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import frictionless
import openpyxl
import pandas as pd
import pytest
import rdflib
from asgi import ask
from rdflib import DCAT, DCTERMS, FOAF, RDF

from dashboard import cli
from dashboard.errors import UsageError
from dashboard.exchange import columns, delimited, sheet, table
from dashboard.exchange.request import EXPORTED
from dashboard.filters import Vocabulary
from dashboard.i18n import LANGS, text
from dashboard.settings import ROOT, settings
from dashboard.store.build import Built
from dashboard.store.db import Database, parameters
from dashboard.web import api, kept

pytestmark = pytest.mark.usefixtures("built")
API = "/api/v1/"
FORMS = {"csv": "csv?form=open", "excel-csv": "csv?form=excel", "json": "json?", "xlsx": "xlsx?", "html": "html?"}
SOME = {
    "year": "year=2021", "status": "status=partly&status=unknown", "unit": "unit=norrbottensmusiken",
    "text": "text=norrbotten", "known": "known=2021", "source": "source=arsrapport-2021",
}  # fmt: skip


def export(out: Path, *arguments: str) -> bytes:
    """What `dashboard export` writes."""
    command = ["--lang", "sv", "export", "--data", str(ROOT / "data"), "--published", str(settings().published)]
    assert cli.main([*command, "--out", str(out), *arguments]) == 0
    return out.read_bytes()


@pytest.mark.parametrize("format_", FORMS)
@pytest.mark.parametrize("name", EXPORTED)
def test_export_gives_the_bytes_of_http(name: str, format_: str, tmp_path: Path) -> None:
    queries = ["", "lang=en&limit=3&offset=1&page=sources"]
    queries += [SOME[p] for p in parameters(name) if p in SOME]
    for query in queries:
        got = ask(f"{API}{name}.{FORMS[format_]}&{query}")
        assert got.status == 200, got.text
        said = ["--at", got.headers["x-fetched-at"], "--format", format_, name, *query.split("&")]
        assert export(tmp_path / "out", *(s for s in said if s)) == got.body, query


def test_export_of_everything_gives_the_bytes_of_http(tmp_path: Path) -> None:
    got = ask(f"{API}all.zip").body
    assert export(tmp_path / "out", "--format", "zip", "all") == got == ask(f"{API}all.zip").body


def test_the_zip_is_made_once_for_each_version_and_language(monkeypatch: pytest.MonkeyPatch) -> None:
    made = []
    monkeypatch.setattr(kept, "_kept", {})
    monkeypatch.setattr(
        api, "archive", lambda db, names, t, licence: made.append(t.lang) or iter([b"zip ", t.lang.encode()])
    )
    assert [ask(f"{API}all.zip{query}").body for query in ("", "", "?lang=en", "?lang=en", "")] == [
        b"zip sv", b"zip sv", b"zip en", b"zip en", b"zip sv",
    ]  # fmt: skip
    assert made == ["sv", "en"]
    monkeypatch.setattr(kept, "LARGEST", 3)
    monkeypatch.setattr(kept, "_kept", {})
    assert {ask(f"{API}all.zip").body for _ in range(3)} == {b"zip sv"}
    assert made == ["sv", "en", "sv", "sv", "sv"], "what is too large is not kept"


def test_export_writes_to_standard_output_in_a_process_of_its_own(built: Built) -> None:
    command = [sys.executable, "-m", "dashboard", "export", "goals", "year=2021", "--published", str(built.path.parent)]
    done = subprocess.run(command, capture_output=True, check=True, cwd=ROOT)
    assert done.stdout == ask(f"{API}goals.csv?year=2021").body


@pytest.mark.parametrize(
    "wrong", [["fruit"], ["goals", "status=fine"], ["goals", "colour=red"], ["goals", "--format", "zip"]]
)
def test_export_of_what_does_not_exist_is_wrong_use(wrong: list[str], built: Built, capsys: Any) -> None:
    said = ["--lang", "sv", "export", "--data", str(ROOT / "data"), "--published", str(built.path.parent), *wrong]
    assert cli.main(said) == 2
    assert capsys.readouterr().err.strip()


# The zip and the data package


@pytest.fixture(scope="module")
def unpacked(built: Built, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("unpacked")
    with zipfile.ZipFile(io.BytesIO(ask(f"{API}all.zip").body)) as whole:
        assert whole.testzip() is None
        whole.extractall(folder)
    return folder


def test_the_zip_holds_everything(unpacked: Path, built: Built) -> None:
    names = {p.name for p in unpacked.iterdir()}
    assert names == {*(f"{n}.csv" for n in EXPORTED), "datapackage.json", "README.sv.md", "README.en.md", "VERSION"}
    assert (unpacked / "VERSION").read_text().strip() == built.version
    for name in EXPORTED:
        assert (unpacked / f"{name}.csv").read_bytes() == ask(f"{API}{name}.csv").body
        for lang in LANGS:
            assert f"`{name}.csv`" in (unpacked / f"README.{lang}.md").read_text(encoding="utf-8")
    assert (
        json.loads((unpacked / "datapackage.json").read_text(encoding="utf-8")) == ask(f"{API}datapackage.json").json()
    )


@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # the package's own
@pytest.mark.parametrize("lang", LANGS)
def test_the_data_package_is_valid_against_its_files(lang: str, unpacked: Path) -> None:
    descriptor = ask(f"{API}datapackage.json?lang={lang}").json()
    package = frictionless.Package.from_descriptor(descriptor, basepath=str(unpacked))
    assert [r.name for r in package.resources] == list(EXPORTED)
    report = package.validate()
    assert report.valid, report.flatten(["name", "rowNumber", "fieldName", "note"])[:5]
    assert sum(len(r.schema.foreign_keys) for r in package.resources) > 20
    assert all(r.schema.primary_key for r in package.resources)


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_the_data_package_notices_what_is_wrong(unpacked: Path, tmp_path: Path) -> None:
    folder = tmp_path / "broken"
    shutil.copytree(unpacked, folder)
    for name, old, new in [
        ("goals.csv", ",partly,", ",fine,"), ("measures.csv", "konstkommuner,attraktiva-livsmiljoer", "konstkommuner,none"),
        ("income_statement.csv", ",-0.8,", ",minus,"), ("units.csv", "norrbottensmusiken", "norrbottens-museum"),
    ]:  # fmt: skip
        path = folder / name
        said = path.read_text(encoding="utf-8")
        assert old in said, name
        path.write_text(said.replace(old, new, 1), encoding="utf-8")
    report = frictionless.Package(str(folder / "datapackage.json")).validate()
    assert {t.name for t in report.tasks if not t.valid} >= {"goals", "measures", "income_statement", "units"}


def test_the_licence_is_the_publishers_once_there_is_one(monkeypatch: pytest.MonkeyPatch) -> None:
    assert ask(f"{API}datapackage.json").json()["licenses"][0]["name"] == "notspecified"
    url = "https://creativecommons.org/publicdomain/zero/1.0/"
    monkeypatch.setenv("DASHBOARD_LICENCE", url)
    monkeypatch.setenv("DASHBOARD_CONTACT", "oppnadata@example.org")
    settings.cache_clear()
    try:
        assert ask(f"{API}datapackage.json").json()["licenses"] == [{"name": "1.0", "path": url}]
        said = ask(f"{API}catalog.jsonld").text
        assert url in said and "mailto:oppnadata@example.org" in said and "#licence" not in said
    finally:
        monkeypatch.undo()
        settings.cache_clear()


# The catalogue


@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # rdflib's own
def test_the_catalogue_is_dcat_with_two_distributions_a_table() -> None:
    graph = rdflib.Graph().parse(data=ask(f"{API}catalog.jsonld").text, format="json-ld")
    (catalog,) = graph.subjects(RDF.type, DCAT.Catalog)
    for needed in (DCTERMS.title, DCTERMS.description, DCTERMS.publisher, DCTERMS.license, DCAT.dataset):
        assert (catalog, needed, None) in graph
    datasets = set(graph.objects(catalog, DCAT.dataset))
    assert datasets == set(graph.subjects(RDF.type, DCAT.Dataset)) and len(datasets) == len(EXPORTED)
    for dataset in datasets:
        for needed in (DCTERMS.title, DCTERMS.description):
            assert sorted(str(v.language) for v in graph.objects(dataset, needed)) == ["en", "sv"]
        (publisher,) = graph.objects(dataset, DCTERMS.publisher)
        assert (publisher, RDF.type, FOAF.Agent) in graph
        assert str(graph.value(publisher, FOAF.name)) == "Region Norrbotten"
        contact = graph.value(dataset, DCAT.contactPoint)
        assert (contact, rdflib.URIRef("http://www.w3.org/2006/vcard/ns#fn"), None) in graph
        assert "data-theme/" in str(graph.value(dataset, DCAT.theme))
        distributions = set(graph.objects(dataset, DCAT.distribution))
        assert len(distributions) == 2
        for distribution in distributions:
            assert (distribution, RDF.type, DCAT.Distribution) in graph
            assert (distribution, DCTERMS.license, None) in graph
            url = str(graph.value(distribution, DCAT.accessURL))
            assert url.startswith("http://localhost/api/v1/") and "/csv" in str(
                graph.value(distribution, DCAT.mediaType)
            )
            assert ask(url.removeprefix("http://localhost"), "HEAD").status == 200
    assert all(
        isinstance(node, rdflib.BNode) or "://" in node or node.startswith("mailto:") for node in graph.subjects()
    )


# The spreadsheet


def opened(url: str) -> Any:
    return openpyxl.load_workbook(io.BytesIO(ask(API + url).body))


def plain(value: Any) -> Any:
    """A value of the database as a spreadsheet has it."""
    if isinstance(value, dt.date):
        return dt.datetime(value.year, value.month, value.day)
    return float(value) if isinstance(value, Decimal) else value


@pytest.mark.parametrize("name", EXPORTED)
def test_openpyxl_reads_back_every_typed_cell(name: str, db: Database) -> None:
    first = opened(f"{name}.xlsx?lang=sv").worksheets[0]
    rows = list(first.iter_rows(values_only=True))
    t = text("sv")
    assert rows[0] == tuple(t(f"column.{c}") for c in db.columns(name))
    assert rows[1:] == [tuple(plain(v) for v in row.values()) for row in db.query(name)]
    assert first.freeze_panes == "A2"
    assert first.auto_filter.ref == first.dimensions
    assert not any(cell.data_type == "f" for row in first.iter_rows() for cell in row)


def test_numbers_have_formats_by_what_they_are() -> None:
    def formats(url: str) -> dict[str, set[str]]:
        first = opened(url).worksheets[0]
        head = [c.value for c in first[1]]
        return {
            head[n]: {c.number_format for c in column[1:] if c.value is not None}
            for n, column in enumerate(first.iter_cols())
        }

    t = text("sv")
    income = formats("income_statement.xlsx")
    assert income[t("column.actual")] == {"#,##0.0"} and income[t("column.year")] == {"0"}
    assert income[t("column.page")] == {"0"}
    assert formats("unit_deviations.xlsx")[t("column.deviation")] == {"#,##0"}
    assert formats("eu_amounts.xlsx")[t("column.as_of")] == {"yyyy-mm-dd"}
    assert all(f.endswith('" %"') for f in formats("eu_programmes.xlsx")[t("column.eu_share_pct")])
    assert formats("railway_forecasts.xlsx")[t("column.latest_year")] == {"0"}


def test_columns_are_as_wide_as_their_text_up_to_a_limit() -> None:
    first = opened("measures.xlsx").worksheets[0]
    widths = {first[f"{letter}1"].value: d.width for letter, d in first.column_dimensions.items()}
    assert all(sheet.MIN_WIDTH <= w <= sheet.MAX_WIDTH + 1 for w in widths.values())
    t = text("sv")
    assert widths[t("column.status_reason_sv")] > sheet.MAX_WIDTH - 1 and widths[t("column.year")] < 12


@pytest.mark.parametrize("lang", LANGS)
def test_the_second_sheet_says_what_the_file_is(lang: str, built: Built) -> None:
    answer = ask(f"{API}eu_amounts.xlsx?programme=eruf-oevre-norrland-2021-2027&page=eu_programmes&limit=3&lang={lang}")
    book = openpyxl.load_workbook(io.BytesIO(answer.body))
    t = text(lang)
    assert len(book.sheetnames) == 2 and book.sheetnames[1] == t("take.about")
    lines = [(a or "", b or "") for a, b in book.worksheets[1].iter_rows(values_only=True)]
    said = dict(lines)
    assert said[t("take.page")] == t("page.eu_programmes.title")
    assert said[t("take.filters")].startswith(t("filter.programme") + ": ")
    assert said[t("take.version")] == built.version
    at = dt.datetime.fromisoformat(said[t("take.fetched")])
    assert at == dt.datetime.fromisoformat(answer.headers["x-fetched-at"])
    assert str(at.utcoffset()) in ("1:00:00", "2:00:00")
    assert book.properties.created == at.astimezone(dt.UTC).replace(tzinfo=None)
    urls = ask(f"{API}eu_amounts.csv?programme=eruf-oevre-norrland-2021-2027&limit=3").text
    named = [b for a, b in lines[[a for a, _ in lines].index(t("take.source")) :]]
    for row in csv.DictReader(io.StringIO(urls)):
        assert any(row["source_title"] in one and row["url"] in one for one in named)
    assert len(named) == len({r["source_id"] for r in csv.DictReader(io.StringIO(urls))})


def test_the_sources_of_rows_without_one_are_the_reports_of_their_years() -> None:
    lines = [b for _, b in opened("goals.xlsx?year=2021").worksheets[1].iter_rows(values_only=True)]
    assert any(b and b.startswith("Årsrapport 2021") for b in lines)


def test_the_same_rows_at_the_same_time_are_the_same_workbook(db: Database, names: Vocabulary) -> None:
    asked = table.parse("goals", "xlsx", {}, names, table.columns_of(db, "goals"))
    at = [dt.datetime(2026, 11, 23, 12, 0, 0, tzinfo=dt.UTC), dt.datetime(2026, 7, 1, 12, 0, 0, tzinfo=dt.UTC)]
    made = [b"".join(table.content(table.answer(db, asked, when), names)) for when in (at[0], at[0], at[1])]
    assert made[0] == made[1] != made[2]


def test_more_rows_than_a_sheet_holds_are_refused_by_name(
    db: Database, names: Vocabulary, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert sheet.MAX_ROWS == 1_048_575
    monkeypatch.setattr(sheet, "MAX_ROWS", 38)
    asked = table.parse("measures", "xlsx", {}, names, table.columns_of(db, "measures"))
    with pytest.raises(UsageError) as refused:
        table.answer(db, asked)
    assert refused.value.key == "too_many_rows"
    answer = ask(f"{API}measures.xlsx")
    assert answer.status == 400 and answer.json()["parameter"] == "limit" and "38" in answer.json()["allowed"]
    assert ask(f"{API}measures.xlsx?limit=38").status == ask(f"{API}measures.csv").status == 200


DANGEROUS = ["=1+1", "+SUM(A1)", "-2+3", "@cmd", " =1", "\u00a0-x", "＝1", "＋1", "－1a", "＠x", "'=1", '"=1', "\t=1"]


@pytest.mark.parametrize("words", DANGEROUS)
def test_text_that_would_run_is_made_harmless(words: str) -> None:
    assert delimited.cell(words) == "'" + words
    made = b"".join(
        sheet.workbook(
            [columns.Column("a", "text")], ["a"], [{"a": words}], "x", [], "y", dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
        )
    )
    cell = openpyxl.load_workbook(io.BytesIO(made)).worksheets[0]["A2"]
    assert (cell.value, cell.data_type) == (words, "s") and cell.quotePrefix


@pytest.mark.parametrize("words", ["-417,3", "-417.3", "+13", "−3,0", "Mål", "a=b", "1-2"])
def test_numbers_and_plain_text_stay(words: str) -> None:
    assert delimited.cell(words) == words


@pytest.mark.parametrize(
    ("value", "said"), [(Decimal("-417.3000"), "-417,3"), (Decimal("-0.0"), "0"), (Decimal("1234567.5"), "1234567,5")]
)
def test_numbers_are_never_guarded(value: Decimal, said: str) -> None:
    assert delimited.cell(value, ",") == said


# Other programs


@pytest.mark.parametrize("name", EXPORTED)
def test_pandas_reads_back_every_form(name: str, db: Database) -> None:
    kept, described = db.query(name), columns.columns_of(db, name)
    asked = {form: ask(f"{API}{name}.{FORMS[form]}").body for form in ("csv", "excel-csv", "xlsx")}
    bom = b"\xef\xbb\xbf"
    assert asked["excel-csv"].startswith(bom) and not asked["csv"].startswith(bom)
    for body in (asked["csv"], asked["excel-csv"]):
        assert body.count(b"\r\n") == body.count(b"\n") == len(kept) + 1
    headings = [table.heading(text("sv"), c.name) for c in described]
    assert len(set(headings)) == len(headings)
    texts = [n for n, c in enumerate(described) if c.type == "text"]
    machine, said = {described[n].name: str for n in texts}, {headings[n]: str for n in texts}
    empty: Any = {"keep_default_na": False, "na_values": [""]}
    swedish: Any = {"sep": ";", "decimal": ",", "encoding": "utf-8-sig"}
    frames = {
        "csv": pd.read_csv(io.BytesIO(asked["csv"]), dtype=machine, **empty),
        "excel-csv": pd.read_csv(io.BytesIO(asked["excel-csv"]), dtype=said, **swedish, **empty),
        "xlsx": pd.read_excel(io.BytesIO(asked["xlsx"]), dtype=said, **empty),
    }
    for form, frame in frames.items():
        assert frame.shape == (len(kept), len(described))
        for n, column in enumerate(described):
            for got, row in zip(frame.iloc[:, n], kept, strict=True):
                value = row[column.name]
                if value is None:
                    assert pd.isna(got), column
                elif column.type == "text":
                    assert got == (value if form == "xlsx" else delimited.harmless(value)), column
                elif column.type == "date":
                    assert str(got)[:10] == value.isoformat(), column
                else:
                    assert float(got) == float(value), column


SWEDISH = "1053"
"""LibreOffice's number of the Swedish locale."""


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """Opens a file in LibreOffice with the Swedish locale and saves it in another form."""
    program = shutil.which("soffice")
    if program is None:
        pytest.skip("LibreOffice (Debian package libreoffice-calc) is not installed")
    home = tmp_path_factory.mktemp("office")

    def converted(path: Path, to: str, infilter: str = "") -> Path:
        command = [program, f"-env:UserInstallation=file://{home}/profile", "--headless", "--convert-to", to]
        command += [f"--infilter={infilter}"] if infilter else []
        done = subprocess.run([*command, "--outdir", str(home / "out"), str(path)], capture_output=True, timeout=180)
        found = home / "out" / f"{path.stem}.{to.split(':')[0]}"
        assert found.exists(), done.stderr.decode()
        return found

    yield converted


@pytest.mark.parametrize("name", ["income_statement", "eu_amounts", "findings"])
def test_libreoffice_in_swedish_reads_the_excel_csv_as_numbers_dates_and_text(
    name: str, office: Any, db: Database, tmp_path: Path
) -> None:
    path = tmp_path / f"{name}.csv"
    path.write_bytes(ask(f"{API}{name}.csv?form=excel").body)
    # Semicolon, double quote, UTF-8, from line 1, Swedish, texts not all quoted, special numbers detected as Excel does.
    book = openpyxl.load_workbook(office(path, "xlsx", f"CSV:59,34,76,1,,{SWEDISH},false,true"))
    rows = list(book.active.iter_rows(values_only=True))
    for got, row in zip(rows[1:], db.query(name), strict=True):
        for cell, (column, value) in zip(got, row.items(), strict=True):
            if isinstance(value, Decimal | int):
                assert isinstance(cell, int | float) and float(cell) == float(value), column
            elif isinstance(value, dt.date):
                assert cell == plain(value), column
            elif isinstance(value, str):
                assert not str(cell).startswith("="), column


@pytest.mark.parametrize("name", ["income_statement", "eu_programmes", "railway_events"])
def test_libreoffice_in_swedish_opens_the_workbook_as_it_is(
    name: str, office: Any, db: Database, tmp_path: Path
) -> None:
    path = tmp_path / f"{name}.xlsx"
    path.write_bytes(ask(f"{API}{name}.xlsx").body)
    # Saved as CSV as shown on the screen: semicolon, UTF-8, formatted cells.
    out = office(path, f"csv:Text - txt - csv (StarCalc):59,34,76,1,,{SWEDISH},false,true,true")
    rows = list(csv.reader(io.StringIO(out.read_text(encoding="utf-8-sig")), delimiter=";"))
    kept = db.query(name)
    assert len(rows) == len(kept) + 1
    for got, row in zip(rows[1:], kept, strict=True):
        for cell, (column, value) in zip(got, row.items(), strict=True):
            if isinstance(value, Decimal):
                bare = cell.translate({0xA0: None, 0x202F: None, ord(" "): None, ord("%"): None})
                assert float(bare.replace(",", ".").replace("\u2212", "-")) == float(value), (column, cell)
            elif isinstance(value, dt.date):
                assert cell == value.isoformat(), column
            elif isinstance(value, int):
                assert cell == str(value), column
            else:
                assert cell == (value or ""), column
