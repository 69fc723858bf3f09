"""Helpers of these tests: a file read in this process, a document made into a PDF by LibreOffice."""

import shutil
import subprocess
from pathlib import Path

import pytest

from dashboard.exchange.reading import run, whole
from dashboard.exchange.reading.draft import Draft, Previous
from dashboard.exchange.reading.model import Document

HERE = Path(__file__).parent
SHAPE, PAGES = HERE / "report-2021" / "shape.txt", HERE / "report-2021" / "pages.csv"
"""The 2021 report as its text layer has it: names, headings, tables and figures are its own, its sentences are not."""

needs_office = pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not there")


def document(path: Path, pages: Path | None = None) -> Document:
    reading = run.read(path.read_bytes(), pages.read_bytes() if pages else None)
    while True:
        try:
            next(reading)
        except StopIteration as done:
            return done.value  # type: ignore[no-any-return]


def drafted(path: Path, year: int, previous: Previous | None = None, pages: Path | None = None) -> Draft:
    return whole.drafted(document(path, pages), year, previous or Previous())


def as_pdf(source: Path) -> Path:
    """The document as a PDF beside it."""
    profile = source.parent / "office"
    command = ["soffice", f"-env:UserInstallation=file://{profile}", "--headless", "--convert-to", "pdf"]
    subprocess.run(
        [*command, "--outdir", str(source.parent), str(source)], check=True, capture_output=True, timeout=300
    )
    return source.with_suffix(".pdf")
