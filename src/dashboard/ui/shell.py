"""The frame of every page: language, filters, menu, sidebar, what could not be understood, foot, and the URL."""

import logging
from pathlib import Path

import streamlit as st

from dashboard.errors import DashboardError
from dashboard.i18n import LANGS, text
from dashboard.settings import settings
from dashboard.store import queries
from dashboard.store.live import live
from dashboard.ui import access, controls, search, show, url
from dashboard.ui.registry import BY_PATH
from dashboard.ui.view import View, enter

log = logging.getLogger(__name__)


def run() -> None:
    """One rerun, from URL to page and back to URL.  Nothing that goes wrong shows a traceback."""
    asked = st.query_params.get("lang", st.session_state.get("lang", "sv"))
    t = text(asked if asked in LANGS else "sv")
    navigation = st.navigation(
        [
            st.Page(Path(p.file), title=t(f"page.{p.name}.title"), url_path=p.path or None, default=not p.path)
            for p in access.offered()
        ],
        position="hidden",
    )
    spec = BY_PATH[navigation.url_path]
    if not access.may_read():
        access.door(t)
        return
    try:
        db = live(settings().published).database()
        names = queries.vocabulary(db)
        filters, refused = url.pull(spec.filters, names, spec.path, queries.latest_full_year(db))
        t = text(filters.lang)
        view = View(db, filters, t, names, refused, spec.name, f"/{spec.path}")
        enter(view)
        st.set_page_config(page_title=f"{t(f'page.{spec.name}.title')} – {t('app.title')}", layout="wide")
        controls.sidebar(view)
        show.html(view, "refused.html")
        search.results(view)
        navigation.run()
        show.html(view, "foot.html")
        url.push(filters, spec.path)
    except DashboardError as error:
        log.warning("page %s: %s", spec.name, error)
        show.failure(t, error.say(t))
    except Exception:
        log.exception("page %s", spec.name)
        show.failure(t, t("error.unexpected"))
