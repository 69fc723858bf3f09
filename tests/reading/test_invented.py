"""Invented reports on the template, as text, DOCX and PDF: everything in them is found, and nothing else."""

from pathlib import Path

import pytest
from tests.reading.invented import as_docx, as_text, invented, truth
from tests.reading.reading import as_pdf, drafted, needs_office
from tests.reading.scoring import Facts, found

from dashboard.exchange.reading.draft import Draft, as_plain, from_plain


def same(got: Facts, true: Facts) -> None:
    wrong = {
        t: (sorted(f - got.get(t, set()), key=str), sorted(got.get(t, set()) - f, key=str)) for t, f in true.items()
    }
    assert {t: w for t, w in wrong.items() if any(w)} == {}
    assert all(true[t] for t in ("perspectives", "goals", "success_factors", "measures", "passages"))


@pytest.mark.parametrize("seed", range(1, 13))
def test_a_text_layer(seed: int, tmp_path: Path) -> None:
    made, path = invented(seed), tmp_path / "report.txt"
    path.write_text(as_text(made), encoding="utf-8")
    same(found(drafted(path, made.year)), truth(made, drawn=False))


@pytest.mark.parametrize("seed", range(21, 27))
def test_a_word_document_with_marks(seed: int, tmp_path: Path) -> None:
    made, path = invented(seed), tmp_path / "report.docx"
    as_docx(made, path)
    same(found(drafted(path, made.year)), truth(made, drawn=True))


@needs_office
@pytest.mark.parametrize("seed", [31, 32])
def test_a_pdf_with_drawn_marks(seed: int, tmp_path: Path) -> None:
    made, path = invented(seed), tmp_path / "report.docx"
    as_docx(made, path)
    draft = drafted(as_pdf(path), made.year)
    same(found(draft), truth(made, drawn=True))
    assert all(
        entry.page for rows in draft.tables.values() for row in rows for c, entry in row.items() if c == "name_sv"
    )


def a_draft(tmp_path: Path) -> Draft:
    path = tmp_path / "report.txt"
    path.write_text(as_text(invented(3)), encoding="utf-8")
    return drafted(path, 2020)


def test_every_cell_says_where_it_is_from(tmp_path: Path) -> None:
    draft = a_draft(tmp_path)
    lines = (tmp_path / "report.txt").read_text(encoding="utf-8").splitlines()
    for table in ("perspectives", "goals", "success_factors", "measures", "income_statement", "unit_deviations"):
        for row in draft.tables[table]:
            for entry in row.values():
                assert entry.page and entry.place.startswith("L"), (table, row)
                assert 1 <= int(entry.place[1:]) <= len(lines)
    measure = draft.tables["measures"][0]
    line = lines[int(measure["name_sv"].place[1:]) - 1].strip().rstrip("-")
    assert str(measure["name_sv"].value).startswith(
        line.removeprefix("Aktivitet:").removeprefix("Kontrollmått:").strip()
    )


def test_no_status_without_what_carries_it(tmp_path: Path) -> None:
    text = (tmp_path / "report.txt").read_text(encoding="utf-8") if a_draft(tmp_path) else ""
    statuses = [(row["status"], row["status_basis"]) for row in a_draft(tmp_path).tables["measures"]]
    assert {basis.value for _, basis in statuses} == {"none", "stated"}
    for status, basis in statuses:
        if basis.value == "stated":
            assert not status.sure, "words in a measure's text are to be checked"
            assert status.said.split()[0] in text
        else:
            assert status.value == "unknown"


def test_a_draft_crosses_the_border_of_the_limited_process_unchanged(tmp_path: Path) -> None:
    draft = a_draft(tmp_path)
    assert from_plain(as_plain(draft)) == draft


def test_a_table_that_the_template_does_not_have_is_listed_and_a_lacking_one_missed(tmp_path: Path) -> None:
    path = tmp_path / "report.txt"
    text = as_text(invented(2))
    start = text.index("Investeringar \n")
    own = "Personal \nFlera uppgifter visas i tabellen nedan för året. \nEnhet (tkr) \nUtfall 2030 \nPrognos 2030 \nMuseet 12 14 \nMusiken 7 9 \n"
    end = text.index("Anslag 1:1" if "Anslag 1:1" in text[start:] else "Ägarstyrning")
    path.write_text(text[:start] + own + text[end:], encoding="utf-8")
    draft = drafted(path, 2030)
    assert "investments" not in draft.tables
    assert [m.table for m in draft.missing if m.kind == "table"] == ["investments"]
    over = [u.text for u in draft.unplaced if u.kind == "money"]
    assert any("Museet" in said and "12; 14" in said for said in over) and any("Musiken" in said for said in over)


def test_nothing_of_the_text_is_lost(tmp_path: Path) -> None:
    """Each word of the running text stands in a cell's words, or on the sheet of what could not be placed."""
    draft = a_draft(tmp_path)
    kept = " ".join(
        [str(e.value) + " " + e.said for rows in draft.tables.values() for row in rows for e in row.values()]
        + [u.text for u in draft.unplaced]
    )
    for _, _, _, factors in invented(3).perspectives:
        for _, measures in factors:
            for measure in measures:
                for paragraph in measure.text:
                    assert paragraph in kept
