"""What a page is without JavaScript: its data as plain HTML tables, the other pages, the accessibility statement."""

from markupsafe import Markup

from dashboard.exchange.request import address
from dashboard.i18n import Lang, text
from dashboard.settings import at
from dashboard.ui.registry import PageSpec, there
from dashboard.web.assets import asset
from dashboard.web.statement import PATH

TABLES = {
    "overview": ("measures", "unit_deviations", "board_results"),
    "goals": ("measures",),
    "factor": ("measures", "figures"),
    "railway": ("railway_forecasts", "railway_events"),
    "eu_programmes": ("eu_programmes", "eu_amounts", "eu_events"),
    "economy": ("income_statement", "unit_deviations", "investments", "growth_grant", "board_results"),
    "companies": ("companies", "company_figures"),
    "figures": ("figures", "advocacy_positions"),
    "board": ("measures", "income_statement", "unit_deviations"),
    "sources": ("findings", "checks", "sources"),
}
"""The tables that a page shows; the others, which are about the tables, lead to the list of all."""
HEAD = Markup('<noscript><link rel="stylesheet" href="{css}"></noscript>')
BODY = Markup("""<noscript>
<nav aria-label="{nav}"><ul>{pages}</ul>
<p><a href="?lang={other}" lang="{other}" hreflang="{other}">{language}</a></p></nav>
<main><h1>{title}</h1>
<p>{lead}</p>
{tables}<p><a href="{all_url}?lang={lang}">{all}</a></p>
<p><a href="{statement_url}?lang={lang}">{statement}</a></p></main>
</noscript>""")
LIST = Markup("<h2>{heading}</h2><ul>{links}</ul>\n")
LINK = Markup('<li><a href="{href}?lang={lang}">{name}</a></li>')


def head() -> Markup:
    """The look of it, that of the tables."""
    return HEAD.format(css=asset("data.css"))


def body(spec: PageSpec, lang: Lang) -> Markup:
    """What stands in a page's `<noscript>`."""
    t = text(lang)
    other: Lang = "en" if lang == "sv" else "sv"
    tables = Markup("").join(
        LINK.format(href=address(f"{name}.html"), lang=lang, name=t(f"table.{name}"))
        for name in TABLES.get(spec.name, ())
    )
    pages = Markup("").join(
        LINK.format(href=at(f"/{p.path}"), lang=lang, name=t(f"page.{p.name}.menu"))
        for p in there()
        if p.shown and p.name in TABLES
    )
    return BODY.format(
        nav=t("nav.main"), pages=pages, other=other, language=text(other)(f"language.{other}"), lang=lang,
        title=t(f"page.{spec.name}.title"), lead=t("noscript.lead"), all_url=address(), all=t("noscript.all"),
        tables=LIST.format(heading=t("noscript.tables"), links=tables) if tables else "",
        statement_url=at(PATH), statement=t("nav.accessibility"),
    )  # fmt: skip
