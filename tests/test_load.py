"""Bad rows: every problem of every file at once, as `file:line: column: message (got value)` in both languages."""

import re

import pytest
from conftest import INVENTED, Invented
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.errors import DataError
from dashboard.i18n import LANGS, text
from dashboard.models import TABLES
from dashboard.store.load import MAX_BYTES, load

INCOME, FIGURES, FORECASTS = "2099/income_statement.csv", "2099/figures.csv", "timeline/railway_forecasts.csv"

CELLS = [
    # file, line, column, value put there -> key of the message, its parameters
    (INCOME, 2, "actual", "tolv", "number", {}),
    (INCOME, 3, "actual", "1,5", "number", {}),
    (INCOME, 3, "actual", "−11.5", "number", {}),
    (INCOME, 3, "actual", "NaN", "number", {}),
    (INCOME, 3, "budget", "Infinity", "number", {}),
    (INCOME, 4, "actual", "1.23456", "places", {"limit": 4}),
    (INCOME, 4, "actual", "1234567890123456789", "digits", {"limit": 18}),
    (INCOME, 2, "page", "8.5", "integer", {}),
    (INCOME, 2, "page", "åtta", "integer", {}),
    (INCOME, 2, "page", "0", "at_least", {"limit": 1}),
    (INCOME, 2, "page", "2001", "at_most", {"limit": 2000}),
    (INCOME, 2, "row_id", "Intäkter", "slug", {}),
    (INCOME, 2, "row_id", "a--b", "slug", {}),
    (INCOME, 2, "label_sv", "två\nrader", "pattern", {}),
    (INCOME, 2, "label_sv", "x" * 2001, "too_long", {"limit": 2000}),
    (INCOME, 2, "label_sv", "", "missing", {}),
    (INCOME, 2, "actual", "", "missing", {}),
    (FIGURES, 2, "reference_year", "1989", "at_least", {"limit": 1990}),
    (FIGURES, 3, "reference_year", "2101", "at_most", {"limit": 2100}),
    ("sources.csv", 3, "url", "www.example.org", "url", {}),
    ("sources.csv", 3, "url", "javascript:alert(1)", "url", {}),
    ("areas.csv", 2, "kind", "by", "enum", {"expected": "municipality, county, region, country"}),
    ("2099/findings.csv", 2, "kind", "fel", "enum", {"expected": "sum, rounding, cross_reference, unit, date, label"}),
    ("2099/equations.csv", 2, "operation", "product", "enum", {"expected": "sum, difference, change_pct, share_pct, ratio"}),
    ("2099/board_results.csv", 2, "period", "2099", "pattern", {}),
    ("2099/advocacy_positions.csv", 2, "date", "4 mars 2099", "date", {}),
    ("2099/advocacy_positions.csv", 2, "date", "2099-02-30", "date", {}),
    (FORECASTS, 2, "as_of", "2099", "date", {}),
    ("timeline/eu_programmes.csv", 2, "eu_share_pct", "-1", "at_least", {"limit": 0}),
    ("timeline/eu_programmes.csv", 2, "eu_share_pct", "140", "at_most", {"limit": 100}),
    ("timeline/railway_events.csv", 2, "precision", "week", "enum", {"expected": "day, month, season, year"}),
]  # fmt: skip


@pytest.mark.parametrize(("file", "line", "column", "value", "key", "params"), CELLS)
def test_a_bad_cell_is_named(
    invented: Invented, file: str, line: int, column: str, value: str, key: str, params: dict[str, object]
) -> None:
    invented.cell(file, line, column, value)
    (problem,) = invented.problems()
    assert (problem.file, problem.line, problem.column, problem.key) == (f"data/{file}", line, column, key)
    assert {k: str(v) for k, v in problem.params.items()} == {k: str(v) for k, v in params.items()}
    got = None if key == "missing" else value
    assert (problem.value if got is None else str(problem.value)) == got
    for lang in LANGS:
        said = problem.say(text(lang))
        place, message = said.split(f": {column}: ")
        assert place == f"data/{file}:{line}"
        assert "{" not in message
        if got is not None:
            assert message.endswith(f" ({'fick' if lang == 'sv' else 'got'} {got[:120]})")


@pytest.mark.parametrize(
    ("old", "new", "line", "column", "key"),
    [
        ('kind = "activity"', 'kind = "uppgift"', 36, "kind", "enum"),
        ("target_value = 20", 'target_value = "tjugo"', 13, "target_value", "number"),
        ("outcome_page = 5", 'outcome_page = "fem"', 51, "outcome_page", "integer"),
        ("outcome_page = 5", "outcome_page = 5\nfaerg = 1", 52, "faerg", "unknown_column"),
        ('name_sv = "Inställda konserter"\n', "", 53, "name_sv", "missing"),
        ('target_text_en = "Written"', "target_text_en = 4", 40, "target_text_en", "text"),
        ("outcome_value = 7\n", "outcome_value = sju\n", 69, "", "toml"),
        ('[[measures]]\nmeasure_id = "vagplan"', '  [ [measures]]\nmeasure_id = "vagplan"', 29, "", "toml"),
        ('measure_id = "vagplan"', 'measure_id = "vagplan"\nmeasure_id = "dubbel"', 31, "", "toml"),
    ],
)
def test_a_bad_toml_value_is_named_by_its_own_line(
    invented: Invented, old: str, new: str, line: int, column: str, key: str
) -> None:
    invented.replace("2099/measures.toml", old, new)
    (problem,) = invented.problems()
    assert (problem.file, problem.line, problem.column, problem.key) == ("data/2099/measures.toml", line, column, key)


@pytest.mark.parametrize(
    ("file", "content", "line", "column", "key"),
    [
        ("2099/footnotes.csv", "", 1, "", "empty_file"),
        ("2099/footnotes.csv", "number,summary_sv,summary_en\n1,a,b\n", 2, "page", "missing"),
        ("2099/footnotes.csv", "number,summary_sv,summary_en,page,färg\n1,a,b,9,blå\n", 1, "färg", "unknown_column"),
        ("2099/footnotes.csv", "number,summary_sv,summary_en,page,page\n1,a,b,9,9\n", 1, "page", "column_twice"),
        ("2099/footnotes.csv", "number,summary_sv,summary_en,page\n1,a,b\n", 2, "", "cells"),
        ("2099/footnotes.csv", "number,summary_sv,summary_en,page\n\n1,a,b,9,extra\n", 3, "", "cells"),
        ("2099/footnotes.csv", 'number,summary_sv,summary_en,page\n1,"a,b,9\n', 0, "", "csv"),
        ("2099/footnotes.csv", "number,summary_sv,summary_en,page\n1,brå".encode("latin-1"), 2, "", "encoding"),
        ("2099/footnotes.csv", "number,summary_sv,summary_en,page,year\n1,a,b,9,2098\n", 2, "year", "year_folder"),
        ("2099/foot_notes.csv", "number\n1\n", 0, "", "unknown_table"),
        ("2099/companies.toml", "x = 1\n[[bolag]]\n", 1, "x", "unknown_column"),
        ("2099/companies.toml", 'companies = [{company_id = "a"}]', 1, "companies", "toml_tables"),
    ],
)  # fmt: skip
def test_a_bad_file_is_named(
    invented: Invented, file: str, content: str | bytes, line: int, column: str, key: str
) -> None:
    invented.write(file, content)
    problem = invented.problems()[0]
    assert (problem.file, problem.line, problem.column, problem.key) == (f"data/{file}", line, column, key)
    for lang in LANGS:
        assert problem.say(text(lang)).startswith(f"data/{file}:{line}: ")


def test_a_file_that_is_too_large_is_not_read(invented: Invented) -> None:
    invented.write("2099/footnotes.csv", b"x" * (MAX_BYTES + 1))
    assert [p.key for p in invented.problems()] == ["too_large"]


def test_a_folder_without_data_says_so(invented: Invented) -> None:
    with pytest.raises(DataError) as caught:
        load(invented.out)
    assert [p.key for p in caught.value.problems] == ["no_files"]


def test_line_numbers_count_the_lines_of_cells_that_break(invented: Invented) -> None:
    invented.write("2099/footnotes.csv", 'number,summary_sv,summary_en,page\n1,"a\nb",c,9\nx,d,e,9\n')
    assert [(p.line, p.column, p.key) for p in invented.problems()] == [
        (2, "summary_sv", "pattern"),
        (4, "number", "integer"),
    ]


def test_all_problems_of_all_files_come_at_once(invented: Invented) -> None:
    invented.cell(INCOME, 2, "actual", "tolv")
    invented.cell(INCOME, 4, "page", "noll")
    invented.cell(FIGURES, 3, "value", "1,5")
    invented.replace("2099/goals.toml", 'status = "unknown"', 'status = "bra"')
    with pytest.raises(DataError) as caught:
        load(invented.data)
    places = ["2099/figures.csv:3", "2099/goals.toml:19", f"{INCOME}:2", f"{INCOME}:4"]
    for lang, heading in (("sv", "4 problem i data"), ("en", "4 problems in the data")):
        first, *lines = caught.value.say(text(lang)).splitlines()  # type: ignore[arg-type]
        assert first.startswith(heading)
        assert [line.split(": ")[0] for line in lines] == [f"data/{p}" for p in places]
        assert all(re.fullmatch(r"data/\S+:\d+: \w+: .+ \((fick|got) .+\)", line) for line in lines)


def test_what_an_editor_may_do_without_harm(invented: Invented) -> None:
    """BOM, CRLF, trailing blank lines, spaces around values and another order of columns change nothing."""
    before = load(invented.data)
    said = (invented.data / "2099/growth_grant.csv").read_text(encoding="utf-8")
    rows = [line.split(",")[::-1] for line in said.splitlines()]
    mended = "\r\n".join([",".join(rows[0]), *(" , ".join(row) for row in rows[1:]), "", ""])
    invented.write("2099/growth_grant.csv", b"\xef\xbb\xbf" + mended.encode())
    after = load(invented.data)
    assert [p.row for p in after["growth_grant"]] == [p.row for p in before["growth_grant"]]


def test_the_folder_gives_the_year_and_the_order_gives_the_position(invented: Invented) -> None:
    loaded = load(invented.data)
    assert {p.row.year for p in loaded["measures"]} == {2099}  # type: ignore[attr-defined]
    assert [p.row.position for p in loaded["measures"]] == [1, 2, 3]  # type: ignore[attr-defined]
    assert [p.line for p in loaded["measures"]] == [1, 29, 53]


def test_the_invented_year_has_every_table() -> None:
    loaded = load(INVENTED)
    assert {name for name, rows in loaded.items() if rows} == set(TABLES)


FILES = sorted(p.relative_to(INVENTED).as_posix() for p in INVENTED.rglob("*.*"))
JUNK = st.one_of(
    st.binary(max_size=4),
    st.sampled_from(
        [b"\0", b'"', b",", b";", b"\r", b"\n", b"[[", b"]]", b"=", b"1e999", b"NaN", "−1".encode(), b"9" * 40]
    ),
)


@settings(max_examples=300)
@given(file=st.sampled_from(FILES), at=st.floats(0, 1), cut=st.integers(0, 6), junk=JUNK)
def test_whatever_stands_in_a_file_it_is_read_or_refused(
    invented: Invented, file: str, at: float, cut: int, junk: bytes
) -> None:
    """300 random edits: the data are either accepted or refused with places; nothing else is ever raised."""
    good = (INVENTED / file).read_bytes()
    start = int(at * len(good))
    invented.write(file, good[:start] + junk + good[start + cut :])
    try:
        for problem in invented.problems():
            assert problem.file.startswith("data")
            assert "\n" not in problem.say(text("sv")).replace(str(problem.value), "")
    finally:
        invented.write(file, good)
