"""The pages.  To add one: a file in `pages/`, a line here, its texts under `page.<name>` in both languages."""

from dataclasses import dataclass

from dashboard import filters as f
from dashboard.settings import ROOT, settings


@dataclass(frozen=True)
class PageSpec:
    """A page: its name (file, text keys), URL path and filters; `shown` ones stand in the menu.

    One for `editors` is there only for visitors who may edit; one with `charts` needs the chart library at once.
    """

    name: str
    path: str
    filters: type[f.Filters]
    shown: bool = True
    editors: bool = False
    charts: bool = False

    @property
    def file(self) -> str:
        return str(ROOT / "pages" / f"{self.name}.py")


PAGES = (
    PageSpec("overview", "", f.OverviewFilters),
    PageSpec("goals", "mal", f.GoalFilters),
    PageSpec("factor", "framgangsfaktor", f.FactorFilters, shown=False),
    PageSpec("railway", "norrbotniabanan", f.RailwayFilters, charts=True),
    PageSpec("eu_programmes", "eu-program", f.EuFilters),
    PageSpec("economy", "ekonomi", f.EconomyFilters),
    PageSpec("companies", "bolag", f.CompanyFilters),
    PageSpec("figures", "nyckeltal", f.FigureFilters),
    PageSpec("board", "underlag", f.Filters, shown=False),
    PageSpec("sources", "kallor", f.SourceFilters),
    PageSpec("update", "uppdatera", f.Filters, editors=True),
    PageSpec("about", "om", f.Filters),
)
BY_PATH = {page.path: page for page in PAGES}


def there() -> list[PageSpec]:
    """The pages that there are: those for editors only where the settings switch them on."""
    return [page for page in PAGES if not page.editors or settings().update_page]
