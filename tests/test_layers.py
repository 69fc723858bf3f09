"""Who may import whom, read from the source: the rules of docs and architecture, and how long a module may be."""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from dashboard.settings import ROOT

SOURCE = ROOT / "src" / "dashboard"
MODULES = sorted(p.relative_to(SOURCE).as_posix() for p in SOURCE.rglob("*.py"))
PAGES = sorted((ROOT / "pages").glob("*.py"))

BASE = {"access", "errors", "models", "filters", "i18n", "settings"}
OURS = {
    # layer: the parts of `dashboard` that it may import
    "base": BASE,
    "store": BASE | {"store"},
    "exchange": BASE | {"store", "exchange"},
    "view": BASE | {"view"},
    "ui": BASE | {"store", "exchange", "view", "ui"},
    "web": BASE | {"store", "exchange", "web", "ui.registry"},
    "cli": BASE | {"store", "exchange", "view", "cli"},
    "pages": {"filters", "store.queries", "ui", "view"},
}
THEIRS = {
    # layer: what it may import besides the standard library
    "base": {"pydantic", "pydantic_core", "pydantic_settings"},
    "store": {"pydantic", "pydantic_core", "duckdb", "pandas", "pyarrow"},
    "exchange": {
        "pydantic",
        "pydantic_core",
        "xlsxwriter",
        "openpyxl",
        "defusedxml",
        "pyarrow",
        "jinja2",
        "pypdfium2",
        "docx",
        "lxml",
        "PIL",
    },
    "view": {"pandas", "plotly", "jinja2", "markupsafe"},
    "ui": {"streamlit", "plotly", "pandas"},
    "web": {"markupsafe", "pydantic", "starlette"},
    "cli": {"app"},
    "pages": set[str](),
}
STREAMLIT_TOO = {"web/app.py", "web/guard.py", "web/packed.py"}
"""Modules outside `ui/` that touch Streamlit: the ASGI app, the reader of its login cookie, the packer of its static files."""
MOST_LINES, MOST_LINES_OF_A_PAGE = 250, 60
LONGER = {"models.py": "one frozen class for each of the 27 tables: the contract, which is read in one place"}


def layer(module: str) -> str:
    """The layer of a module, from its path below `src/dashboard`."""
    top = module.split("/")[0].removesuffix(".py")
    return "base" if top in BASE | {"__init__"} else "cli" if top == "__main__" else top


def imports(path: Path) -> Iterator[str]:
    """Full names of what a file imports; `from dashboard.store import queries` is `dashboard.store.queries`."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}:{node.lineno}: a relative import"
            submodule = any(
                (SOURCE.parent / (node.module or "").replace(".", "/") / f"{n.name}{end}").exists()
                for n in node.names
                for end in (".py", "")
            )
            yield from (f"{node.module}.{n.name}" for n in node.names) if submodule else [node.module or ""]


def forbidden(path: Path, of: str, more: set[str] = frozenset()) -> list[str]:  # type: ignore[assignment]
    found = []
    for name in imports(path):
        top, _, rest = name.partition(".")
        if top == "dashboard":
            ok = any(rest == part or rest.startswith(f"{part}.") for part in OURS[of])
        else:
            ok = top in sys.stdlib_module_names or top in THEIRS[of] | more
        if not ok:
            found.append(name)
    return found


@pytest.mark.parametrize("module", MODULES)
def test_a_module_imports_what_its_layer_may(module: str) -> None:
    assert layer(module) in OURS
    more = {"streamlit"} if module in STREAMLIT_TOO else set[str]()
    assert forbidden(SOURCE / module, layer(module), more) == []


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.stem)
def test_a_page_imports_ui_view_queries_and_filters_only(page: Path) -> None:
    assert forbidden(page, "pages") == []


def test_the_app_imports_the_web_only() -> None:
    assert {name.rsplit(".", 1)[0] for name in imports(ROOT / "app.py") if name.startswith("dashboard")} <= {
        "dashboard.web",
        "dashboard.web.app",
        "dashboard",
    }
    assert {name.split(".")[0] for name in imports(ROOT / "app.py")} == {"dashboard", "streamlit"}


@pytest.mark.parametrize(
    ("package", "allowed"),
    [("streamlit", {"ui"}), ("duckdb", {"store"}), ("plotly", {"view", "ui"}), ("starlette", {"web"}), ("xlsxwriter", {"exchange"}), ("jinja2", {"view", "exchange"})],
)  # fmt: skip
def test_a_library_stays_in_its_layer(package: str, allowed: set[str]) -> None:
    users = {m for m in MODULES if any(name.split(".")[0] == package for name in imports(SOURCE / m))}
    assert {layer(m) for m in users - STREAMLIT_TOO} <= allowed
    assert users


@pytest.mark.parametrize("module", MODULES)
def test_a_module_is_short_and_says_what_it_is(module: str) -> None:
    said = (SOURCE / module).read_text(encoding="utf-8")
    assert module in LONGER or len(said.splitlines()) <= MOST_LINES
    assert not said or ast.get_docstring(ast.parse(said))


def test_what_may_be_longer_still_is() -> None:
    for module in LONGER:
        assert len((SOURCE / module).read_text(encoding="utf-8").splitlines()) > MOST_LINES


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.stem)
def test_a_page_is_a_short_recipe(page: Path) -> None:
    said = page.read_text(encoding="utf-8")
    tree = ast.parse(said)
    assert len(said.splitlines()) <= MOST_LINES_OF_A_PAGE
    assert ast.get_docstring(tree)
    for node in ast.walk(tree):
        assert not isinstance(node, ast.FunctionDef | ast.ClassDef | ast.Try | ast.While)
        if isinstance(node, ast.Attribute):
            assert node.attr not in ("stop", "unsafe_allow_html")


def test_pages_are_registered_and_only_they_lie_in_the_folder() -> None:
    from dashboard.ui.registry import PAGES as REGISTERED

    assert {Path(page.file) for page in REGISTERED} == set(PAGES)
    assert len({page.path for page in REGISTERED}) == len(REGISTERED)


def test_html_is_never_unsafe_and_only_the_command_line_prints() -> None:
    for path in [*SOURCE.rglob("*.py"), *PAGES]:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            assert not isinstance(node, ast.keyword) or not (node.arg or "").startswith("unsafe_")
            if isinstance(node, ast.Name) and node.id == "print":
                assert path.parent.name == "cli"
