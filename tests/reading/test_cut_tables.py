"""A table that a page break cuts: between two rows, or through one."""

from dashboard.exchange.reading.cleaning import without_heads
from dashboard.exchange.reading.model import Cell, Document, Table, TableRow

SIDES = (80.0, 200.0, 300.0)


def table(page: int, *rows: tuple[str, str]) -> Table:
    made = tuple(TableRow(tuple(Cell(said) for said in row), page, f"T{page}.{n}") for n, row in enumerate(rows, 1))
    return Table(made, SIDES)


def rows(*tables: Table) -> list[list[tuple[str, ...]]]:
    found = without_heads(Document(tables, 9)).items
    return [[tuple(cell.text for cell in row.cells) for row in t.rows] for t in found if isinstance(t, Table)]


def test_a_row_that_the_break_goes_through_is_one_row() -> None:
    head, rest = table(3, ("Typ av\ninvestering", "Planerat (ram")), table(4, ("(tkr)", "2023)"), ("Fordon", "12"))
    assert rows(head, rest) == [[("Typ av\ninvestering\n(tkr)", "Planerat (ram\n2023)"), ("Fordon", "12")]]


def test_whole_rows_stay_rows() -> None:
    first, rest = table(3, ("Typ (tkr)", "Planerat"), ("Fordon (nya)", "12")), table(4, ("Konst (1%)", "7"))
    assert rows(first, rest) == [[("Typ (tkr)", "Planerat"), ("Fordon (nya)", "12"), ("Konst (1%)", "7")]]


def test_tables_on_one_page_are_two() -> None:
    assert len(rows(table(3, ("Typ (ram", "")), table(3, ("2023)", "")))) == 2
