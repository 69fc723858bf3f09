"""What is brought in: a folder of data files; rows with places, what they replace, and refusals in both languages."""

import shutil
from pathlib import Path

import pytest
from conftest import Invented

from dashboard.errors import RefusedError
from dashboard.exchange.incoming import read
from dashboard.i18n import LANGS, text
from dashboard.settings import ROOT
from dashboard.store.load import Loaded, load


def rows(loaded: Loaded) -> dict[str, list[object]]:
    return {table: [p.row for p in placed] for table, placed in loaded.items()}


def refused(path: Path) -> list[str]:
    came = read(path)
    error = RefusedError(came.problems, came.name)
    assert error.problems
    for lang in LANGS:
        said = error.say(text(lang)).splitlines()
        assert path.name in said[0]
        assert len(said) == len(error.problems) + 1
        assert all("{" not in line for line in said)
    return [f"{p.place} {p.key}" for p in error.problems]


def test_a_years_folder_replaces_that_year_and_nothing_else() -> None:
    before = load(ROOT / "data")
    incoming = read(ROOT / "data" / "2021")
    assert (incoming.year, incoming.name) == (2021, "2021")
    assert set(incoming.tables) == {p.stem for p in (ROOT / "data" / "2021").iterdir()}
    assert [p.line for p in incoming.tables["perspectives"]] == [2, 3, 4, 5]
    assert incoming.tables["perspectives"][0].file == "perspectives.csv"
    after = rows(incoming.onto(before))
    changed = {
        table for table, was in rows(before).items() if sorted(map(repr, was)) != sorted(map(repr, after[table]))
    }
    assert changed == {"figures"}, "18 figures of 2021 stand in the timeline and did not come in"
    assert len(before["figures"]) - len(after["figures"]) == 18


def test_a_whole_folder_with_one_year_comes_in_as_it_is(invented: Invented) -> None:
    incoming = read(invented.data)
    assert incoming.year == 2099
    assert rows(incoming.onto(load(invented.data))) == rows(load(invented.data))
    assert set(incoming.files) == {p.relative_to(invented.data).as_posix() for p in invented.data.rglob("*.*")}
    assert read(invented.data).sha256 == incoming.sha256
    invented.cell("2099/income_statement.csv", 2, "page", "9")
    assert read(invented.data).sha256 != incoming.sha256


def test_a_folder_of_several_years_replaces_each_of_them(invented: Invented) -> None:
    before = load(invented.data)
    shutil.copytree(invented.data / "2099", invented.data / "2098")
    (invented.data / "2098" / "figures.csv").unlink()
    incoming = read(invented.data)
    assert incoming.year is None
    assert (incoming.years("measures"), incoming.years("figures")) == ({2098, 2099}, {2099})
    after = incoming.onto(load(invented.data))
    assert len(after["measures"]) == 2 * len(before["measures"])
    assert rows(after)["figures"] == rows(before)["figures"]


def test_all_problems_of_all_files_come_at_once(invented: Invented) -> None:
    invented.cell("2099/income_statement.csv", 2, "actual", "tolv")
    invented.replace("2099/goals.toml", 'status = "unknown"', 'status = "bra"')
    invented.write("2099/extra.csv", "a\n1\n")
    invented.write("2099/footnotes.csv", b"x" * 5_000_001)
    assert refused(invented.data) == [
        "2099/extra.csv unknown_table",
        "2099/footnotes.csv too_many_bytes",
        "2099/goals.toml:19: status enum",
        "2099/income_statement.csv:2: actual number",
    ]


def test_what_cannot_be_brought_in_as_a_folder(tmp_path: Path, invented: Invented) -> None:
    assert refused(tmp_path / "nix.xlsx") == ["nix.xlsx no_such_file"]
    (tmp_path / "tom").mkdir()
    assert refused(tmp_path / "tom") == ["tom no_files"]
    for n in range(201):
        invented.write(f"2099/{n}.csv", "")
    assert refused(invented.data) == ["data many_files"]


def test_deep_nesting_in_toml_is_refused(invented: Invented) -> None:
    invented.write("2099/goals.toml", "x = " + "[" * 20_000)
    assert refused(invented.data) == ["2099/goals.toml:0 toml"]


EXCEL = "År;Nummer;Sammanfattning (svenska);Sammanfattning (engelska);Sida\r\n2099;1;Hyror för lokaler å ö;Rents;9\r\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_a_csv_as_swedish_excel_saves_it(invented: Invented, encoding: str) -> None:
    invented.write("2099/footnotes.csv", EXCEL.encode(encoding))
    said = "action_id;action_sv;action_en;budget;decided;paid;page\r\na;Å;A;1 000,5;−2;16 mnkr;9\r\n"
    invented.write("2099/growth_grant.csv", said.encode("utf-8"))
    incoming = read(invented.data)
    assert [p.row.summary_sv for p in incoming.tables["footnotes"]] == ["Hyror för lokaler å ö"]  # type: ignore[attr-defined]
    (grant,) = (p.row for p in incoming.tables["growth_grant"])
    assert [str(getattr(grant, n)) for n in ("budget", "decided", "paid")] == ["1000.5", "-2", "16"]


@pytest.mark.parametrize(
    ("content", "found"),
    [
        (EXCEL.encode("cp850"), "2099/footnotes.csv:1 encoding"),
        (EXCEL.encode("utf-16"), "2099/footnotes.csv:1 encoding"),
        (EXCEL.replace("Sida", "Sidor"), "2099/footnotes.csv:1: Sidor unknown_column"),
        (EXCEL.replace("Sida", "Nummer"), "2099/footnotes.csv:1: number column_twice"),
        (EXCEL.replace(";9", ";9;9"), "2099/footnotes.csv:2 cells"),
        (EXCEL.replace(";1;", ";1.234;"), "2099/footnotes.csv:2: number ambiguous"),
        (EXCEL.replace("Rents;", ";"), "2099/footnotes.csv:2: summary_en missing"),
        (EXCEL.replace("\r\n2099", "\r\n2098"), "2099/footnotes.csv:2: year year_folder"),
        (EXCEL.replace("Rents", '"Rents'), "2099/footnotes.csv:0 csv"),
    ],
)
def test_a_swedish_csv_that_is_wrong_is_named_by_its_line(invented: Invented, content: str | bytes, found: str) -> None:
    invented.write("2099/footnotes.csv", content)
    assert refused(invented.data) == [found]


def test_a_swedish_csv_that_breaks_off_names_what_was_wrong_before_too(invented: Invented) -> None:
    invented.write("2099/footnotes.csv", EXCEL.replace(";1;", ";1.234;") + '2099;2;"Två;Two;9\r\n')
    assert sorted(refused(invented.data)) == ["2099/footnotes.csv:0 csv", "2099/footnotes.csv:2: number ambiguous"]


def test_a_row_of_a_swedish_csv_names_all_that_is_wrong_with_it(invented: Invented) -> None:
    said = EXCEL.replace(";1;", ";1.234;").replace("Rents;9", ";-9").replace("2099;", "2098;")
    invented.write("2099/footnotes.csv", said + "2099;x;Två;Two;9\r\n2099;3;Tre;;9\r\n")
    assert sorted(refused(invented.data)) == [
        "2099/footnotes.csv:2: number ambiguous", "2099/footnotes.csv:2: page at_least",
        "2099/footnotes.csv:2: summary_en missing", "2099/footnotes.csv:2: year year_folder",
        "2099/footnotes.csv:3: number number_written", "2099/footnotes.csv:4: summary_en missing",
    ]  # fmt: skip
