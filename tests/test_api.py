"""The HTTP interface: what it answers, what it refuses, and that it streams."""

import csv
import io
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest
from asgi import ask

from dashboard.exchange.request import EXPORTED, FORMS, KINDS, declared
from dashboard.filters import Vocabulary
from dashboard.i18n import LANGS
from dashboard.settings import settings
from dashboard.store.build import Built
from dashboard.store.db import Database, parameters
from dashboard.store.live import live

pytestmark = pytest.mark.usefixtures("built")
API = "/api/v1/"
BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"


def rows_of(url: str) -> list[dict[str, str]]:
    answer = ask(url)
    assert answer.status == 200, answer.text
    return list(csv.DictReader(io.StringIO(answer.body.decode("utf-8"), newline="")))


@pytest.mark.parametrize("lang", LANGS)
def test_index_for_programs_names_everything_there_is(lang: str) -> None:
    said = ask(f"{API}?lang={lang}", headers={"accept": "*/*"}).json()
    assert [t["table"] for t in said["tables"]] == list(EXPORTED)
    for url in [*said["documents"].values(), *(e["url"] for e in said["examples"])]:
        assert ask(url, "HEAD").status == 200, url
    for table in said["tables"]:
        assert set(table["urls"]) == set(KINDS)
        assert table["filters"] == list(parameters(table["table"]))
    assert said["codes"]["status"] == ["achieved", "partly", "not_achieved", "unknown"]


@pytest.mark.parametrize(("lang", "title"), [("sv", "Öppna data"), ("en", "Open data")])
def test_index_for_people_is_html_with_working_links(lang: str, title: str) -> None:
    answer = ask(f"{API}?lang={lang}", headers={"accept": BROWSER})
    assert answer.headers["content-type"].startswith("text/html") and answer.headers["vary"].startswith("accept")
    assert f'<html lang="{lang}">' in answer.text and f"<h1>{title}</h1>" in answer.text
    assert "script-src" not in answer.headers["content-security-policy"]
    links = {part.split('"')[0].replace("&amp;", "&") for part in answer.text.split('href="')[1:]}
    assert len(links) > 4 * len(EXPORTED)
    for url in links:
        if url.startswith((API, "/assets/")):
            assert ask(url, "HEAD").status == 200, url


@pytest.mark.parametrize("accept", ["", "*/*", "application/json", "text/html;q=0.1, application/json"])
def test_index_is_json_for_everyone_else(accept: str) -> None:
    assert ask(API, headers={"accept": accept}).headers["content-type"] == "application/json"


@pytest.mark.parametrize("table", EXPORTED)
def test_every_table_has_every_form_with_the_rows_of_the_database(table: str, db: Database) -> None:
    kept = db.query(table)
    for kind in KINDS:
        for form in FORMS if kind == "csv" else ("open",):
            answer = ask(f"{API}{table}.{kind}?form={form}&limit=100000")
            assert answer.status == 200
            assert answer.headers["x-total-count"] == str(len(kept))
            assert answer.headers["x-data-version"] == db.version
    assert len(rows_of(f"{API}{table}.csv")) == len(kept)
    said = ask(f"{API}{table}.json").json()
    assert said["total"] == said["count"] == len(said["rows"]) == len(kept)
    assert list(said["rows"][0]) == list(db.columns(table))


@pytest.mark.parametrize("table", EXPORTED)
@pytest.mark.parametrize("size", [1, 7])
def test_parts_are_linked_and_give_the_whole_in_order(table: str, size: int) -> None:
    whole = ask(f"{API}{table}.json").json()["rows"]
    limit = max(size, len(whole) // 20)
    url: str | None = f"{API}{table}.json?limit={limit}"
    found = []
    while url:
        answer = ask(url)
        said = answer.json()
        assert said["total"] == len(whole) and said["count"] == len(said["rows"]) <= limit
        found += said["rows"]
        links = answer.headers["link"]
        assert (f'<{said["next"]}>; rel="next"' in links) == (said["next"] is not None)
        url = said["next"]
    assert found == whole


def test_limit_and_offset_beyond_the_rows() -> None:
    assert ask(f"{API}units.json?limit=0").json()["rows"] == []
    said = ask(f"{API}units.json?offset=100000").json()
    assert (said["total"], said["count"], said["next"]) == (7, 0, None)


@pytest.mark.parametrize("table", EXPORTED)
def test_every_code_of_every_filter_restricts_as_it_does_in_the_database(
    table: str, db: Database, names: Vocabulary
) -> None:
    for p in declared(table, "csv", names, ()):
        if p.name not in parameters(table):
            continue
        for code in [*p.codes[:3], *p.codes[-1:]] or (["2021"] if p.high else ["norrbotten"]):
            value = int(code) if p.number or p.high else code
            kept = db.query(table, {p.name: [value] if p.many else value})
            assert len(rows_of(f"{API}{table}.csv?{p.name}={code}")) == len(kept), (p.name, code)


def test_a_filter_may_have_several_codes_and_fields_choose_columns_in_order() -> None:
    both = rows_of(f"{API}measures.csv?year=2021&status=partly&status=achieved&fields=status,measure_id")
    assert list(both[0]) == ["status", "measure_id"]
    assert {r["status"] for r in both} == {"partly", "achieved"}


REFUSED = [
    ("measures.csv?status=fine", "status", "partly"),
    ("measures.csv?status=", "status", "partly"),
    ("measures.csv?year=1066", "year", "2021"),
    ("measures.csv?year=02021", "year", "2021"),
    ("measures.csv?colour=red", "colour", "perspective"),
    ("measures.csv?limit=-1", "limit", "0–"),
    ("measures.csv?limit=ten", "limit", "0–"),
    ("measures.csv?limit=1&limit=2", "limit", None),
    ("measures.csv?offset=99999999999", "offset", "0–"),
    ("measures.csv?fields=name_sv,password", "fields", "name_sv"),
    ("measures.csv?fields=year,year", "fields", None),
    ('measures.csv?fields=year" FROM sources --', "fields", "name_sv"),
    ("measures.csv?lang=fi", "lang", "sv"),
    ("measures.csv?form=word", "form", "excel"),
    ("measures.csv?page=../../etc", "page", "goals"),
    ("measures.csv?text=", "text", None),
    ("measures.csv?text=" + "x" * 101, "text", None),
    ("measures.csv?text=%00", "text", None),
    ("eu_amounts.csv?known=never", "known", "1000–9999"),
    ("units.csv?status=partly", "status", "unit"),
    ("openapi.json?year=2021", "year", "lang"),
    ("catalog.jsonld?lang=sv", "lang", None),
    ("all.zip?year=2021", "year", "lang"),
    ("?year=2021", "year", "lang"),
]


@pytest.mark.parametrize(("path", "parameter", "allowed"), REFUSED)
@pytest.mark.parametrize("lang", LANGS)
def test_what_means_nothing_is_refused_by_name(path: str, parameter: str, allowed: str | None, lang: str) -> None:
    url = API + path + ("" if "lang" in path else f"&lang={lang}")
    answer = ask(url)
    assert answer.status == 400 and answer.headers["content-type"] == "application/problem+json"
    said = answer.json()
    assert said["status"] == 400 and said["parameter"] == parameter and parameter in said["detail"]
    if allowed:
        assert any(allowed in one for one in said["allowed"]) or allowed in said["allowed"]
        assert answer.headers["content-language"] == (lang if "lang" not in path else "sv")


@pytest.mark.parametrize(
    "path", ["fruit.csv", "measures.pdf", "measures", ".csv", "a/b.csv", "run-000000000000.duckdb"]
)
def test_what_does_not_exist_is_not_found(path: str) -> None:
    answer = ask(API + path)
    assert answer.status == 404 and answer.json()["status"] == 404
    assert answer.headers["access-control-allow-origin"] == "*"


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "TRACE", "QUERY"])
@pytest.mark.parametrize("path", ["", "measures.csv", "openapi.json", "all.zip"])
def test_other_methods_are_not_allowed(method: str, path: str) -> None:
    answer = ask(API + path, method)
    assert answer.status == 405 and answer.headers["allow"] == "GET, HEAD, OPTIONS"
    assert answer.headers["content-type"] == "application/problem+json"


def test_other_sites_may_ask() -> None:
    answer = ask(
        f"{API}measures.csv", "OPTIONS", {"origin": "https://x.example", "access-control-request-method": "GET"}
    )
    assert (answer.status, answer.sent) == (204, b"")
    assert answer.headers["access-control-allow-origin"] == "*"
    assert answer.headers["access-control-allow-methods"] == answer.headers["allow"] == "GET, HEAD, OPTIONS"
    assert "x-total-count" in ask(f"{API}measures.csv").headers["access-control-expose-headers"]


EVERYTHING = ["", "openapi.json", "datapackage.json", "catalog.jsonld", "all.zip", *(f"measures.{k}" for k in KINDS)]


@pytest.mark.parametrize("path", EVERYTHING)
@pytest.mark.parametrize("encoding", ["identity", "gzip, br"])
def test_head_tags_and_not_modified(path: str, encoding: str) -> None:
    headers = {"accept-encoding": encoding}
    got, head = ask(API + path, headers=headers), ask(API + path, "HEAD", headers)
    own = {"x-fetched-at": "", "x-request-id": ""}
    assert head.status == 200 and head.sent == b""
    assert head.headers | own == got.headers | own
    tag = got.headers["etag"]
    for had in (tag, f'"other", {tag}', "*", f"W/{tag.removeprefix('W/')}"):
        again = ask(API + path, headers=headers | {"if-none-match": had})
        assert (again.status, again.sent, again.headers["etag"]) == (304, b"", tag)
    assert ask(API + path, headers=headers | {"if-none-match": '"other"'}).status == 200


def test_tags_tell_versions_queries_and_encodings_apart(built: Built) -> None:
    asked = [
        "measures.csv", "measures.csv?year=2021", "measures.csv?form=excel", "measures.csv?form=excel&lang=en",
        "measures.csv?limit=1", "measures.json", "goals.csv",
    ]  # fmt: skip
    tags = [ask(API + path).headers["etag"] for path in asked]
    tags.append(ask(API + asked[0], headers={"accept-encoding": "gzip"}).headers["etag"])
    assert len(set(tags)) == len(tags)
    assert ask(f"{API}measures.csv?utm_source=mail&year=2021").headers["etag"] == tags[1]


@pytest.mark.parametrize(
    ("accepted", "packed"), [("gzip", True), ("br, gzip;q=0.5", True), ("", False), ("br", False), ("gzip;q=0", False)]
)
def test_gzip_only_when_accepted(accepted: str, packed: bool) -> None:
    plain = ask(f"{API}figures.csv")
    answer = ask(f"{API}figures.csv", headers={"accept-encoding": accepted})
    assert (answer.headers.get("content-encoding") == "gzip") is packed
    assert answer.headers["vary"] == "accept-encoding"
    assert answer.body == plain.sent
    assert (len(answer.sent) < len(plain.sent) / 3) is packed
    assert "content-encoding" not in ask(f"{API}units.xlsx", headers={"accept-encoding": "gzip"}).headers


def test_html_of_a_table_is_escaped_paged_and_in_both_languages() -> None:
    answer = ask(f"{API}sources.html?limit=10&offset=10&lang=en")
    assert '<html lang="en">' in answer.text and "Previous rows" in answer.text and "Next rows" in answer.text
    assert "offset=20" in answer.headers["link"]
    assert "<script" not in answer.text and answer.headers["content-disposition"].startswith("inline")
    assert ask(f"{API}measures.html?text=<b>x").text.count("<b>") == 0


def test_the_database_itself_can_be_fetched_whole_or_in_part(built: Built, tmp_path: Path) -> None:
    url = f"{API}run-{built.version}.duckdb"
    answer = ask(url)
    assert answer.body == built.path.read_bytes()
    part = ask(url, headers={"range": "bytes=0-99"})
    assert part.status == 206 and part.sent == answer.sent[:100]
    assert ask(url, headers={"if-none-match": answer.headers["etag"]}).status == 304
    assert ask(url, "HEAD").headers["content-length"] == str(len(answer.sent))
    copy = tmp_path / "copy.duckdb"
    copy.write_bytes(answer.body)
    with duckdb.connect(str(copy), read_only=True) as connection:
        assert connection.execute("SELECT count(*) FROM measures").fetchone() == (39,)


def test_without_a_database_the_answer_is_503(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("DASHBOARD_PUBLISHED", str(tmp_path))
    settings.cache_clear()
    try:
        for path in ("", "measures.csv", "openapi.json", "all.zip", "run-000000000000.duckdb"):
            answer = ask(API + path)
            assert answer.status == 503 and answer.json()["status"] == 503
    finally:
        monkeypatch.undo()
        settings.cache_clear()


ROWS = 300_000


@pytest.fixture(scope="module")
def large(built: Built, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A published folder whose table of figures has 300 000 rows."""
    folder = tmp_path_factory.mktemp("large")
    path = folder / "run-00000000large.duckdb"
    shutil.copy(built.path, path)
    with duckdb.connect(str(path)) as connection:
        columns = [r[0] for r in connection.execute("DESCRIBE figures").fetchall()]
        chosen = ", ".join(
            {"figure_id": "figure_id || '-' || i", "printed": "printed || md5(i::VARCHAR)"}.get(c, c) for c in columns
        )
        has = connection.execute("SELECT count(*) FROM figures").fetchone()
        assert has
        connection.execute(
            f"INSERT INTO figures SELECT {chosen} FROM (FROM figures), range({ROWS // has[0] + 1}) t(i) LIMIT {ROWS - has[0]}"
        )
    (folder / "current").write_text(f"1 {path.name}\n")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DASHBOARD_PUBLISHED", str(folder))
        settings.cache_clear()
        yield folder
    settings.cache_clear()
    live.cache_clear()


def memory() -> int:
    """What this process holds, MB."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * 4096 // 2**20


@pytest.mark.parametrize("form", ["csv?form=excel", "json?fields=year,figure_id,label_sv,printed,value"])
def test_many_rows_cost_no_memory(large: Path, form: str) -> None:
    ask(f"{API}figures.{form}&limit=10")  # imports and answers that are kept
    lines = size = 0
    peak = before = memory()
    objects = had = sys.getallocatedblocks()
    gathered: list[int] = []

    def taken(part: bytes) -> None:
        nonlocal lines, size, peak, objects
        lines, size = lines + part.count(b"\n"), size + len(part)
        peak, objects = max(peak, memory()), max(objects, sys.getallocatedblocks())
        gathered.append(len(part))

    answer = ask(f"{API}figures.{form}", taken=taken)
    assert answer.headers["x-total-count"] == str(ROWS)
    assert lines >= ROWS and size > 30_000_000
    assert max(gathered) < 200_000 and len(gathered) > 400
    assert objects - had < ROWS / 3, "Python holds more than a few batches of rows"
    assert peak - before < 500, f"the process grew from {before} to {peak} MB"  # the database sorts, within its limit
