"""What the documents say stays true: commands, files, tables, settings, pages."""

import re

import pytest

from dashboard.models import TABLES
from dashboard.settings import ROOT
from dashboard.ui.registry import PAGES

README = (ROOT / "README.md").read_text(encoding="utf-8")
DATA = (ROOT / "data" / "README.md").read_text(encoding="utf-8")
GUIDE = (ROOT / "docs" / "page-guide.md").read_text(encoding="utf-8")


def test_every_make_command_exists() -> None:
    targets = set(re.findall(r"^(\w+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    named = set(re.findall(r"`make (\w+)`", README))
    assert {"run", "test", "build", "check", "bench"} <= named <= targets
    assert README.index("make run") < README.index("make test") < 400, "both stand at the top"


@pytest.mark.parametrize("text", [README, DATA, GUIDE], ids=["README", "data", "page-guide"])
def test_every_file_that_is_named_exists(text: str) -> None:
    named = {n for n in re.findall(r"`((?:src|pages|data|docs|tests|bench)/[\w./-]*)`", text) if "<" not in n}
    assert named or text is GUIDE
    assert [n for n in sorted(named) if not (ROOT / n).exists()] == []
    pictures = re.findall(r"\]\((docs/[\w.]+)\)", text)
    assert [p for p in pictures if not (ROOT / p).exists()] == []


def test_the_data_guide_names_every_table_and_every_file() -> None:
    for table in TABLES:
        if not table.startswith(("railway_", "eu_")):
            assert re.search(rf"\b{table}\b", DATA), table
    assert "railway_*.csv" in DATA and "eu_*.csv" in DATA
    stems = {p.stem for p in (ROOT / "data").rglob("*") if p.suffix in {".csv", ".toml"}}
    assert stems <= set(TABLES)


def test_every_page_has_what_the_guide_asks_for() -> None:
    texts = ROOT / "src" / "dashboard" / "text"
    keys = "".join(p.read_text(encoding="utf-8") for p in texts.glob("*.sv.toml"))
    for page in PAGES:
        assert (ROOT / "pages" / f"{page.name}.py").exists()
        assert f"[page.{page.name}]" in keys
    assert {p.stem for p in (ROOT / "pages").glob("*.py")} == {p.name for p in PAGES}
