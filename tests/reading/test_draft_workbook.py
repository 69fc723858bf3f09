"""The draft as the import workbook: the import takes it, every cell says where it is from, nothing found is lost."""

import datetime as dt
import io
from pathlib import Path

import openpyxl
import pytest
from tests.reading.invented import as_text, invented
from tests.reading.reading import PAGES, SHAPE, drafted

from dashboard.cli import main
from dashboard.exchange import incoming
from dashboard.exchange.reading import book
from dashboard.exchange.reading.draft import Draft, Previous
from dashboard.exchange.workbook.layout import HEADING_ROW, fields
from dashboard.exchange.workbook.template import CHECK, SURE
from dashboard.i18n import LANGS, Lang, text
from dashboard.settings import ROOT
from dashboard.store.load import Loaded, load

AT = dt.datetime(2026, 1, 2, 3, 4, tzinfo=dt.UTC)


@pytest.fixture(scope="module")
def loaded() -> Loaded:
    return load(ROOT / "data")


@pytest.fixture(scope="module")
def draft() -> Draft:
    return drafted(SHAPE, 2022, Previous.of(ROOT / "data", 2021), PAGES)


def opened(draft: Draft, loaded: Loaded, lang: Lang = "sv") -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(book.book(draft, loaded, 2021, text(lang), AT)))


@pytest.mark.parametrize("lang", LANGS)
def test_the_import_takes_the_draft_as_it_is(draft: Draft, loaded: Loaded, lang: Lang) -> None:
    positions = draft.tables["advocacy_positions"]
    assert all("title_en" in row for row in positions), "names that live on have their English"
    came = incoming.read_workbook("utkast.xlsx", book.book(draft, loaded, 2021, text(lang), AT))
    assert came.year == 2022
    for table, rows in draft.tables.items():
        read = [placed.row for placed in came.tables[table]]
        assert len(read) == len(rows) + (len(loaded[table]) if table == "sources" else 0), table
    measure = came.tables["measures"][4].row.model_dump(mode="json")
    own = {column: entry.value for column, entry in draft.tables["measures"][4].items()}
    assert {column: str(value) for column, value in own.items()}.items() <= {
        c: str(v) for c, v in measure.items()
    }.items()


def test_every_filled_cell_has_its_page_place_and_certainty(draft: Draft, loaded: Loaded) -> None:
    made, t = opened(draft, loaded), text("sv")
    for table in ("goals", "measures", "income_statement", "investments"):
        sheet = made[t(f"sheet.{table}")]
        for n, row in enumerate(draft.tables[table]):
            for column, field in enumerate(fields(table), 1):
                cell = sheet.cell(HEADING_ROW + 1 + n, column)
                entry = row.get(field.name)
                if entry is None:
                    assert cell.value is None and cell.comment is None
                    continue
                assert cell.comment is not None
                said = cell.comment.text.split("\n")[0].split(" · ")
                assert said == ["Säker" if entry.sure else "Kontrollera", f"s. {entry.page}", entry.place]
                assert cell.fill.fgColor.rgb[2:] == (SURE if entry.sure else CHECK)[1:]


def test_a_proposed_status_shows_the_words_that_carry_it(draft: Draft, loaded: Loaded) -> None:
    made, t = opened(draft, loaded), text("sv")
    sheet = made[t("sheet.measures")]
    column = next(n for n, f in enumerate(fields("measures"), 1) if f.name == "status")
    marked = [
        c for c in next(sheet.iter_cols(column, column, HEADING_ROW + 1)) if c.value and c.value != t("status.unknown")
    ]
    assert len(marked) == 2
    assert all("uppnått" in c.comment.text or "delvis infört" in c.comment.text for c in marked)


def test_what_is_over_and_what_is_missing_stand_on_sheets_of_their_own(draft: Draft, loaded: Loaded) -> None:
    made = opened(draft, loaded)
    over, missing = made[text("sv")("sheet.read_over")], made[text("sv")("sheet.read_missing")]
    assert over.max_row - 5 == len(draft.unplaced) > 100
    assert missing.max_row - 5 == len(draft.missing) > 30
    said = [row[3] for row in over.iter_rows(6, values_only=True)]
    assert sorted(str(s) for s in said) == sorted(u.text for u in draft.unplaced)


def test_reading_the_report_of_a_year_that_is_there_keeps_what_is_not_read(loaded: Loaded) -> None:
    again = drafted(SHAPE, 2021, Previous.of(ROOT / "data", 2021), PAGES)
    came = incoming.read_workbook("utkast.xlsx", book.book(again, loaded, 2021, text("sv"), AT))
    for table in ("figures", "company_figures", "findings", "equations"):
        kept = [p.row for p in loaded[table] if getattr(p.row, "year", 0) == 2021]
        assert [p.row.model_dump(exclude={"position"}) for p in came.tables[table]] == [
            r.model_dump(exclude={"position"}) for r in kept
        ]


def test_a_new_report_leaves_only_what_it_cannot_know_to_fill_in(loaded: Loaded, tmp_path: Path) -> None:
    made, path = invented(6), tmp_path / "r.txt"
    path.write_text(as_text(made), encoding="utf-8")
    new = drafted(path, 2030, Previous.of(ROOT / "data", 2021))
    came = incoming.read_workbook("utkast.xlsx", book.book(new, loaded, 2021, text("sv"), AT))
    lacking = {(problem.column, problem.key) for problem in came.problems}
    english = {"name_en", "target_text_en", "label_en", "unit_en", "type_en", "action_en"}
    assert {key for _, key in lacking} == {"missing_cell"}
    assert {column for column, _ in lacking} <= english | {"unit_id", "unit_basis"}


def test_the_command_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out, published = tmp_path / "draft.xlsx", tmp_path / "published"
    common = ["--data", str(ROOT / "data"), "--published", str(published)]
    assert (
        main(["--lang", "sv", "read", str(SHAPE), "--pages", str(PAGES), "--year", "2022", "--out", str(out), *common])
        == 0
    )
    assert "ifyllda celler" in capsys.readouterr().out
    assert incoming.read(out).year == 2022
    empty = tmp_path / "tom.txt"
    empty.write_text("")
    assert (
        main(["--lang", "en", "read", str(empty), "--year", "2022", "--out", str(tmp_path / "no.xlsx"), *common]) == 1
    )
    assert capsys.readouterr().err.strip() == "The document is empty: it has no text to read."
    assert not (tmp_path / "no.xlsx").exists()
    assert main(["read", str(tmp_path / "none.pdf"), "--year", "2022", "--out", str(out), *common]) == 2
    assert main(["read", str(SHAPE), "--year", "2022", "--from", "1999", "--out", str(out), *common]) == 2
