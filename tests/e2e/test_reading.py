"""On Uppdatera: a report is uploaded, and the workbook comes back filled in; a document that is none gets its sentence."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from tests.e2e.conftest import Server, serving
from tests.reading.reading import SHAPE

from dashboard.exchange import incoming


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server that has the page."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DASHBOARD_UPDATE_PAGE", "true")
        with serving(tmp_path_factory.mktemp("reading")) as running:
            yield running


def test_a_report_becomes_a_workbook_that_the_import_takes(server: Server, page: Page, tmp_path: Path) -> None:
    page.goto(f"{server.url}/uppdatera?lang=sv")
    field = page.get_by_label("Årsrapporten (PDF, DOCX eller TXT, högst 5 MB)")
    page.locator("input[type=file]").first.set_input_files(SHAPE)
    expect(field).to_be_visible()
    done = page.locator("strong", has_text="celler är ifyllda i utkastet för 2022.")
    expect(done).to_be_visible(timeout=60_000)
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Hämta utkastet för 2022 (XLSX)").click()
    assert waiting.value.suggested_filename == "utkast-2022.xlsx"
    waiting.value.save_as(tmp_path / "utkast.xlsx")
    assert (tmp_path / "utkast.xlsx").stat().st_size > 50_000
    # pages are unknown in a text without a page list: the import says so, cell by cell, and nothing else
    problems = incoming.read(tmp_path / "utkast.xlsx").problems
    assert problems and {p.column for p in problems} <= {"page", "outcome_page"}


def test_a_document_that_cannot_be_read_gets_one_sentence(server: Server, page: Page, tmp_path: Path) -> None:
    (tmp_path / "rapport.pdf").write_bytes(b"%PDF-1.7 nothing")
    page.goto(f"{server.url}/uppdatera?lang=en")
    page.locator("input[type=file]").first.set_input_files(tmp_path / "rapport.pdf")
    refused = page.locator(".notice.wrong", has_text="The report could not be read.")
    expect(refused).to_be_visible(timeout=60_000)
    expect(refused).to_contain_text("The file is damaged or is not what its name says")
