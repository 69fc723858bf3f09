"""Without JavaScript each page says so in its language, and leads to its data as tables and to the accessibility statement."""

import re
from urllib.parse import parse_qs, urljoin, urlsplit

import pytest
from playwright.sync_api import Browser

from dashboard.i18n import LANGS, Lang, text
from dashboard.ui.registry import PAGES
from e2e.conftest import watch


@pytest.mark.parametrize("lang", LANGS)
def test_every_page_is_of_use_without_javascript(browser: Browser, url: str, lang: Lang) -> None:
    """One heading, the page's title, words in its language, and links that answer: tables, pages, the statement."""
    t, other = text(lang), text("en" if lang == "sv" else "sv")
    context = browser.new_context(java_script_enabled=False)
    complaints = watch(page := context.new_page(), url)
    followed: dict[str, str] = {}
    for spec in PAGES:
        page.goto(f"{url}/{spec.path}?lang={lang}")
        title = t(f"page.{spec.name}.title")
        assert page.locator("html").get_attribute("lang") == lang
        assert page.title() == f"{title} – {t('app.title')}"
        assert page.locator("h1").all_inner_texts() == [title]
        said = page.locator("p:visible").all_inner_texts()
        assert t("noscript.lead") in said and other("noscript.lead") not in said
        links = page.locator("a:visible").evaluate_all("all => all.map(a => a.getAttribute('href'))")
        assert f"/tillganglighet?lang={lang}" in links and f"/api/v1/?lang={lang}" in links
        tables = [link for link in links if urlsplit(link).path.endswith(".html")]
        assert tables or spec.name in {"about", "update"}, spec.name
        for link in links:
            address = urljoin(page.url, link)
            if address not in followed:
                answer = page.request.get(address, headers={"accept": "text/html"})
                assert answer.status == 200, address
                followed[address] = answer.text()
            asked = parse_qs(urlsplit(link).query)["lang"][0]
            assert f'<html lang="{asked}"' in followed[address], address
            assert link not in tables or re.search(r"<tbody>\s*<tr><td", followed[address]), address
    context.close()
    assert not complaints, "\n".join(complaints)
