"""Where the reader is after a change of page: the focus at the new heading, which is said aloud, by a link and by back and forward."""

import pytest
from playwright.sync_api import Page, expect

from dashboard.i18n import LANGS, Lang, text
from e2e.axe import settle

LIVE = "[role=status][data-ours]"


@pytest.mark.parametrize("lang", LANGS)
def test_focus_and_announcement_follow_the_page(page: Page, url: str, lang: Lang) -> None:
    t = text(lang)

    def arrived(name: str) -> None:
        """At a page, with its heading focused and said, and both still so when the page has come to rest."""
        expect(page).to_have_title(f"{t(f'page.{name}.title')} – {t('app.title')}")
        heading = page.get_by_role("heading", level=1)
        for milliseconds in (300, 0):
            expect(heading).to_be_focused()
            expect(page.locator(LIVE)).to_have_text(heading.inner_text().strip(), use_inner_text=True)
            settle(page)
            page.wait_for_timeout(milliseconds)

    def follow(name: str) -> None:
        page.keyboard.press("Tab")  # a reader's own move, after which the focus is not moved again
        link = page.get_by_role("navigation", name=t("nav.main")).get_by_role("link", name=t(f"page.{name}.menu"), exact=True)  # fmt: skip
        link.focus()
        page.wait_for_timeout(150)
        expect(link).to_be_focused()
        page.keyboard.press("Enter")
        arrived(name)

    page.goto(f"{url}/om?lang={lang}")
    settle(page)
    follow("companies")
    follow("sources")
    page.evaluate("history.back()")
    arrived("companies")
    page.get_by_role("combobox").first.focus()
    page.go_back()
    arrived("about")
    page.go_forward()
    arrived("companies")


def test_back_to_another_choice_on_the_same_page_leaves_the_focus_where_it_is(page: Page, url: str) -> None:
    page.goto(f"{url}/bolag")
    settle(page)
    box = page.get_by_role("combobox", name=text("sv")("filter.status"))
    box.click()
    page.get_by_role("option").last.click()
    page.wait_for_url("**status=*")
    page.keyboard.press("Escape")
    settle(page)
    box.focus()
    page.evaluate("history.back()")
    page.wait_for_url(lambda address: "status=" not in address)
    page.wait_for_timeout(1200)
    expect(box).to_be_focused()
