"""Hostile input: payloads that would run in a page, query strings, paths.  Shared by the tests and by `bench/faults.py`."""

import random
from collections.abc import Iterator
from html.parser import HTMLParser
from itertools import product
from pathlib import Path
from types import UnionType
from typing import Any, Union, get_args, get_origin
from urllib.parse import quote, urlencode

from pydantic import StringConstraints

from dashboard.models import KEYS, TABLES
from dashboard.store.load import Loaded, Placed, load
from dashboard.store.snapshot import snapshot
from dashboard.ui.registry import PAGES

RUN = "window.ran=(window.ran||0)+1"
ELSEWHERE = "//evil.example"
SCRIPTS = (
    f"<script>{RUN}</script>", f"</script><script>{RUN}</script>", f"<ScRiPt>{RUN}</sCrIpT>", f"<script src={ELSEWHERE}/x.js></script>",
    f"<script>alert({RUN})</script>", f"<scr<script>ipt>{RUN}</scr</script>ipt>", f"<svg><script>{RUN}</script></svg>",
    f"<img src=x onerror={RUN}>", f"<img src=x onerror='{RUN}'>", f"\"><img src=x onerror={RUN}>", f"'><img src=x onerror={RUN}>",
    f"<img src={ELSEWHERE}/t.gif>", f"<img srcset='{ELSEWHERE}/t.gif 1x'>", f"<image src=x onerror={RUN}>", f"<svg onload={RUN}>",
    f"<svg><animate onbegin={RUN} attributeName=x dur=1s>", f"<svg><set onbegin={RUN} attributename=x>", f"<body onload={RUN}>",
    f"<input autofocus onfocus={RUN}>", f"<select autofocus onfocus={RUN}>", f"<textarea autofocus onfocus={RUN}>", f"<details open ontoggle={RUN}>",
    f"<video src=x onerror={RUN}>", f"<audio src=x onerror={RUN}>", f"<video poster={ELSEWHERE}/p.png>", f"<marquee onstart={RUN}>",
    f"<iframe src=\"javascript:parent.{RUN}\">", f"<iframe srcdoc=\"<script>parent.{RUN}</script>\">", f"<iframe src={ELSEWHERE}>",
    f"<object data=\"javascript:{RUN}\">", f"<object data={ELSEWHERE}/o>", f"<embed src=\"javascript:{RUN}\">", f"<embed src={ELSEWHERE}/e>",
    f"<a href=\"javascript:{RUN}\" autofocus onfocus={RUN}>x</a>", f"[x](javascript:{RUN})", f"![x]({ELSEWHERE}/m.png)", f"javascript:{RUN}",
    f"data:text/html,<script>{RUN}</script>", f"<base href={ELSEWHERE}/>", f"<meta http-equiv=refresh content=\"0;url={ELSEWHERE}\">",
    f"<link rel=stylesheet href={ELSEWHERE}/s.css>", f"<style>@import '{ELSEWHERE}/i.css'</style>", f"<style>*{{background:url({ELSEWHERE}/b.png)}}</style>",
    f"<p style=\"background:url({ELSEWHERE}/q.png)\">", f"<form action={ELSEWHERE}><button>x</button></form>", f"<isindex action=javascript:{RUN} type=image>",
    f"<math><mtext><table><mglyph><style><img src=x onerror={RUN}>", f"<noscript><p title=\"</noscript><img src=x onerror={RUN}>\">",
    f"<template><script>{RUN}</script></template>", f"\" onmouseover={RUN} autofocus onfocus={RUN} x=\"", f"' autofocus onfocus={RUN} x='",
    f"`-{RUN}-`", f"${{{RUN}}}", "{{7*7}}{% print(config) %}", f"%3Cscript%3E{RUN}%3C/script%3E", f"&lt;script&gt;{RUN}&lt;/script&gt;",
    f"\u2028<script>{RUN}</script>", f"＜script＞{RUN}＜/script＞", f"<!--><script>{RUN}</script>-->", f"<![CDATA[<script>{RUN}</script>]]>",
)  # fmt: skip
"""Each sets `window.ran`, opens a dialog, or fetches from `evil.example` where it is taken for anything but text."""
assert len(set(SCRIPTS)) >= 50

SQL = (
    "'", "''", "\"", "';--", "' OR '1'='1", "1; DROP TABLE measures", "' UNION SELECT * FROM goals --", "1 OR 1=1", "$1", "$year", "?",
    "'; ATTACH '/etc/passwd' AS x; --", "read_csv('/etc/passwd')", "') OR TRUE --", "1/0", "COPY measures TO '/tmp/x'", "\\'; SELECT 1",
    "(SELECT count(*) FROM duckdb_settings())", "%' ESCAPE '!", "[a-z]*(", "(?P<x>", "\\", "_%", "range(1e9)", "repeat('x',2e9)", "'::INT", "NULL",
)  # fmt: skip
ODD = (
    "", " ", "0", "-1", "99999999999999999999", "1e309", "NaN", "inf", "-0", "２０２１", "2021\x00", "\x00", "\r\nSet-Cookie: a=b", "\ud7ff", "\ufeff",
    "\u202e2021", "😀", "å" * 500, "x" * 5000, "../../etc/passwd", "..%2f..%2f", "%", "%zz", "%00", "null", "undefined", "true", "[]", "{}", "__proto__",
    "constructor", "${jndi:ldap://x}", "{0}", "{0.__class__}", "%s%n", "partly,achieved", "PARTLY", "+", "&", "#", ";", "=",
)  # fmt: skip
HOSTILE = (*SCRIPTS, *SQL, *ODD)
API = (
    "goals.csv",
    "measures.json",
    "figures.html",
    "income_statement.xlsx",
    "railway_events.csv",
    "",
    "openapi.json",
    "datapackage.json",
    "catalog.jsonld",
)


def queries(count: int, seed: int = 2026) -> Iterator[tuple[str, str]]:
    """(path, query string) spread evenly over all pages and the data interface; the same on every run."""
    dice = random.Random(seed)
    fields = sorted(
        {f for page in PAGES for f in page.filters.model_fields}
        | {"fields", "limit", "offset", "form", "page", "", "<b>"}
    )
    places = [f"/{page.path}" for page in PAGES] + [f"/api/v1/{name}" for name in API]
    for n in range(count):
        chosen = dice.sample(fields, dice.choice((1, 1, 2, 3, 5)))
        pairs = [(f, dice.choice(HOSTILE)) for f in chosen for _ in range(dice.choice((1, 1, 2)))]
        yield places[n % len(places)], urlencode(pairs, encoding="utf-8", errors="surrogatepass")


class _Elements(HTMLParser):
    """Gathers what would run, be fetched or take input in HTML as a browser parses it, attributes' values unescaped."""

    def __init__(self) -> None:
        super().__init__()
        self.live: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in LIVE:
            self.live.append(tag)
        for name, value in attrs:
            leads = name in ("href", "src", "action", "data") and (value or "").strip().lower().startswith(
                "javascript:"
            )
            if leads or name.startswith("on"):
                self.live.append(f"{tag} {name}={value}")


LIVE = frozenset(
    {"script", "img", "image", "svg", "iframe", "object", "embed", "base", "form", "meta", "link", "style", "input",
     "textarea", "select", "video", "audio", "body", "math", "marquee", "template"}
)  # fmt: skip
"""Elements that no page writes itself."""


def live(html: str) -> list[str]:
    """The elements and attributes of a page's HTML that no page writes itself and that a payload would need."""
    found = _Elements()
    found.feed(html)
    found.close()
    return found.live


def traversals() -> Iterator[str]:
    """More than 1,500 paths that would leave the folders that are served; raw, to be sent as they are."""
    prefixes = (
        "/",
        "/assets/",
        "/static/",
        "/api/v1/",
        "/media/",
        "/component/x/",
        "/_stcore/",
        "/app/static/",
        "/_stcore/upload_file/",
    )
    ways = (
        "../",
        "..%2f",
        "%2e%2e/",
        "%2e%2e%2f",
        "..%252f",
        "..\\",
        "..%5c",
        "%2e%2e%5c",
        "....//",
        "..;/",
        "..%c0%af",
        "..%ef%bc%8f",
        "/../",
        ".%2e/",
    )
    targets = ("etc/passwd", "app.py", ".streamlit/config.toml", "src/dashboard/settings.py", "data/build/current")
    for prefix, way, depth, target in product(prefixes, ways, (1, 4, 9), targets):
        yield prefix + way * depth + (quote(target, safe="") if "%2f" in way else target)


LEAKS = (b"root:x:0:", b"st.App(", b"gatherUsageStats", b"class Settings", b"run-")
"""What the targets hold and no answer may."""
PARSED = {
    ("equations", "terms"),
    ("equations", "rule"),
    ("equations", "result"),
    ("findings", "table"),
    ("findings", "field"),
    ("reports", "period"),
    ("sources", "kind"),
}
"""Texts that the build reads as something else."""


def texts(table: str) -> list[str]:
    """The columns of a table that hold free text."""
    return [
        n for n, f in TABLES[table].model_fields.items() if _free(f.annotation, f.metadata) and (table, n) not in PARSED
    ]


def _free(annotation: Any, metadata: Any) -> bool:
    if get_origin(annotation) in (Union, UnionType):
        return any(_free(a, ()) for a in get_args(annotation))
    if hasattr(annotation, "__metadata__"):
        return _free(annotation.__origin__, annotation.__metadata__)
    found = [m for m in metadata if isinstance(m, StringConstraints)]
    return annotation is str and any(m.max_length == 2000 for m in found)


def poisoned(data: Path, out: Path, shift: int = 0) -> int:
    """A data folder whose every free text is a payload, the next one each, from `shift` on; how many texts."""
    loaded: Loaded = load(data)
    bad: dict[str, list[Placed]] = {}
    count = 0
    for table, placed in loaded.items():
        bad[table] = []
        for row in placed:
            said = {}
            for column in texts(table):
                if getattr(row.row, column):
                    said[column] = SCRIPTS[(count + shift) % len(SCRIPTS)]
                    if column == KEYS[table]:  # which must not come twice
                        said[column] += f" {count}"
                    count += 1
            bad[table].append(Placed(row.row.model_copy(update=said), row.file, row.line))
    for name, content in snapshot(bad).items():
        (out / name).parent.mkdir(parents=True, exist_ok=True)
        (out / name).write_bytes(content)
    return count
