"""The search in a browser: works on every page by keyboard, is in the address, and leads to the exact place."""

import pytest
from playwright.sync_api import Page, expect

PAGES = ["", "mal", "framgangsfaktor", "norrbotniabanan", "eu-program", "ekonomi", "bolag", "nyckeltal", "kallor", "om"]


def open_page(page: Page, address: str) -> None:
    page.goto(address)
    page.wait_for_selector("footer.foot")


def test_by_keyboard_from_field_to_place(page: Page, url: str) -> None:
    open_page(page, f"{url}/om")
    page.get_by_label("Sök", exact=True).focus()
    page.keyboard.type("antagna bolag tio")
    page.keyboard.press("Enter")
    expect(page.locator(".search [role=status]")).to_contain_text("Inga träffar")
    page.get_by_label("Sök", exact=True).fill("inkubatorn")
    page.keyboard.press("Enter")
    expect(page.locator(".search h3").first).to_be_visible()
    for _ in range(25):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.textContent") == "Arctic Business Incubator AB":
            break
    page.keyboard.press("Enter")
    expect(page.locator("#arctic-business-incubator h3")).to_be_focused()
    expect(page.locator("#arctic-business-incubator")).to_be_in_viewport()
    expect(page.locator(".search")).to_have_count(0)
    assert "q=" not in page.url


def test_the_count_is_said_to_screen_readers(page: Page, url: str) -> None:
    open_page(page, f"{url}/mal")
    page.get_by_label("Sök", exact=True).fill("filmpool")
    page.keyboard.press("Enter")
    expect(page.locator("body > [role=status]")).to_have_text("En träff.")


@pytest.mark.parametrize("path", PAGES)
def test_it_works_on_every_page_and_is_cleared_by_its_link(page: Page, url: str, path: str) -> None:
    open_page(page, f"{url}/{path}?q=bredband&lang=en")
    expect(page.locator(".search h2")).to_have_text("Search: bredband")
    assert page.locator(".search li a").count() > 5
    expect(page.get_by_label("Search", exact=True)).to_have_value("bredband")
    page.get_by_role("link", name="Clear the search").click()
    expect(page.locator(".search")).to_have_count(0)
    expect(page.get_by_label("Search", exact=True)).to_have_value("")
    assert "q=" not in page.url


@pytest.mark.parametrize(
    ("asked", "name", "place"),
    [
        ("Samhälle", "Ett livskraftigt län", "b-ett-livskraftigt-lan"),
        ("marknadsandelar", "Kollektivtrafikens marknadsandelar", "kollektivtrafikens-marknadsandelar"),
        ("spadtaget", "Första spadtaget tas på Umeå–Dåva", "foersta-spadtaget-umea-dava"),
        ("red ii", "Direktivet om förnybar energi, RED II", "efns-foernybar-energi"),
        ("gallivare 31", "Folkmängd 31 december, Gällivare kommun", "folkmangd-gallivare"),
        ("kolarctic 2021", "Kolarctic", "interreg-kolarctic-2021-2027"),
    ],
)
def test_a_result_leads_to_its_place(page: Page, url: str, asked: str, name: str, place: str) -> None:
    open_page(page, f"{url}/bolag?year=2020&unit=regionbiblioteket&q={asked}")
    page.locator(".search li a", has_text=name).first.click()
    expect(page.locator(f"[id='{place}']")).to_be_in_viewport()
    expect(page.locator(".search")).to_have_count(0)
    assert "q=" not in page.url


def test_it_stays_with_the_language_and_the_year_but_not_with_another_page(page: Page, url: str) -> None:
    open_page(page, f"{url}/bolag?q=energi")
    page.get_by_role("link", name="English").click()
    expect(page.locator(".search h2")).to_have_text("Search: energi")
    page.get_by_role("navigation", name="Pages").get_by_role("link", name="Goals").click()
    expect(page.locator(".search")).to_have_count(0)


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("x", "Skriv minst två tecken."), ("qwertyuiop", "Inga träffar."), ("%3Cimg src=x onerror=alert(1)%3E", "Inga"),
    ],
)  # fmt: skip
def test_nothing_found_says_so(page: Page, url: str, asked: str, said: str) -> None:
    open_page(page, f"{url}/bolag?q={asked}")
    expect(page.locator(".search [role=status]")).to_contain_text(said)
    expect(page.locator(".search li")).to_have_count(0)
    expect(page.locator(".search img")).to_have_count(0)
    expect(page.locator(".company")).to_have_count(8)
