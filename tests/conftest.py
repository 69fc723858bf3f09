"""What tests share: the real data built once, and a tiny invented year 2099 to break one cell at a time."""

import csv
import io
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings

from dashboard.errors import DataError, Problem
from dashboard.filters import Vocabulary
from dashboard.settings import ROOT, settings
from dashboard.store import queries
from dashboard.store.build import Built, build
from dashboard.store.db import Database
from dashboard.store.live import live
from dashboard.store.load import read
from dashboard.store.tables import compose

# The same examples on every run, so that a failure of one run is a failure of all.
hypothesis_settings.register_profile(
    "tests", derandomize=True, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
hypothesis_settings.load_profile("tests")

INVENTED = Path(__file__).parent / "fixtures" / "data"


@pytest.fixture(scope="session", autouse=True)
def every_page() -> Iterator[None]:
    """The page that is off unless switched on is on, in this process and in the servers that tests start."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DASHBOARD_UPDATE_PAGE", "true")
        settings.cache_clear()
        yield


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Built]:
    """The real data in a folder of their own, which the settings of this process name as well."""
    folder = tmp_path_factory.mktemp("built")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DASHBOARD_PUBLISHED", str(folder))
        settings.cache_clear()
        yield build(ROOT / "data", folder)
    settings.cache_clear()
    live.cache_clear()


@pytest.fixture(scope="session")
def db(built: Built) -> Iterator[Database]:
    """The database of the real data."""
    database = Database(built.path, built.version)
    yield database
    database.close()


@pytest.fixture(scope="session")
def names(db: Database) -> Vocabulary:
    """Which codes the filters of the real data may have, and what they are called."""
    return queries.vocabulary(db)


@dataclass(frozen=True)
class Invented:
    """A copy of the year 2099 to break: `data` is edited, `out` is built into."""

    data: Path
    out: Path

    def write(self, file: str, content: str | bytes) -> None:
        path = self.data / file
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))

    def replace(self, file: str, old: str, new: str) -> None:
        """Replaces a text that stands in a file exactly once."""
        said = (self.data / file).read_text(encoding="utf-8")
        assert said.count(old) == 1, f"{old!r} stands {said.count(old)} times in {file}"
        self.write(file, said.replace(old, new))

    def cell(self, file: str, line: int, column: str, value: str) -> None:
        """Puts a value into one cell of a CSV file; the heading is line 1."""
        rows = list(csv.reader(io.StringIO((self.data / file).read_text(encoding="utf-8"))))
        rows[line - 1][rows[0].index(column)] = value
        out = io.StringIO()
        csv.writer(out, lineterminator="\n").writerows(rows)
        self.write(file, out.getvalue())

    def problems(self) -> tuple[Problem, ...]:
        """Everything that a build of the data would complain of."""
        try:
            found = read(self.data)
            compose(found.rows, found.problems, found.broken)
        except DataError as error:
            return error.problems
        return ()


@pytest.fixture
def invented(tmp_path: Path) -> Invented:
    """A copy of the invented year 2099 and an empty folder to build it into."""
    shutil.copytree(INVENTED, tmp_path / "data")
    return Invented(tmp_path / "data", tmp_path / "out")
