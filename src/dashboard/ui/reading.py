"""On the page that brings data in: a report document is uploaded, the workbook comes back filled in."""

import hashlib
from dataclasses import dataclass

import streamlit as st

from dashboard.errors import DashboardError
from dashboard.exchange.reading import run
from dashboard.filters import Filters
from dashboard.settings import settings
from dashboard.store.versions import latest
from dashboard.ui import show
from dashboard.ui.view import View

DRAFTED = "_read_drafted"
"""What the session keeps: the last document that was read, and its workbook."""
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True)
class Drafted:
    """A document that was read for a year on top of a version, and what came of it: a workbook, or an error."""

    of: tuple[str, int, int]
    book: bytes = b""
    counts: dict[str, int] | None = None
    error: DashboardError | None = None


def read(v: View[Filters]) -> None:
    """The report to read, for which year, and the workbook that came of it."""
    show.html(v, "update_read.html")
    known = [int(code) for code in v.names.codes("year")]
    year = st.selectbox(v.t("update.read_year"), [max(known, default=v.f.year) + 1, *known], key="read_year")
    upload = st.file_uploader(v.t("update.read_file"), type=["pdf", "docx", "txt"], key="read_file")
    if upload is None:
        return
    drafted = _drafted(v, upload.name, upload.getvalue(), year)
    if drafted.error is not None:
        show.html(v, "update_read_refused.html", said=drafted.error.say(v.t))
        return
    show.html(v, "update_read_done.html", counts=drafted.counts, report_year=year)
    st.download_button(
        v.t("update.read_get", year=year), drafted.book, file_name=f"utkast-{year}.xlsx", mime=XLSX,
        on_click="ignore", key="read_get",
    )  # fmt: skip


def _drafted(v: View[Filters], name: str, content: bytes, year: int) -> Drafted:
    """What the document holds, read once per file, year and version."""
    out = settings().published
    of = (hashlib.sha256(content).hexdigest() + v.t.lang, year, getattr(latest(out), "number", 0))
    known: Drafted | None = st.session_state.get(DRAFTED)
    if known is not None and known.of == of:
        return known
    bar = st.progress(0.0, text=v.t("update.read_step"))

    def progress(page: int, pages: int) -> None:
        bar.progress(0.9 * page / pages, text=v.t("cli.reading", page=page, total=pages))

    try:
        book, draft = run.workbook(content, name, year, out, v.t, progress=progress)
        over, missing = len(draft.unplaced), len(draft.missing)
        counts = {"cells": draft.entries(), "check": draft.unsure(), "over": over, "missing": missing}
        made = Drafted(of, book, counts)
    except DashboardError as error:
        made = Drafted(of, error=error)
    bar.empty()
    st.session_state[DRAFTED] = made
    return made
