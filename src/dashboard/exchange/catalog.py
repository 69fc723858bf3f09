"""The tables as a DCAT-AP-SE catalogue (JSON-LD) for dataportal.se: a data set a table, two CSV distributions each.

https://docs.dataportal.se/dcat/ ; every URI is absolute, below the address that the catalogue is asked at.
"""

from typing import Any

from dashboard.exchange.package import HOMEPAGE, PUBLISHER
from dashboard.exchange.request import EXPORTED, PATH
from dashboard.i18n import LANGS, text
from dashboard.store.db import Database

CONTEXT = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dcterms": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "owl": "http://www.w3.org/2002/07/owl#",
}
THEMES = "http://publications.europa.eu/resource/authority/data-theme"
LANGUAGES = {"sv": "SWE", "en": "ENG"}
CSV = "http://publications.europa.eu/resource/authority/file-type/CSV"
PUBLIC = "http://publications.europa.eu/resource/authority/access-right/PUBLIC"
NORRBOTTEN = "http://publications.europa.eu/resource/authority/atu/SWE_NBN"
YEARLY = {"@id": "http://publications.europa.eu/resource/authority/frequency/ANNUAL"}
MONEY = frozenset(
    {"board_results", "compared_amounts", "footnotes", "growth_grant", "income_statement", "investments"}
    | {"unit_deviations"}
)


def theme(table: str) -> str:
    """The EU's data theme of a table: money, transport, regions, else government."""
    if table.startswith("railway"):
        return f"{THEMES}/TRAN"
    if table in MONEY:
        return f"{THEMES}/ECON"
    return f"{THEMES}/REGI" if table.startswith("eu_") or table == "areas" else f"{THEMES}/GOVE"


def catalog(db: Database, base: str, licence: str, contact: str) -> dict[str, Any]:
    """The catalogue.  `base` is where the dashboard stands, without a slash at its end.

    An empty `licence` gives a licence document that says that none is decided; an empty `contact` gives a contact
    with an address on the web but without the e-mail address that DCAT-AP-SE wants.
    """
    here = base + PATH
    node = _Nodes(here)
    publisher = {
        "@id": HOMEPAGE, "@type": "foaf:Agent", "foaf:name": PUBLISHER,
        "dcterms:type": {"@id": "http://purl.org/adms/publishertype/RegionalAuthority"},
        "foaf:homepage": {"@id": HOMEPAGE},
    }  # fmt: skip
    reach = {"vcard:hasEmail": {"@id": f"mailto:{contact}"}} if contact else {}
    person = {
        "@id": f"{here}#contact", "@type": "vcard:Organization", "vcard:fn": PUBLISHER,
        "vcard:hasURL": {"@id": HOMEPAGE}, **reach,
    }  # fmt: skip
    terms: dict[str, Any] = {"@id": licence or f"{here}#licence", "@type": "dcterms:LicenseDocument"}
    if not licence:
        terms["dcterms:title"] = _both("api.licence_undecided")
    whole = {
        "@id": f"{here}catalog.jsonld#catalog",
        "@type": "dcat:Catalog",
        "dcterms:title": _both("app.title"),
        "dcterms:description": _both("app.description"),
        "dcterms:publisher": {"@id": HOMEPAGE},
        "dcterms:license": {"@id": terms["@id"]},
        "dcterms:language": _languages(),
        "dcat:themeTaxonomy": {"@id": THEMES},
        "foaf:homepage": {"@id": f"{base}/"},
        "dcat:dataset": [{"@id": node.dataset(name)} for name in EXPORTED],
        "dcat:service": {"@id": node.service},
    }
    service = {
        "@id": node.service,
        "@type": "dcat:DataService",
        "dcterms:title": _both("api.title"),
        "dcterms:description": _both("api.lead"),
        "dcterms:publisher": {"@id": HOMEPAGE},
        "dcat:contactPoint": {"@id": person["@id"]},
        "dcat:endpointURL": {"@id": here},
        "dcat:endpointDescription": {"@id": f"{here}openapi.json"},
        "dcterms:license": {"@id": terms["@id"]},
        "dcterms:accessRights": {"@id": PUBLIC},
    }
    datasets = [_dataset(db, node, name) for name in EXPORTED]
    distributions = [_distribution(node, name, form, terms["@id"]) for name in EXPORTED for form in ("open", "excel")]
    return {"@context": CONTEXT, "@graph": [whole, publisher, person, terms, service, *datasets, *distributions]}


class _Nodes:
    """The URIs of things."""

    def __init__(self, here: str) -> None:
        self.here = here
        self.service = f"{here}catalog.jsonld#service"

    def dataset(self, table: str) -> str:
        return f"{self.here}catalog.jsonld#{table}"

    def distribution(self, table: str, form: str) -> str:
        return f"{self.here}catalog.jsonld#{table}-{form}"

    def file(self, table: str, form: str) -> str:
        return f"{self.here}{table}.csv" + ("?form=excel" if form == "excel" else "")


def _both(key: str) -> list[dict[str, str]]:
    return [{"@value": text(lang)(key), "@language": lang} for lang in LANGS]


def _keywords(table: str) -> list[dict[str, str]]:
    return [
        {"@value": word, "@language": lang}
        for lang in LANGS
        for word in (text(lang)(f"table.{table}").lower(), *text(lang)("api.keywords").split(", "))
    ]


def _languages() -> list[dict[str, str]]:
    return [{"@id": f"http://publications.europa.eu/resource/authority/language/{LANGUAGES[lang]}"} for lang in LANGS]


def _dataset(db: Database, node: _Nodes, table: str) -> dict[str, Any]:
    years = db.distinct(table, "year") if "year" in db.columns(table) else []
    return {
        "@id": node.dataset(table),
        "@type": "dcat:Dataset",
        "dcterms:title": [
            {"@value": text(lang)("api.dataset", table=text(lang)(f"table.{table}")), "@language": lang}
            for lang in LANGS
        ],
        "dcat:keyword": _keywords(table),
        "dcterms:description": _both(f"one_row.{table}"),
        "dcterms:identifier": node.dataset(table),
        "dcterms:publisher": {"@id": HOMEPAGE},
        "dcat:contactPoint": {"@id": f"{node.here}#contact"},
        "dcat:theme": {"@id": theme(table)},
        "dcterms:accessRights": {"@id": PUBLIC},
        "dcterms:language": _languages(),
        "dcterms:spatial": {"@id": NORRBOTTEN},
        "owl:versionInfo": db.version,
        "dcat:landingPage": {"@id": f"{node.here}{table}.html"},
        "dcat:distribution": [{"@id": node.distribution(table, form)} for form in ("open", "excel")],
        **({"dcterms:temporal": _period(years[0], years[-1]), "dcterms:accrualPeriodicity": YEARLY} if years else {}),
    }


def _period(first: int, last: int) -> dict[str, Any]:
    return {
        "@type": "dcterms:PeriodOfTime",
        "dcat:startDate": {"@value": f"{first}-01-01", "@type": "xsd:date"},
        "dcat:endDate": {"@value": f"{last}-12-31", "@type": "xsd:date"},
    }


def _distribution(node: _Nodes, table: str, form: str, licence: str) -> dict[str, Any]:
    return {
        "@id": node.distribution(table, form),
        "@type": "dcat:Distribution",
        "dcterms:title": _both(f"take.{form}"),
        "dcterms:description": _both(f"api.form.{form}"),
        "dcat:accessURL": {"@id": node.file(table, form)},
        "dcat:downloadURL": {"@id": node.file(table, form)},
        "dcat:mediaType": {"@id": "https://www.iana.org/assignments/media-types/text/csv"},
        "dcterms:format": {"@id": CSV},
        "dcterms:license": {"@id": licence},
        "dcat:accessService": {"@id": node.service},
    }
