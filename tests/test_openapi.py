"""The OpenAPI document is valid and true: what it allows is answered as it says, what it does not is refused."""

from functools import cache
from typing import Any

import pytest
import schemathesis
from asgi import app, ask
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from schemathesis import GenerationMode

from dashboard.exchange.request import EXPORTED, KINDS
from dashboard.i18n import LANGS

pytestmark = pytest.mark.usefixtures("built")
DOCUMENTS = ("/", "/openapi.json", "/datapackage.json", "/catalog.jsonld", "/all.zip")
PATHS = [*DOCUMENTS, *(f"/{table}.{kind}" for table in EXPORTED for kind in KINDS)]


async def local(scope: Any, receive: Any, send: Any) -> None:
    """The app under a host name that it answers to; schemathesis has one of its own."""
    named = [(k, b"localhost" if k == b"host" else v) for k, v in scope.get("headers", ())]
    await app(scope | {"headers": named}, receive, send)


@cache
def document() -> Any:
    return schemathesis.openapi.from_asgi("/api/v1/openapi.json", local)


def cases(path: str, mode: GenerationMode) -> st.SearchStrategy[Any]:
    return document()[path]["GET"].as_strategy(generation_mode=mode)


def test_the_document_names_every_address() -> None:
    said = ask("/api/v1/openapi.json").json()
    assert said["openapi"].startswith("3.1")
    index = ask("/api/v1/").json()
    urls = {u.removeprefix("/api/v1") for t in index["tables"] for u in t["urls"].values()}
    urls |= {u.removeprefix("/api/v1") for u in index["documents"].values()} | {"/"}
    assert set(said["paths"]) == urls
    for schema in said["components"]["schemas"].values():
        Draft202012Validator.check_schema(schema)


@pytest.mark.parametrize("lang", LANGS)
def test_the_document_is_in_both_languages(lang: str) -> None:
    said = ask(f"/api/v1/openapi.json?lang={lang}").json()
    assert {"sv": "Öppna data", "en": "Open data"}[lang] in said["info"]["title"]


@pytest.mark.parametrize("table", EXPORTED)
def test_rows_are_as_their_schema_says(table: str) -> None:
    said = ask("/api/v1/openapi.json").json()
    schema = said["paths"][f"/{table}.json"]["get"]["responses"]["200"]["content"]["application/json"]["schema"]
    validator = Draft202012Validator({"components": said["components"], **schema})
    assert list(validator.iter_errors(ask(f"/api/v1/{table}.json").json())) == []


@pytest.mark.parametrize("table", EXPORTED)
def test_parameters_reach_as_far_as_the_document_says(table: str) -> None:
    said = ask("/api/v1/openapi.json").json()

    def status(name: str, value: object) -> int:
        return ask(f"/api/v1/{table}.csv?{name}={value}", "HEAD").status

    for listed in said["paths"][f"/{table}.csv"]["get"]["parameters"]:
        p = said["components"]["parameters"][listed["$ref"].rsplit("/", 1)[-1]] if "$ref" in listed else listed
        name, schema = p["name"], p["schema"].get("items", p["schema"])
        if "enum" in schema:
            codes = schema["enum"]
            assert status(name, codes[0]) == status(name, codes[-1]) == 200
            refused = ask(f"/api/v1/{table}.csv?{name}=no-such-code").json()
            assert refused["allowed"] == [str(c) for c in codes]
        elif "maximum" in schema:
            low, high = schema["minimum"], schema["maximum"]
            assert [status(name, n) for n in (low, high, low - 1, high + 1)] == [200, 200, 400, 400]
        else:
            assert [status(name, "x" * n) for n in (1, schema["maxLength"], schema["maxLength"] + 1)] == [200, 200, 400]


@pytest.mark.parametrize("path", PATHS)
def test_what_the_document_says_is_so(path: str) -> None:
    """Schemathesis makes requests that the document allows and requests that it does not, and judges the answers."""
    quiet = settings(
        max_examples=20 if path.endswith(".csv") else 3, phases=[Phase.generate], deadline=None, database=None, derandomize=True,
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    modes = [GenerationMode.POSITIVE, *([GenerationMode.NEGATIVE] if path not in ("/catalog.jsonld",) else [])]
    for mode in modes:

        @quiet
        @given(case=cases(path, mode))
        def holds(case: Any) -> None:
            case.call_and_validate()

        holds()
