"""Documents that cannot be read: one clear sentence each, in both languages, from the limited child process."""

import io
import random
from pathlib import Path

import pytest
from docx import Document
from PIL import Image
from pypdf import PdfWriter
from tests.reading.invented import as_docx, as_text, invented
from tests.reading.reading import as_pdf, needs_office

from dashboard.errors import DashboardError, DocumentError, LimitedError
from dashboard.exchange import limited
from dashboard.exchange.reading import docx as docx_reader
from dashboard.exchange.reading import pdf as pdf_reader
from dashboard.exchange.reading import run
from dashboard.i18n import text
from dashboard.settings import ROOT

ENGLISH = (
    "The board reports on the year. It was a good year for the region and the goals that the council had set. " * 20
)
SWEDISH = (
    "Nämnden redovisar året. Det var ett bra år för regionen och de mål som fullmäktige har satt under perioden. " * 20
)


def blank_pdf(pages: int = 1, password: str | None = None) -> bytes:
    writer = PdfWriter()
    for _ in range(pages):
        writer.add_blank_page(595, 842)
    if password:
        writer.encrypt(password)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def scanned_pdf() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (600, 800), "#eeeeee").save(out, "PDF")
    return out.getvalue()


def word(said: str) -> bytes:
    out, doc = io.BytesIO(), Document()
    if said:
        doc.add_paragraph(said)
    doc.save(out)
    return out.getvalue()


FAULTS = {
    "nothing": (b"", "read_empty"),
    "blank text": (b" \n\n \n", "read_empty"),
    "blank pdf": (blank_pdf(), "read_empty"),
    "blank docx": (word(""), "read_empty"),
    "encrypted pdf": (blank_pdf(password="x"), "read_encrypted"),
    "encrypted docx": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "read_encrypted"),
    "old word": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "read_old_doc"),
    "scanned": (scanned_pdf(), "read_scanned"),
    "too many pages": (blank_pdf(pdf_reader.MOST_PAGES + 1), "read_too_long"),
    "broken pdf": (b"%PDF-1.7\n" + random.Random(1).randbytes(2000), "read_broken"),
    "broken docx": (word("Hej")[:900], "read_broken"),
    "a zip that is no docx": (b"PK\x05\x06" + bytes(18), "read_broken"),
    "an image": (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "read_unknown_kind"),
    "english": (ENGLISH.encode(), "read_not_swedish"),
    "english docx": (word(ENGLISH), "read_not_swedish"),
    "another document": (SWEDISH.encode(), "read_no_template"),
}


def draft(content: bytes, **more: bytes) -> object:
    return run.draft(content, "rapport", 2030, ROOT / "data", **more)  # type: ignore[arg-type]


@pytest.mark.parametrize("fault", FAULTS)
def test_each_fault_has_its_sentence(fault: str) -> None:
    content, key = FAULTS[fault]
    with pytest.raises(DocumentError) as caught:
        draft(content)
    assert caught.value.key == key
    said = {lang: caught.value.say(text(lang)) for lang in ("sv", "en")}
    assert said["sv"] != said["en"]
    assert all(line.count("\n") == 0 and line.endswith(".") and "{" not in line for line in said.values())


def test_a_page_list_that_is_none_is_refused() -> None:
    with pytest.raises(DocumentError, match="read_pages"):
        draft(as_text(invented(1)).encode(), pages=b"sida;rad\n1;2\n")


def test_a_docx_that_unpacks_to_more_than_a_report_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(docx_reader, "MOST_UNPACKED", 1000)
    with pytest.raises(DocumentError, match="read_too_large"):
        docx_reader.read(word("Hej"))


def test_a_file_that_is_too_large_is_not_even_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(run, "MOST_BYTES", 10)
    with pytest.raises(DocumentError, match="read_too_large"):
        draft(SWEDISH.encode())


def test_what_takes_too_much_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(run, "LIMITS", limited.Limits(memory=2**30, cpu=1, seconds=1))
    with pytest.raises(LimitedError) as caught:
        draft((as_text(invented(1)) * 150).encode())
    assert isinstance(caught.value, DashboardError) and caught.value.key == "limited_time"


@pytest.mark.parametrize("cut", [0.3, 0.7, 0.99])
def test_a_document_that_was_cut_off_gives_a_draft_or_a_sentence(tmp_path: Path, cut: float) -> None:
    as_docx(invented(1), path := tmp_path / "r.docx")
    content = path.read_bytes()
    with pytest.raises(DocumentError):
        draft(content[: int(len(content) * cut)])


def test_damaged_text_never_breaks_the_rules() -> None:
    """Whatever is cut out, doubled or moved about, the outcome is a draft or one sentence."""
    r, whole = random.Random(5), as_text(invented(4)).split("\n")
    for _ in range(12):
        lines = list(whole)
        for _ in range(r.randint(1, 6)):
            a, b = sorted(r.sample(range(len(lines)), 2))
            part = lines[a : min(b, a + 40)]
            lines[a : min(b, a + 40)] = r.choice([[], part * 2, part[::-1]])
        try:
            for _ in run.child(io.BytesIO("\n".join(lines).encode()), 2030, str(ROOT / "data"), None, None):
                pass
        except DocumentError:
            pytest.fail("a fault of the document is an answer of the child")


@needs_office
def test_progress_is_told_page_by_page(tmp_path: Path) -> None:
    as_docx(invented(1), path := tmp_path / "r.docx")
    told: list[tuple[int, int]] = []
    made = run.draft(as_pdf(path).read_bytes(), "r.pdf", 2030, ROOT / "data", progress=lambda *at: told.append(at))
    assert made.tables["measures"]
    assert told == [(n, len(told)) for n in range(1, len(told) + 1)]
