"""The page for an address that is no page: what happened, what was perhaps meant, where everything is."""

from difflib import get_close_matches
from urllib.parse import unquote

from markupsafe import Markup

from dashboard.i18n import Lang, text
from dashboard.settings import at
from dashboard.ui.registry import there
from dashboard.web.assets import asset

LONGEST_ADDRESS = 120
"""Characters of the asked path that are shown."""

PAGE = Markup("""<!doctype html>
<html lang="{lang}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title} – {app}</title>
<link rel="stylesheet" href="{css}"><link rel="icon" href="{icon}"></head>
<body>
<nav aria-label="{nav}"><a href="{root}?lang={lang}">{home}</a> ·
<a href="?lang={other}" lang="{other}" hreflang="{other}">{language}</a></nav>
<main>
<h1>{title}</h1>
<p>{what} <code>{asked}</code></p>
{near}<h2>{all}</h2>
<ul>{links}</ul>
</main>
</body>
</html>
""")
LINK = Markup('<li><a href="{href}?lang={lang}">{name}</a></li>')
NEAR = Markup("<p>{meant}</p><ul>{links}</ul>")


def known(path: str) -> bool:
    """Whether a path, `/mal`, is a page of the dashboard."""
    return path.strip("/") in {page.path for page in there()}


def page(path: str, lang: Lang) -> str:
    """The HTML for an unknown path.  Nothing of the path gets into it unescaped."""
    t = text(lang)
    other: Lang = "en" if lang == "sv" else "sv"
    asked = unquote(path).strip("/").lower()
    names = {p.path: t(f"page.{p.name}.menu") for p in there() if p.shown and not p.editors}

    def links(paths: list[str]) -> Markup:
        return Markup("").join(LINK.format(href=at(f"/{p}"), lang=lang, name=names[p]) for p in paths)

    near = get_close_matches(asked, filter(None, names), n=3)
    return PAGE.format(
        root=at("/"), lang=lang, other=other,
        language=text(other)(f"language.{other}"), app=t("app.title"), title=t("missing.title"),
        css=asset("statement.css"), icon=asset("icon.svg"), nav=t("nav.main"), home=t("missing.home"),
        what=t("missing.what"), asked=f"/{unquote(path).strip('/')[:LONGEST_ADDRESS]}", all=t("missing.all"),
        near=NEAR.format(meant=t("missing.meant"), links=links(near)) if near else "", links=links([*names]),
    )  # fmt: skip
