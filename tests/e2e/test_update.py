"""Uppdatera in a browser: an invented year from the template to publishing and back, refusals, who sees the page."""

import io
import json
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import invented_year
import openpyxl
import pytest
from playwright.sync_api import Browser, Page, expect

from dashboard.i18n import text
from dashboard.store.versions import VERSIONS, history
from e2e.axe import settle, violations
from e2e.conftest import Server, watch

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
t = text("sv")


@pytest.fixture
def editor(browser: Browser, fresh: Server) -> Iterator[Page]:
    """The page on a server of its own; fails where the browser complains."""
    context = browser.new_context(locale="sv-SE", viewport={"width": 1280, "height": 900}, accept_downloads=True)
    complaints = watch(page := context.new_page(), fresh.url)
    page.set_default_timeout(60_000)
    page.goto(f"{fresh.url}/uppdatera")
    settle(page)
    yield page
    context.close()
    assert complaints == []


def hand_in(page: Page, content: bytes, name: str = "RUN 2022.xlsx") -> None:
    page.locator("input[type=file][accept*=xlsx]").set_input_files({"name": name, "mimeType": XLSX, "buffer": content})


def see(page: Page, words: str) -> None:
    """Waits until the page itself (not only its announcement) says so."""
    expect(page.locator(".stHtml, .stFileUploader").get_by_text(words).first).to_be_visible(timeout=60_000)


def measures(server: Server, year: int) -> list[dict[str, object]]:
    """The measures of a year as anybody fetches them."""
    url = f"{server.url}/api/v1/measures.json"
    with urllib.request.urlopen(url) as answer:
        rows: list[dict[str, object]] = json.load(answer)["rows"]
    return [row for row in rows if row["year"] == year]


def sound(page: Page) -> None:
    """No violations, nothing that scrolls sideways, on a wide and on the narrowest screen."""
    for width in (1280, 320):
        page.set_viewport_size({"width": width, "height": 900})
        assert violations(page) == [], f"at {width} px"
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.set_viewport_size({"width": 1280, "height": 900})


def compared(page: Page, server: Server) -> None:
    """The invented year beside 2021: what got better as `invented_year` made it, the money moved by 100 tkr."""
    page.goto(f"{server.url}/?year=2022")
    page.locator(".compare-offer a").click()
    counts = page.locator(".compare-counts").first
    counts.wait_for()
    assert "3 bättre, 23 oförändrade, 13 kan inte jämföras" in counts.inner_text()
    page.goto(f"{server.url}/ekonomi?year=2022&compare=2021&amounts=tkr")
    page.wait_for_selector("#jamforelse table")
    for unit, figures in (("Norrbottensmusiken", "+2 107 +2 207 +100"), ("Norrbottens museum", "+4 401 +4 301 −100")):
        expect(page.get_by_role("row", name=f"{unit} {figures}")).to_be_visible()
    sound(page)
    page.goto(f"{server.url}/mal?year=2022&compare=2021")
    page.wait_for_selector("#jamforelse table")
    assert page.locator("#jamforelse table").first.locator("tbody tr").count() == 39
    assert page.locator("#jamforelse").get_by_text("Bättre", exact=False).count() >= 3


def test_an_invented_year_comes_in_is_seen_and_goes_again(editor: Page, fresh: Server, tmp_path: Path) -> None:
    page = editor
    with page.expect_download() as download:
        page.get_by_role("button", name="Hämta mallen för 2022").click()
    assert download.value.suggested_filename == "mall-2022.xlsx"
    download.value.save_as(tmp_path / "mall.xlsx")
    template = (tmp_path / "mall.xlsx").read_bytes()

    # Handed in as it is, it lacks what the report says: every empty cell is named, nothing is published.
    hand_in(page, template, "tom mall.xlsx")
    see(page, t("update.refused"))
    assert page.locator("table", has_text="Mått!").count() >= 1
    sound(page)
    assert len(history(fresh.published)) == 1

    filled = invented_year.fill(template)
    page.reload()
    settle(page)
    hand_in(page, filled)
    expect(page.get_by_role("heading", name="Granska: det här blir version 2")).to_be_visible(timeout=60_000)
    expect(page.get_by_role("row", name="Mått och aktiviteter 39 0 0 0")).to_be_visible(timeout=60_000)
    assert page.get_by_text("8 summor som inte stämmer, med förklaring").count() == 1
    sound(page)
    assert measures(fresh, 2022) == []

    # By keyboard alone: the reason, then the button.
    page.get_by_label(t("update.reason")).focus()
    page.keyboard.type("Påhittat år, prov")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    see(page, "Publicerat som version 2.")
    expect(page.get_by_role("row", name="Påhittat år, prov")).to_be_visible(timeout=60_000)
    sound(page)
    _, made = history(fresh.published)
    assert (made.reason, made.file, made.tables["measures"].added) == ("Påhittat år, prov", "RUN 2022.xlsx", 39)
    assert (fresh.published / VERSIONS / "0002" / "input" / "RUN 2022.xlsx").read_bytes() == filled
    with page.expect_download() as download:
        page.get_by_role("button", name="Hämta RUN 2022.xlsx").click()
    assert download.value.suggested_filename == "RUN 2022.xlsx"
    assert download.value.path().read_bytes() == filled

    page.get_by_role("link", name=t("update.see")).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("2022")
    page.locator("[data-testid=stMain]").get_by_text("PÅHITTAD årsrapport 2022").first.wait_for()
    page.goto(f"{fresh.url}/framgangsfaktor?factor=attraktiva-livsmiljoer&year=2022")
    settle(page)
    page.get_by_text("PÅHITTAT:").first.wait_for()
    assert len(measures(fresh, 2022)) == 39

    compared(page, fresh)

    page.goto(f"{fresh.url}/uppdatera")
    settle(page)
    page.get_by_role("button", name="Gå tillbaka till version 1 …").click()
    see(page, "Ska version 1 gälla igen?")
    expect(page.get_by_role("row", name="Mått och aktiviteter 0 0 39 0")).to_be_visible(timeout=60_000)
    sound(page)
    page.get_by_role("button", name="Avbryt").click()
    expect(page.locator(".stHtml").get_by_text("Ska version 1 gälla igen?")).to_have_count(0, timeout=60_000)
    page.get_by_role("button", name="Gå tillbaka till version 1 …").click()
    page.get_by_role("button", name="Ja, gå tillbaka till version 1").click()
    see(page, "De tidigare uppgifterna gäller igen, som version 3.")
    assert measures(fresh, 2022) == []
    assert [v.origin for v in history(fresh.published)] == ["data", "import", "rollback"]
    page.goto(f"{fresh.url}/kallor")
    rows = page.locator("#versions + p + .scroll tbody tr")
    rows.first.wait_for()
    assert [" ".join(row.locator("th, td.num").all_inner_texts()) for row in rows.all()] == [
        f"{v.number} {v.counts.added} {v.counts.changed} {v.counts.removed}" for v in reversed(history(fresh.published))
    ]
    lines = [json.loads(line) for line in (fresh.published / "imports.jsonl").read_text("utf-8").splitlines()]
    assert [(line["event"], line["way"], line["result"]) for line in lines] == [
        ("import", "page", "published"), ("rollback", "page", "published"),
    ]  # fmt: skip


def test_what_is_not_a_workbook_is_refused_with_its_reason(editor: Page, fresh: Server) -> None:
    hand_in(editor, b"PK\x03\x04 not a workbook", "..\\..\\<b>x</b>.xlsx")
    see(editor, t("update.refused"))
    assert editor.locator("b", has_text="x").count() == 0
    sound(editor)
    editor.goto(f"{fresh.url}/uppdatera?lang=en")
    settle(editor)
    book = openpyxl.Workbook()
    book.active.title = "Nonsense"
    out = io.BytesIO()
    book.save(out)
    hand_in(editor, out.getvalue())
    see(editor, text("en")("update.refused"))
    assert len(history(fresh.published)) == 1


def test_the_page_is_off_unless_switched_on(browser: Browser, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from e2e.conftest import serving

    monkeypatch.setenv("DASHBOARD_UPDATE_PAGE", "false")
    with serving(tmp_path) as server:
        page = browser.new_page()
        answer = page.goto(f"{server.url}/uppdatera")
        assert answer is not None
        assert answer.status == 404
        expect(page.get_by_role("heading", level=1)).to_have_text(t("missing.title"))
        page.goto(server.url)
        settle(page)
        assert page.get_by_role("link", name="Uppdatera").count() == 0
        page.close()
