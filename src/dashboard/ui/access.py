"""What the visitor of this session may do."""

import streamlit as st

from dashboard import access
from dashboard.i18n import Text
from dashboard.settings import settings
from dashboard.ui.registry import PageSpec, there


def visitor() -> access.Visitor | None:
    """Who has logged in to this session; None without a login."""
    if settings().login == "off":  # nobody has, and to ask Streamlit reads its secrets anew
        return None
    return access.visitor(settings(), st.user.to_dict())


def who() -> str:
    """What the visitor is called, for the history of imports; empty without a login."""
    found = visitor()
    return found.name if found else ""


def may_read() -> bool:
    """Whether this visitor may see the pages."""
    return access.may_read(settings(), visitor())


def may_edit() -> bool:
    """Whether this visitor may import data and go back to an earlier version."""
    return access.may_edit(settings(), visitor())


def offered() -> list[PageSpec]:
    """The pages that there are for this visitor."""
    return [page for page in there() if not page.editors or may_edit()]


def door(t: Text) -> None:
    """What stands instead of a page where the visitor may not read."""
    st.html(f"<h1>{t('login.title')}</h1><p>{t('login.refused' if visitor() else f'login.{settings().login}')}</p>")
    if settings().login == "oidc":
        if visitor():
            st.button(t("login.leave"), on_click=st.logout)
        else:
            st.button(t("login.enter"), on_click=st.login, type="primary")
