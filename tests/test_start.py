"""What a start does not wait for, and what it finds done already."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from jinja2 import Environment, FileSystemLoader

from dashboard.i18n import LANGS, Lang
from dashboard.settings import ROOT
from dashboard.view import render
from dashboard.view.render import TEMPLATES, _Compiled, compile_all

STARTED = """
import sys
from dashboard import cli
import app, dashboard.ui.shell
print(*(m for m in ("pandas", "openpyxl", "plotly.graph_objs._figure", "docx", "pypdfium2") if m in sys.modules))
"""


def test_the_first_page_does_not_wait_for_libraries_that_it_does_not_need() -> None:
    said = subprocess.run([sys.executable, "-c", STARTED], cwd=ROOT, capture_output=True, text=True, check=True)
    assert said.stdout.split() == []


@pytest.fixture
def templates(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(render, "TEMPLATES", tmp_path)
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    (tmp_path / "a.html").write_text("{{ 1000|said }}")
    return tmp_path


def rendered(lang: Lang) -> str:
    env = Environment(loader=FileSystemLoader(render.TEMPLATES), bytecode_cache=_Compiled(lang))
    env.filters["said"] = lambda n: f"{n} {lang}"
    return env.get_template("a.html").render()


def kept(folder: Path) -> Iterator[Path]:
    return (folder / "__pycache__").glob("*")


def test_templates_stay_compiled_for_each_language(templates: Path) -> None:
    assert [rendered(lang) for lang in LANGS] == [f"1000 {lang}" for lang in LANGS]
    assert sorted(path.suffix[1:] for path in kept(templates)) == sorted(LANGS)
    for path in kept(templates):  # what is kept is what is used
        path.write_bytes(path.read_bytes().replace(b"1000", b"2000"))
    assert [rendered(lang) for lang in LANGS] == [f"2000 {lang}" for lang in LANGS]


def test_a_template_that_was_changed_is_compiled_again(templates: Path) -> None:
    rendered("sv")
    (templates / "a.html").write_text("{{ 7|said }}")
    assert rendered("sv") == "7 sv"


def test_a_kept_template_that_is_broken_off_is_compiled_again(templates: Path) -> None:
    rendered("sv")
    for path in kept(templates):
        path.write_bytes(path.read_bytes()[:-9])
    assert rendered("sv") == "1000 sv"


def test_where_nothing_can_or_may_be_written_templates_are_compiled_each_time(
    templates: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (templates / "__pycache__").write_text("in the way")
    assert rendered("sv") == "1000 sv"
    (templates / "__pycache__").unlink()
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    assert rendered("sv") == "1000 sv"
    assert not (templates / "__pycache__").exists()


def test_every_template_is_compiled_in_every_language() -> None:
    assert compile_all() == len(LANGS) * len(list(TEMPLATES.glob("*.html")))
