"""The page that brings data in: the same report and the same way to publish as the command line."""

import datetime as dt
import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import streamlit as st

from dashboard.errors import DashboardError
from dashboard.exchange import incoming, inputs, journal, plan, report
from dashboard.exchange.plan import Plan
from dashboard.exchange.workbook import carry
from dashboard.exchange.workbook import template as workbook
from dashboard.filters import Filters
from dashboard.settings import settings
from dashboard.store.build import published
from dashboard.store.load import load
from dashboard.store.publish import Press, publishing
from dashboard.store.versions import Version, history, latest, rows
from dashboard.ui import show
from dashboard.ui.view import View

LOOKED, OUTCOME, ROUND, BACK = "_import_looked", "_import_outcome", "_import_round", "_import_back"
"""What the session keeps: the last file with its report, what was done, how many files, the version to go back to."""
REASON = 300


@dataclass(frozen=True)
class Looked:
    """A file that was read, on top of which version, and what came of it: a plan, or why there is none."""

    sha256: str
    base: int
    plan: Plan | None
    error: DashboardError | None = None


def outcome() -> dict[str, Any] | None:
    """What the last click did, once."""
    done: dict[str, Any] | None = st.session_state.pop(OUTCOME, None)
    return done


def template(v: View[Filters]) -> None:
    """The workbook to fill in for a year: the next one, or one that there is."""
    show.html(v, "update_template.html")
    known = [int(code) for code in v.names.codes("year")]
    year = st.selectbox(v.t("update.template_year"), [max(known, default=v.f.year) + 1, *known], key="template_year")
    st.download_button(
        v.t("update.template_get", year=year), lambda: _template(v, year), file_name=f"mall-{year}.xlsx",
        mime="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", on_click="ignore", key="template_get",
    )  # fmt: skip


def bring_in(v: View[Filters]) -> None:
    """The file to bring in, what it would change, and publishing it."""
    show.html(v, "update_file.html")
    upload = st.file_uploader(v.t("update.file"), type="xlsx", key=f"import_file_{st.session_state.get(ROUND, 0)}")
    if upload is None:
        return
    looked = _look(v, upload.name, upload.getvalue())
    if looked.plan is None:
        assert looked.error is not None
        show.html(v, "update_problems.html", error=looked.error, problems=getattr(looked.error, "problems", ()))
        return
    show.html(
        v, "update_preview.html", plan=looked.plan, changes=report.changed(looked.plan.changes, v.t),
        sums=report.sums(looked.plan, v.t), renamed=report.renamed(looked.plan, v.t), number=looked.base + 1,
    )  # fmt: skip
    if looked.plan.nothing:
        return
    reason = st.text_input(v.t("update.reason"), max_chars=REASON, key="import_reason")
    if st.button(v.t("update.publish", number=looked.base + 1), type="primary", key="import_publish"):
        wanted = looked.plan
        _act(
            v,
            "import",
            lambda press: plan.publish(press, settings().data, wanted, reason.strip()),
            wanted.incoming.year,
        )


def versions(v: View[Filters]) -> None:
    """Every version, and going back to one of them."""
    known, in_use = history(settings().published), published(settings().published)
    current = in_use.number if in_use else 0
    shown = [(one, report.made(one), report.what(one, v.t)) for one in reversed(known)]
    show.html(v, "update_versions.html", versions=shown, in_use=current)
    _fetch(v, [one for one, _, _ in shown])
    content = {one.number: one.content for one in known}
    others = [one for one, _, _ in shown if content[one.number] != content.get(current)]
    if not others:
        return
    names = {one.number: f"{one.number} · {made} · {what}" for one, made, what in shown}
    chosen = st.selectbox(
        v.t("update.back_to"), [one.number for one in others], format_func=names.__getitem__, key="import_back_to"
    )
    if st.button(v.t("update.back", number=chosen), key="import_back"):
        st.session_state[BACK] = chosen
    if st.session_state.get(BACK) == chosen:
        _confirm(v, chosen, current)


def _fetch(v: View[Filters], versions: list[Version]) -> None:
    """What made a version, as it came in."""
    out = settings().published
    names = {one.number: name for one in versions if (name := inputs.name(out, one.number))}
    if not names:
        return
    number = st.selectbox(
        v.t("update.kept"), list(names), format_func=lambda n: f"{n} · {names[n]}", key="import_kept"
    )  # fmt: skip
    st.download_button(
        v.t("update.kept_get", name=names[number]), lambda: inputs.content(out, number), file_name=names[number],
        mime="application/octet-stream", on_click="ignore", key="import_kept_get",
    )  # fmt: skip


def _confirm(v: View[Filters], number: int, current: int) -> None:
    try:
        changes = plan.difference(settings().published, current, number)
    except DashboardError as error:
        show.html(v, "update_problems.html", error=error, problems=getattr(error, "problems", ()))
        return
    show.html(v, "update_confirm.html", number=number, changes=report.changed(changes, v.t))
    reason = st.text_input(v.t("update.reason"), max_chars=REASON, key="import_back_reason")
    yes, no = st.columns(2)
    if yes.button(v.t("update.back_yes", number=number), type="primary", key="import_back_yes"):
        _act(v, "rollback", lambda press: plan.roll_back(press, settings().data, number, reason.strip()))
    if no.button(v.t("update.back_no"), key="import_back_no"):
        st.session_state.pop(BACK)
        st.rerun()


def _template(v: View[Filters], year: int) -> bytes:
    last = latest(settings().published)
    loaded = rows(settings().published, last.number) if last else load(settings().data)
    before = carry.year_before(loaded, year)
    return workbook.template(carry.records(loaded, year, before), year, before, v.t, dt.datetime.now(dt.UTC))


def _look(v: View[Filters], name: str, content: bytes) -> Looked:
    """What the file would change, read and worked out once per file and version."""
    sha256, base = hashlib.sha256(content).hexdigest(), getattr(latest(settings().published), "number", 0)
    known: Looked | None = st.session_state.get(LOOKED)
    if known is not None and (known.sha256, known.base) == (sha256, base):
        return known
    bar = st.progress(0.1, text=v.t("update.step.read"))
    try:
        came = incoming.read_workbook(name, content)
        bar.progress(0.6, text=v.t("update.step.check"))
        looked = Looked(sha256, base, plan.plan(settings().published, settings().data, came))
    except DashboardError as error:
        looked = Looked(sha256, base, None, error)
    bar.empty()
    st.session_state[LOOKED] = looked
    return looked


def _act(v: View[Filters], event: str, do: Callable[[Press], Version | None], year: int | None = None) -> None:
    """Publishes, says on the next run how it went, and starts over; `year` is the one to look at then."""
    out = settings().published
    bar = st.progress(0.2, text=v.t("update.step.publish"))
    try:
        with journal.noted(out, event, "page") as facts, publishing(out) as press:
            bar.progress(0.4, text=v.t("update.step.build"))
            made = do(press)
            facts |= journal.of(made)
            bar.progress(1.0, text=v.t("update.step.done"))
    except DashboardError as error:
        st.session_state[OUTCOME] = {"good": False, "said": error.say(v.t)}
    else:
        said = v.t(f"update.done.{event}", number=made.number) if made else v.t("cli.same")
        st.session_state[OUTCOME] = {"good": True, "said": said, "year": year or v.f.year}
        st.session_state[ROUND] = st.session_state.get(ROUND, 0) + 1
    for kept in (LOOKED, BACK):
        st.session_state.pop(kept, None)
    st.rerun()
