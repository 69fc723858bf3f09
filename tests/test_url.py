"""The URL and the fields: which of them wins when both say something."""

from typing import Any

import pytest

from dashboard.filters import FactorFilters, GoalFilters, Vocabulary
from dashboard.ui import url


class Query(dict[str, list[str]]):
    """Stands in for Streamlit's query parameters."""

    def get_all(self, name: str) -> list[str]:
        return self[name]

    def from_dict(self, query: dict[str, list[str]]) -> None:
        self.clear()
        self.update(query)


class Browser:
    """A session whose URL may lag behind what was last written to it."""

    def __init__(self, names: Vocabulary, monkeypatch: pytest.MonkeyPatch) -> None:
        self.names, self.state, self.query = names, dict[str, Any](), Query()
        monkeypatch.setattr(url.st, "session_state", self.state)
        monkeypatch.setattr(url.st, "query_params", self.query)

    def run(self, **fields: Any) -> GoalFilters:
        """A rerun after fields were changed by hand; the URL is what `query` says."""
        self.state.update(fields)
        filters, _ = url.pull(GoalFilters, self.names, "mal", 2021)
        url.push(filters, "mal")
        return filters


@pytest.fixture
def browser(names: Vocabulary, monkeypatch: pytest.MonkeyPatch) -> Browser:
    return Browser(names, monkeypatch)


def test_a_deep_link_fills_the_fields(browser: Browser) -> None:
    browser.query.update({"status": ["partly"], "year": ["2020"]})
    assert browser.run().status == ("partly",)
    assert browser.state["status"] == ["partly"] and browser.state["year"] == 2020


def test_a_field_changed_by_hand_reaches_the_url(browser: Browser) -> None:
    browser.run()
    assert browser.run(status=["partly"]).status == ("partly",)
    assert browser.query["status"] == ["partly"]


def test_two_quick_changes_are_both_kept_though_the_url_lags(browser: Browser) -> None:
    browser.run()
    before = dict(browser.query)
    browser.run(status=["partly"])
    browser.query.from_dict(before)  # the browser has not got the new URL yet
    filters = browser.run(kind=["activity"])
    assert (filters.status, filters.kind) == (("partly",), ("activity",))


def test_back_and_forward_win_over_the_fields(browser: Browser) -> None:
    browser.run()
    first = dict(browser.query)
    browser.run(status=["partly"])
    second = dict(browser.query)
    browser.query.from_dict(first)
    assert browser.run().status == ()
    browser.query.from_dict(second)
    assert browser.run().status == ("partly",)


@pytest.mark.parametrize("link", [{"lang": ["sv"], "year": ["2021"], "factor": ["kommunikationer"]}, {}])
def test_back_from_a_page_that_was_left_before_it_was_drawn(browser: Browser, link: dict[str, list[str]]) -> None:
    browser.run()
    browser.run(status=["partly"])
    before = dict(browser.query)
    browser.query.from_dict(link)
    url.pull(FactorFilters, browser.names, "framgangsfaktor", 2021)  # and no `push`: the visitor has left
    del browser.state["status"]  # Streamlit forgets the fields of the page that was left
    browser.query.from_dict(before)
    assert browser.run().status == ("partly",)
    assert browser.query == before


def test_a_quick_change_is_kept_though_the_url_still_says_what_the_link_said(browser: Browser) -> None:
    browser.query.from_dict({"status": ["partly"]})
    browser.run()
    browser.query.from_dict({"status": ["partly"]})  # the browser has not got the complete URL yet
    assert browser.run(kind=["activity"]).kind == ("activity",)


def test_a_link_on_the_same_page_wins_over_a_field_just_changed(browser: Browser) -> None:
    browser.run()
    browser.query.from_dict({"year": ["2021"], "perspective": ["samhalle"]})
    filters = browser.run(text="bredband")
    assert filters.perspective == ("samhalle",) and filters.text == ""
