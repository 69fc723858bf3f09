"""The workbook: what the template holds, and that reading it gives back every row as it was."""

import datetime as dt
import io
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from dashboard.cli import main
from dashboard.errors import UsageError
from dashboard.exchange.incoming import Incoming, read_workbook
from dashboard.exchange.workbook import carry, layout
from dashboard.exchange.workbook.template import template
from dashboard.i18n import LANGS, Lang, text
from dashboard.models import KEYS, TABLES
from dashboard.settings import ROOT
from dashboard.store.load import Loaded, load

AT = dt.datetime(2026, 1, 2, tzinfo=dt.UTC)
LIST_LIMIT = 255
"""Characters that Excel allows in the list of a cell."""


@pytest.fixture(scope="module")
def loaded() -> Loaded:
    return load(ROOT / "data")


def made(loaded: Loaded, year: int, from_year: int, lang: Lang = "sv") -> bytes:
    return template(carry.records(loaded, year, from_year), year, from_year, text(lang), AT)


@pytest.fixture(scope="module")
def whole(loaded: Loaded) -> bytes:
    """The workbook of 2021 with everything there is."""
    return made(loaded, 2021, 2021)


@pytest.fixture(scope="module")
def fresh(loaded: Loaded) -> Any:
    """The workbook of 2022 that starts from 2021, opened."""
    return openpyxl.load_workbook(io.BytesIO(made(loaded, 2022, 2021)))


def rows(loaded: Loaded, year: int | None = None) -> dict[str, list[Any]]:
    """Rows by table in order; of one year, where a table has years and one is given."""
    return {t: [p.row for p in ps if year is None or getattr(p.row, "year", year) == year] for t, ps in loaded.items()}


def cells(sheet: Any) -> Iterator[dict[str, Any]]:
    """The rows of a sheet by machine name."""
    names = [layout.fields_by_heading(table_of(sheet))[layout.folded(c.value)].name for c in sheet[layout.HEADING_ROW]]
    for row in sheet.iter_rows(min_row=layout.HEADING_ROW + 1, values_only=True):
        if any(v is not None for v in row):
            yield dict(zip(names, row, strict=True))


def table_of(sheet: Any) -> str:
    return layout.sheets_by_name()[layout.folded(sheet.title)]


def test_reading_the_template_gives_back_every_row_of_every_table(loaded: Loaded, whole: bytes) -> None:
    incoming = read_workbook("2021.xlsx", whole)
    assert incoming.year == 2021
    assert rows(incoming.tables) == rows(loaded, 2021)
    assert set(incoming.tables) == set(TABLES)
    measure = incoming.tables["measures"][0]
    assert (measure.file, measure.line) == ("Mått", 4)
    assert measure.problem("target_value", "number").place == "Mått!L4"


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("year", [2019, 2020])
def test_a_partial_year_round_trips_in_both_languages(loaded: Loaded, year: int, lang: Lang) -> None:
    incoming = read_workbook("år.xlsx", made(loaded, year, year, lang))
    assert rows(incoming.onto(loaded), year) == rows(loaded, year)


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not there")
def test_a_workbook_saved_by_libreoffice_is_read_the_same(loaded: Loaded, whole: bytes, tmp_path: Path) -> None:
    (tmp_path / "2021.xlsx").write_bytes(whole)
    command = ["soffice", f"-env:UserInstallation=file://{tmp_path}/profile", "--headless", "--convert-to", "xlsx", "--outdir", str(tmp_path / "out"), str(tmp_path / "2021.xlsx")]  # fmt: skip
    subprocess.run(command, check=True, capture_output=True, timeout=600)
    saved = (tmp_path / "out" / "2021.xlsx").read_bytes()
    assert saved != whole
    assert rows(read_workbook("2021.xlsx", saved).tables) == rows(loaded, 2021)


def test_the_new_year_starts_with_ids_and_names_and_without_outcomes(loaded: Loaded, fresh: Any) -> None:
    assert fresh.sheetnames == [text("sv")(f"sheet.{t}") for t in (layout.COVER, *layout.SHEETS)]
    before = rows(loaded, 2021)
    for table, emptied in layout.EMPTIED.items():
        known = {f.name for f in layout.fields(table)} & emptied
        found = [
            r for r in cells(fresh[text("sv")(f"sheet.{table}")]) if not any(r[name] is not None for name in known)
        ]
        own = [r for r in before[table] if table != "figures" or r.page is not None]
        assert [list(r.values())[:2] for r in found if "period" not in r] == [
            [getattr(r, f.name) for f in layout.fields(table)[:2]] for r in own if "period" not in r.model_fields_set
        ], table
        assert found, table
    measures = list(cells(fresh["Mått"]))
    assert [m["measure_id"] for m in measures] == [m.measure_id for m in before["measures"]]
    assert [m["target_text"] for m in measures] == [m.target_text for m in before["measures"]]
    assert {m["kind"] for m in measures} <= {"Styrmått", "Kontrollmått", "Aktivitet"}
    assert [r["period"] for r in cells(fresh["Måluppfyllelse"])] == ["Helår", "2022-04"]
    for table in ("footnotes", "findings", "equations", "advocacy_positions"):
        assert not list(cells(fresh[text("sv")(f"sheet.{table}")])), table


def test_what_is_known_of_the_year_already_comes_along(loaded: Loaded, fresh: Any) -> None:
    """22 figures of 2022 from other sources; those that other sources gave for 2021 are not asked for anew."""
    found = list(cells(fresh["Uppgifter"]))
    assert sum(r["value"] is not None for r in found) == 22
    assert sum(r["value"] is None for r in found) == 127
    assert len(list(cells(fresh["Källor"]))) == len(loaded["sources"])
    assert len(list(cells(fresh["Järnvägshändelser"]))) == len(loaded["railway_events"])


def test_codes_and_ids_are_chosen_from_lists(fresh: Any) -> None:
    for table in layout.SHEETS:
        sheet = fresh[text("sv")(f"sheet.{table}")]
        rules = {str(r.sqref).split(":")[0]: r for r in sheet.data_validations.dataValidation}
        for n, field in enumerate(layout.fields(table), start=1):
            rule = rules[sheet.cell(layout.HEADING_ROW + 1, n).coordinate]
            assert rule.prompt and len(rule.prompt) <= LIST_LIMIT
            if field.codes is not None:
                named = rule.formula1.strip('"').split(",")
                assert [layout.codes_by_name(field.codes)[layout.folded(n)] for n in named] == list(field.codes)
            elif field.refers is not None:
                name, _, area = rule.formula1.strip("=").rpartition("!")
                head = fresh[name.strip("'")][area.replace("$", "").split(":")[0]].offset(-1, 0).value
                assert layout.folded(head) == layout.folded(text("sv")(f"column.{KEYS[field.refers]}"))


def test_headings_stay_in_view_and_say_what_they_mean(fresh: Any) -> None:
    for table in layout.SHEETS:
        sheet = fresh[text("sv")(f"sheet.{table}")]
        assert sheet.freeze_panes in ("B4", "C4")
        for n, field in enumerate(layout.fields(table), start=1):
            heading = sheet.cell(layout.HEADING_ROW, n).value
            assert heading == field.heading("sv") + (" *" if field.required else "")
            assert sheet.cell(layout.HEADING_ROW - 1, n).value == text("sv")(f"meaning.{field.name}") + "."
            assert 9 <= sheet.column_dimensions[openpyxl.utils.get_column_letter(n)].width <= 60


def test_numbers_have_the_format_of_their_unit(fresh: Any, whole: bytes) -> None:
    book = openpyxl.load_workbook(io.BytesIO(whole))
    formats = {
        ("Resultaträkning", "actual"): "#,##0.0", ("Avvikelser", "deviation"): "#,##0", ("Investeringar", "planned"): "#,##0",
        ("Anslag", "paid"): "#,##0.0", ("EU-program", "eu_share_pct"): "General", ("Järnvägshändelser", "date"): "yyyy\\-mm\\-dd",
        ("Mått", "measure_id"): "@", ("Mått", "page"): "0",
    }  # fmt: skip
    for (name, column), wanted in formats.items():
        n = [f.name for f in layout.fields(table_of(book[name]))].index(column) + 1
        assert book[name].cell(layout.HEADING_ROW + 1, n).number_format.replace("\\", "") == wanted.replace("\\", "")


@pytest.mark.parametrize("table", TABLES)
def test_no_two_headings_of_a_sheet_are_the_same_in_either_language(table: str) -> None:
    named: dict[str, str] = {}
    for field in layout.all_fields(table).values():
        for lang in LANGS:
            if "_computed" not in field.name:
                assert named.setdefault(layout.folded(field.heading(lang)), field.name) == field.name


def test_every_table_has_a_sheet_and_every_sheet_a_name_that_excel_takes() -> None:
    assert set(layout.SHEETS) == set(TABLES)
    assert set(layout.EMPTIED) <= {t for t, group in layout.SHEETS.items() if group == "year"}
    assert all(c in TABLES[t].model_fields for t, cs in layout.EMPTIED.items() for c in cs)
    for lang in LANGS:
        names = [text(lang)(f"sheet.{t}") for t in (layout.COVER, *layout.SHEETS)]
        assert len({n.casefold() for n in names}) == len(names)
        assert all(len(n) <= 31 and not set(n) & set("[]:*?/\\'") for n in names)
    assert len(layout.sheets_by_name()) >= 2 * len(TABLES)


def test_every_code_has_a_name_of_its_own_without_a_comma() -> None:
    for table in TABLES:
        for field in layout.fields(table):
            if field.codes is not None:
                for lang in LANGS:
                    names = [text(lang)(layout.code_key(c)) for c in field.codes]
                    assert len(set(names)) == len(names)
                    assert "," not in "".join(names) and len(",".join(names)) <= LIST_LIMIT
                    assert [layout.codes_by_name(field.codes)[layout.folded(n)] for n in names] == list(field.codes)


def test_the_command_writes_it_and_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "2022.xlsx"
    where = ["--published", str(tmp_path / "build")]
    assert main(["--lang", "sv", "template", "--year", "2022", *where, str(out)]) == 0
    assert "Mallen för 2022" in capsys.readouterr().out
    book = openpyxl.load_workbook(out)
    assert book["Läs mig först"]["B4"].value == 2022
    assert "2021" in book["Läs mig först"]["B5"].value
    assert main(["--lang", "sv", "template", "--year", "2022", "--from", "2003", *where, str(out)]) == 2
    assert "2003" in capsys.readouterr().err


def test_a_year_to_start_from_must_have_a_report(loaded: Loaded) -> None:
    assert carry.year_before(loaded, 2022) == 2021
    assert carry.year_before(loaded, 2021) == 2021, "2019 and 2020 have no whole report"
    for year, from_year in ((2022, 2018), (2020, 2021)):
        with pytest.raises(UsageError):
            carry.records(loaded, year, from_year)


def test_a_row_taken_out_of_a_sheet_is_gone_and_other_tables_stay(loaded: Loaded, whole: bytes) -> None:
    book = openpyxl.load_workbook(io.BytesIO(whole))
    book["Fotnoter"].delete_rows(layout.HEADING_ROW + 5)
    for name in book.sheetnames:
        if name not in ("Läs mig först", "Fotnoter"):
            del book[name]
    out = io.BytesIO()
    book.save(out)
    incoming: Incoming = read_workbook("fotnoter.xlsx", out.getvalue())
    assert set(incoming.tables) == {"footnotes"}
    after = incoming.onto(loaded)
    assert len(after["footnotes"]) == len(loaded["footnotes"]) - 1
    assert after["goals"] is loaded["goals"]
