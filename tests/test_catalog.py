"""The catalogue against the rules of DCAT-AP-SE (docs.dataportal.se/dcat), a rule a line: what must and what should be there."""

from collections.abc import Callable, Iterator

import pytest
import rdflib
from asgi import ask
from rdflib import DCAT, DCTERMS, FOAF, RDF, Literal, URIRef
from rdflib.term import Node

from dashboard.exchange.request import EXPORTED
from dashboard.settings import settings

pytestmark = [pytest.mark.usefixtures("built"), pytest.mark.filterwarnings("ignore::DeprecationWarning")]
VCARD = rdflib.Namespace("http://www.w3.org/2006/vcard/ns#")
EU = "http://publications.europa.eu/resource/authority/"
Rule = tuple[URIRef, URIRef, Callable[[list[Node]], bool]]


def both(values: list[Node]) -> bool:
    """A text in Swedish and English."""
    return sorted(str(v.language) for v in values if isinstance(v, Literal) and v.strip()) == ["en", "sv"]


def one(values: list[Node]) -> bool:
    return len(values) == 1 and bool(str(values[0]))


def words(values: list[Node]) -> bool:
    return {str(v.language) for v in values if isinstance(v, Literal)} == {"sv", "en"} and len(values) >= 4


def uri(start: str = "http", least: int = 1) -> Callable[[list[Node]], bool]:
    return lambda values: len(values) >= least and all(isinstance(v, URIRef) and v.startswith(start) for v in values)


MANDATORY: list[Rule] = [
    (DCAT.Catalog, DCTERMS.title, both),
    (DCAT.Catalog, DCTERMS.description, both),
    (DCAT.Catalog, DCTERMS.publisher, one),
    (DCAT.Catalog, DCTERMS.license, one),
    (DCAT.Catalog, DCAT.dataset, uri(least=len(EXPORTED))),
    (DCAT.Dataset, DCTERMS.title, both),
    (DCAT.Dataset, DCTERMS.description, both),
    (DCAT.Dataset, DCTERMS.publisher, one),
    (DCAT.Distribution, DCAT.accessURL, one),
    (DCAT.DataService, DCTERMS.title, both),
    (DCAT.DataService, DCAT.endpointURL, one),
    (FOAF.Agent, FOAF.name, one),
    (VCARD.Organization, VCARD.fn, one),
    (VCARD.Organization, VCARD.hasEmail, uri("mailto:")),
]
RECOMMENDED: list[Rule] = [
    (DCAT.Catalog, FOAF.homepage, one),
    (DCAT.Catalog, DCTERMS.language, uri(EU + "language/", least=2)),
    (DCAT.Catalog, DCAT.themeTaxonomy, uri(EU + "data-theme")),
    (DCAT.Dataset, DCAT.distribution, uri(least=2)),
    (DCAT.Dataset, DCAT.contactPoint, one),
    (DCAT.Dataset, DCAT.theme, uri(EU + "data-theme/")),
    (DCAT.Dataset, DCAT.keyword, words),
    (DCAT.Dataset, DCTERMS.spatial, one),
    (DCAT.Dataset, DCTERMS.accessRights, uri(EU + "access-right/")),
    (DCAT.Dataset, DCTERMS.language, uri(EU + "language/", least=2)),
    (DCAT.Dataset, DCTERMS.identifier, one),
    (DCAT.Distribution, DCTERMS.title, both),
    (DCAT.Distribution, DCTERMS.description, both),
    (DCAT.Distribution, DCTERMS["format"], uri(EU + "file-type/")),
    (DCAT.Distribution, DCAT.mediaType, uri("https://www.iana.org/assignments/media-types/")),
    (DCAT.Distribution, DCTERMS.license, one),
    (DCAT.Distribution, DCAT.accessService, one),
    (DCAT.DataService, DCAT.endpointDescription, one),
    (DCAT.DataService, DCTERMS.license, one),
    (FOAF.Agent, DCTERMS.type, uri("http://purl.org/adms/publishertype/")),
]


def broken(graph: rdflib.Graph, rules: list[Rule]) -> list[str]:
    """Every rule that some thing of its class does not keep."""
    return [
        f"{kind.fragment}.{prop.fragment or prop.rsplit('/', 1)[-1]}: {thing}"
        for kind, prop, kept in rules
        for thing in list(graph.subjects(RDF.type, kind)) or [None]
        if thing is None or not kept(list(graph.objects(thing, prop)))
    ]


@pytest.fixture
def graph(monkeypatch: pytest.MonkeyPatch) -> Iterator[rdflib.Graph]:
    """The catalogue of a publisher who has decided on a licence and an address."""
    monkeypatch.setenv("DASHBOARD_LICENCE", "http://creativecommons.org/publicdomain/zero/1.0/")
    monkeypatch.setenv("DASHBOARD_CONTACT", "oppnadata@example.org")
    settings.cache_clear()
    yield rdflib.Graph().parse(data=ask("/api/v1/catalog.jsonld").text, format="json-ld")
    monkeypatch.undo()
    settings.cache_clear()


def test_every_rule_is_kept(graph: rdflib.Graph) -> None:
    assert broken(graph, MANDATORY + RECOMMENDED) == []


def test_until_the_publisher_decides_only_the_address_is_missing() -> None:
    graph = rdflib.Graph().parse(data=ask("/api/v1/catalog.jsonld").text, format="json-ld")
    assert [b.split(":")[0] for b in broken(graph, MANDATORY + RECOMMENDED)] == ["Organization.hasEmail"]


@pytest.mark.parametrize("rule", MANDATORY + RECOMMENDED, ids=lambda r: f"{r[0].fragment}-{r[1].rsplit('/', 1)[-1]}")
def test_a_rule_notices_what_is_missing(graph: rdflib.Graph, rule: Rule) -> None:
    kind, prop, _ = rule
    thing = next(graph.subjects(RDF.type, kind))
    graph.remove((thing, prop, None))
    assert str(thing) in " ".join(broken(graph, [rule]))


def test_titles_are_short_their_own_and_name_neither_publisher_nor_year(graph: rdflib.Graph) -> None:
    titles = [str(t) for d in graph.subjects(RDF.type, DCAT.Dataset) for t in graph.objects(d, DCTERMS.title)]
    assert len(set(titles)) == len(titles) == 2 * len(EXPORTED)
    for title in titles:
        assert len(title.split()) < 10, title
        assert not any(word in title for word in ("Region Norrbotten", "RUN", "20", "csv", "CSV")), title


def test_what_is_pointed_at_is_there(graph: rdflib.Graph) -> None:
    for prop in (
        DCTERMS.publisher,
        DCAT.contactPoint,
        DCAT.dataset,
        DCAT.distribution,
        DCAT.accessService,
        DCTERMS.license,
    ):
        for target in set(graph.objects(None, prop)):
            assert (target, RDF.type, None) in graph, (prop, target)
    for prop in (DCAT.accessURL, DCAT.downloadURL, DCAT.landingPage, DCAT.endpointURL, DCAT.endpointDescription):
        for url in set(graph.objects(None, prop)):
            assert ask(str(url).removeprefix("http://localhost"), "HEAD").status == 200, url
