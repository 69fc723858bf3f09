"""Perspectives, goals, success factors and measures as draft rows.  Texts are our own words, never the report's."""

import re
from collections.abc import Mapping
from typing import Any

from dashboard.exchange.reading import facts, measures, passages
from dashboard.exchange.reading.draft import Draft, Entry, Missing, Previous, Unplaced, filled
from dashboard.exchange.reading.goals import goal_part
from dashboard.exchange.reading.model import Table
from dashboard.exchange.reading.outline import Outline, Section
from dashboard.exchange.reading.statuses import UNKNOWN, Said, from_cell, from_marks, from_words, trend_from_marks
from dashboard.exchange.reading.words import NUMBER, letters, number, slug
from dashboard.i18n import Text

_VALUE = re.compile(rf"^(?P<number>{NUMBER})\s*(?P<unit>%|procent|[a-zåäö]+)?$", re.IGNORECASE)
_GLOSSARY = {
    "öka": "Increase", "minska": "Decrease", "bibehålla": "Maintain", "inte minska": "No decrease",
    "framtagen": "Drawn up", "genomfört": "Done", "genomförd": "Done", "infört": "In place", "utkast": "Draft",
}  # fmt: skip
"""English of the targets that the template's users write again and again."""


class Tree:
    """Writes the goal tree of an outline into a draft; `sv` and `en` are the texts of both languages."""

    def __init__(self, draft: Draft, previous: Previous, known: frozenset[str], sv: Text, en: Text) -> None:
        self.draft, self.previous, self.known, self.sv, self.en = draft, previous, known, sv, en
        self.text: list[passages.Paragraph] = []
        """The running text of all parts, for what is looked for everywhere (euro amounts, positions)."""

    def write(self, outline: Outline) -> None:
        for perspective in outline.perspectives:
            name, at = perspective.name, (perspective.page, perspective.place)
            perspective_id = self.previous.id_of("perspectives", name)
            self.draft.add(
                "perspectives",
                filled(
                    perspective_id=Entry(perspective_id, *at), name_sv=Entry(name or None, *at),
                    name_en=self._english("perspectives", name, at), page=Entry(perspective.page, *at),
                ),
            )  # fmt: skip
            if not name:
                self.draft.missing.append(Missing("perspective_name", "perspectives", perspective_id, perspective.page))
            for goal in perspective.parts:
                self._goal(goal, perspective_id)

    def _english(self, table: str, name: str, at: tuple[int | None, str], column: str = "name_en") -> Entry | None:
        """English from the year before; a new name is left for a person to translate, and listed as such."""
        reused = self.previous.reused(table, name, column)
        if reused is None:
            self.draft.missing.append(Missing("english", table, name, at[0]))
            return None
        return Entry(reused, *at)

    def _both(self, key: str, said: str, at: tuple[int | None, str], stem: str, **params: object) -> dict[str, Entry]:
        """Our own words in both languages, to be checked; `said` is what the report has."""
        return {
            f"{stem}_sv": Entry(self.sv(key, **params), *at, sure=False, said=said),
            f"{stem}_en": Entry(self.en(key, **params), *at, sure=False, said=said),
        }

    def _goal(self, goal: Section, perspective_id: str) -> None:
        part, at = goal_part(goal, self.known), (goal.page, goal.place)
        goal_id = self.previous.id_of("goals", goal.name)
        self.text += part.over
        judged = part.judgement or part.marked or UNKNOWN
        if part.judgement and part.marked and part.judgement.code != part.marked.code:
            self.draft.unplaced.append(Unplaced("mark_disagrees", f"{goal.name}: {part.marked.carrier}", *at))
            judged = Said(judged.code, judged.basis, False, judged.carrier)
        if judged is UNKNOWN:
            self.draft.missing.append(Missing("judgement", "goals", goal.name, goal.page))
        where = (part.page, part.place) if part.passage else at
        self.draft.add(
            "goals",
            filled(
                goal_id=Entry(goal_id, *at), perspective_id=Entry(perspective_id, *at), name_sv=Entry(goal.name, *at),
                name_en=self._english("goals", goal.name, at),
                status=Entry(judged.code, *where, judged.sure, judged.carrier),
                status_basis=Entry(judged.basis, *where, judged.sure, judged.carrier),
                **self._reason(judged, where),
                **self._both("read.goal_summary", part.passage, where, "summary", n=len(goal.parts) + len(part.listed)),
                page=Entry(goal.page, *at),
            ),
        )  # fmt: skip
        for n, factor in enumerate(goal.parts):
            if part.sections[n] and letters(part.sections[n]) != letters(factor.name):
                self.draft.unplaced.append(Unplaced("other_name", f"{part.sections[n]} / {factor.name}", *at))
            self._factor(factor, goal_id, perspective_id)
        for name in part.listed:
            self._listed(name, goal_id, at)
        for item in goal.items:
            if isinstance(item, Table) and not any("framgångsfaktor" in letters(t) for t in item.rows[0].texts):
                self._table_over(item)

    def _reason(self, said: Said, at: tuple[int | None, str]) -> dict[str, Entry]:
        made = {}
        for t in (self.sv, self.en):
            word = t(f"status.{said.code}").lower()
            reason = t(f"read.reason.{said.basis}", status=word)
            made[f"status_reason_{t.lang}"] = Entry(
                reason, *at, sure=said.sure and said.basis != "stated", said=said.carrier
            )
        return made

    def _listed(self, name: str, goal_id: str, at: tuple[int | None, str]) -> None:
        """A factor that only the goal's list names: no section, no measures."""
        self.draft.missing.append(Missing("section", "success_factors", name, at[0]))
        self.draft.add(
            "success_factors",
            filled(
                factor_id=Entry(self.previous.id_of("success_factors", name), *at, sure=False),
                goal_id=Entry(goal_id, *at),
                name_sv=Entry(name, *at, sure=False), name_en=self._english("success_factors", name, at),
                **self._both("read.factor_listed", "", at, "summary"), page=Entry(at[0], *at),
            ),
        )  # fmt: skip

    def _factor(self, factor: Section, goal_id: str, perspective_id: str) -> None:
        at = (factor.page, factor.place)
        factor_id = self.previous.id_of("success_factors", factor.name)
        found, rest = measures.measures(factor.items, factor.name, self.known)
        for item in rest:
            if isinstance(item, Table):
                self._table_over(item)
        over = passages.place(found, rest, factor.name, self.known)
        self.text += passages.paragraphs(rest, self.known, [m.name for m in found])
        self.draft.add(
            "success_factors",
            filled(
                factor_id=Entry(factor_id, *at), goal_id=Entry(goal_id, *at), name_sv=Entry(factor.name, *at),
                name_en=self._english("success_factors", factor.name, at),
                **self._both("read.factor_summary", "", at, "summary", n=len(found)), page=Entry(factor.page, *at),
            ),
        )  # fmt: skip
        if not found:
            self.draft.missing.append(Missing("measures", "success_factors", factor.name, factor.page))
        self.draft.unplaced += [Unplaced("text", p.text, p.page, p.place) for p in over]
        for measure in found:
            self._measure(measure, (factor_id, goal_id, perspective_id))

    def _measure(self, found: measures.Found, ids: tuple[str, str, str]) -> None:
        factor_id, goal_id, perspective_id = ids
        at = (found.page, found.place)
        text_at = (found.passage_page, found.passage_place) if found.passage else at
        before = self.previous.same("measures", found.name, factor_id=factor_id)
        status, trend = self._judge(found, at), trend_from_marks(found.trend_marks) or UNKNOWN
        status_at = text_at if status.basis == "stated" and status.carrier != found.status_words else at
        measure_id = str(before.get("measure_id") or slug(found.name) or "matt")
        self.draft.add(
            "measures",
            filled(
                measure_id=Entry(measure_id, *at), factor_id=Entry(factor_id, *at), goal_id=Entry(goal_id, *at),
                perspective_id=Entry(perspective_id, *at), **self._unit(found, before, at), kind=Entry(found.kind, *at),
                name_sv=Entry(found.name, *at, sure=found.sure),
                name_en=self._name_en(found, before, at), **self._target(found, before, at),
                **self._outcome(found, text_at), status=Entry(status.code, *status_at, status.sure, status.carrier),
                status_basis=Entry(status.basis, *status_at, status.sure, status.carrier),
                **self._reason(status, status_at),
                trend=Entry(trend.code, *at, trend.sure, trend.carrier),
                trend_basis=Entry(trend.basis, *at, trend.sure, trend.carrier),
                page=Entry(found.page, *at), outcome_page=Entry(text_at[0], *text_at, sure=found.passage_sure),
            ),
        )  # fmt: skip
        for cell in found.others:
            self.draft.unplaced.append(Unplaced("cell", f"{found.name}: {cell}", *at))

    def _judge(self, found: measures.Found, at: tuple[int | None, str]) -> Said:
        """The status of a measure: its mark, else its cell's words, else words in its text; a contradiction is told."""
        mark, words = from_marks(found.status_marks), from_cell(found.status_words) or from_words(found.passage)
        if found.status_words and not from_cell(found.status_words):
            self.draft.unplaced.append(Unplaced("cell", f"{found.name}: {found.status_words}", *at))
        if found.status_marks and not mark:
            self.draft.unplaced.append(Unplaced("mark", found.name, *at))
        if found.trend_marks and not trend_from_marks(found.trend_marks):
            self.draft.unplaced.append(Unplaced("arrow", found.name, *at))
        if mark and words and mark.code != words.code:
            self.draft.unplaced.append(Unplaced("words_disagree", f"{found.name}: {words.carrier}", *at))
            return Said(mark.code, mark.basis, False, mark.carrier)
        if mark is None and words is None:
            self.draft.missing.append(Missing("status", "measures", found.name, found.page))
        return mark or words or UNKNOWN

    def _unit(self, found: measures.Found, before: Mapping[str, Any], at: tuple[int | None, str]) -> dict[str, Entry]:
        """The unit of last year, else the one unit that the text names, else none."""
        if before:
            return {c: Entry(before[c], *at, sure=False) for c in ("unit_id", "unit_basis")}
        said = letters(found.passage)
        named = [u for u in self.previous.rows.get("units", []) if letters(str(u["name_sv"])) in said]
        if len(named) != 1:
            self.draft.missing.append(Missing("unit", "measures", found.name, found.page))
            return {}
        said_of = str(named[0]["name_sv"])
        return {
            "unit_id": Entry(named[0]["unit_id"], *at, sure=False, said=said_of),
            "unit_basis": Entry("stated", *at, sure=False, said=said_of),
        }

    def _name_en(self, found: measures.Found, before: Mapping[str, Any], at: tuple[int | None, str]) -> Entry | None:
        return Entry(before["name_en"], *at) if before else self._english("measures", found.name, at)

    def _target(self, found: measures.Found, before: Mapping[str, Any], at: tuple[int | None, str]) -> dict[str, Entry]:
        """The target as printed, in English where that needs no translator, and as a number where it is one."""
        if not found.target:
            self.draft.missing.append(Missing("target", "measures", found.name, found.page))
            return {}
        made = {"target_text": Entry(found.target, *at, sure=found.sure)}
        if before and before.get("target_text") == found.target:
            made["target_text_en"] = Entry(before["target_text_en"], *at)
        elif english := _GLOSSARY.get(found.target.lower()):
            made["target_text_en"] = Entry(english, *at, sure=False)
        elif not re.search(r"[A-Za-zÅÄÖåäö]", found.target):
            made["target_text_en"] = Entry(found.target.replace(",", "."), *at, sure=False)
        else:
            self.draft.missing.append(Missing("english", "measures", found.target, found.page))
        if value := _VALUE.match(found.target):
            made["target_value"] = Entry(number(value["number"]), *at, sure=found.sure)
            if unit := value["unit"]:
                made["target_unit"] = Entry("procent" if unit == "%" else unit.lower(), *at, sure=found.sure)
        return made

    def _outcome(self, found: measures.Found, at: tuple[int | None, str]) -> dict[str, Entry]:
        """What the text under the measure's heading says, as its figures; the words themselves go beside it."""
        if not found.passage:
            self.draft.missing.append(Missing("passage", "measures", found.name, found.page))
            return self._both("read.outcome_nothing", "", at, "outcome_text")
        paragraph = passages.Paragraph(found.passage.replace("\n", " "), *at)
        printed = list(dict.fromkeys(f.printed for f in facts.figures([paragraph])))[:12]
        if not printed:
            return self._both("read.outcome_words", found.passage, at, "outcome_text")
        return self._both("read.outcome_figures", found.passage, at, "outcome_text", figures="; ".join(printed))

    def _table_over(self, table: Table) -> None:
        for row in table.rows:
            self.draft.unplaced.append(
                Unplaced("table", " | ".join(t.replace("\n", " ") for t in row.texts), row.page, row.place)
            )
