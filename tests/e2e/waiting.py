"""Waiting for what a browser shows, shared by the browser tests."""

from playwright.sync_api import Page


def until(page: Page, expression: str) -> None:
    """Polls from outside: our content security policy forbids the page to evaluate strings."""
    for _ in range(150):
        if page.evaluate(expression):
            return
        page.wait_for_timeout(100)
    raise AssertionError(f"never true: {expression}")
