"""Results of a search: what they are, and the link to the exact place of each."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from dashboard.filters import Filters
from dashboard.i18n import Text

Record = dict[str, Any]
MORE = {
    "measure": ("goals", "/mal", {}), "event": ("railway", "/norrbotniabanan", {}),
    "figure": ("figures", "/nyckeltal", {"years": "all"}),
}  # fmt: skip
"""Kinds of which a page can look for words itself: its name, its path, and what else its link must say."""


@dataclass(frozen=True)
class Kind:
    """Results of one kind with their links, `total` of which there are in all, and where to search on for the rest."""

    kind: str
    hits: tuple[tuple[Record, str], ...]
    total: int
    more_page: str = ""
    more: str = ""


def said(t: Text, total: int, shown: int, too_short: bool) -> str:
    """How many results there are, and how many of them are shown."""
    if too_short:
        return t("search.too_short")
    if not total:
        return t("search.nothing")
    return t("search.best", n=total, shown=shown) if shown < total else t("search.found", n=total)


def kinds(f: Filters, rows: Iterable[Record], latest: int) -> list[Kind]:
    """The results by kind, the kind with the best one first; `latest` is the year for what belongs to no single one."""
    groups: dict[str, list[Record]] = {}
    for row in rows:
        groups.setdefault(row["kind"], []).append(row)
    ordered = sorted(groups.items(), key=lambda g: (g[1][0]["rank"], g[1][0]["kind_order"]))
    found = []
    for kind, hits in ordered:
        linked, total = tuple((h, place(f, h, latest)) for h in hits), hits[0]["of_kind"]
        page, path, fields = MORE.get(kind, ("", "", {}))
        rest = page and total > len(hits) and len(f.q.split()) == 1  # a page reads several words as one
        more = f.link(path, year=latest, unit="", text=f.q, **fields) if rest else ""
        found.append(Kind(kind, linked, total, page, more))
    return found


def place(f: Filters, hit: Record, latest: int) -> str:
    """The link to a result: with the year in which it stands, without a unit that would hide it, without the search."""
    here = f.changed(year=hit["year"] or latest, unit=f.unit if hit["unit_id"] in (f.unit, None) else "")
    name, parent = hit["id"], hit["parent"]
    match hit["kind"]:
        case "goal":
            return here.link("/mal", perspective=parent, unit="") + f"#b-{name}"
        case "factor":
            return here.link("/framgangsfaktor", factor=name)
        case "measure":
            return here.link("/framgangsfaktor", factor=parent) + f"#{name}"
        case "company":
            return here.link("/bolag") + f"#{name}"
        case "programme":
            return here.link("/eu-program") + f"#{name}"
        case "event":
            return here.link("/norrbotniabanan") + f"#{name}"
        case "position":
            return here.link("/nyckeltal") + f"#{name}"
        case "figure":
            return f.link("/nyckeltal", figure=name, years="all", unit="") + f"#{name}"
        case _:
            return here.link("/kallor") + f"#{name}"
