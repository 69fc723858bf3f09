"""The texts: same keys and parameters in both languages, each used and each there, and English that is English."""

import ast
import re
from pathlib import Path
from string import Formatter

from jinja2 import Environment, nodes

from dashboard import models
from dashboard.exchange.table import EXPORTED
from dashboard.filters import KNOWN_FIELDS, Vocabulary
from dashboard.i18n import FOLDER, LANGS, Text, text, texts
from dashboard.models import TABLES
from dashboard.settings import ROOT, Settings
from dashboard.store.db import Database, parameters
from dashboard.store.queries import CHOICES, ENUMS
from dashboard.ui.registry import PAGES

SOURCE = ROOT / "src" / "dashboard"
CODE = [*SOURCE.rglob("*.py"), *(ROOT / "pages").glob("*.py")]
TEMPLATES = sorted(SOURCE.glob("*/templates/*.html"))
ANY = "*"
"""Stands for the part of a key that is only known at run time."""


def params(said: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(said) if name is not None}


class Calls:
    """What the code and the templates ask of the texts: keys with the names of their parameters, and all their words."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, str, set[str] | None]] = []
        """(where, key with `*` for what is not known, names of the parameters or None where unknown)."""
        self.built: set[str] = set()
        """Every text put together from parts that starts like a key, whether or not it is looked up at once."""
        self.words: set[str] = set()
        for path in CODE:
            self._code(path)
        for path in TEMPLATES:
            self._template(path)

    def _code(self, path: Path) -> None:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                self.words.add(node.value)
            if isinstance(node, ast.JoinedStr | ast.BinOp):
                self.built |= {key for key in keys_of(node) if re.match(r"[a-z_]+\..*\*", key)}
            if not isinstance(node, ast.Call) or not node.args:
                continue
            where = f"{path.name}:{node.lineno}"
            named = None if any(k.arg is None for k in node.keywords) else {str(k.arg) for k in node.keywords}
            if is_text(node.func):
                self.asked += [(where, key, named) for key in keys_of(node.args[0])]
            elif isinstance(node.func, ast.Name) and node.func.id in (
                "UsageError",
                "QueryError",
                "DashboardError",
                "DocumentError",
            ):
                self.asked += [(where, f"error.{key}", named) for key in keys_of(node.args[0])]

    def _template(self, path: Path) -> None:
        tree = Environment().parse(path.read_text(encoding="utf-8"))
        self.words |= {c.value for c in tree.find_all(nodes.Const) if isinstance(c.value, str)}
        for call in tree.find_all(nodes.Call):
            if isinstance(call.node, nodes.Name) and call.node.name == "t":
                named = {k.key for k in call.kwargs} if call.dyn_kwargs is None else None
                keys = keys_in(call.args[0])
                self.asked += [(f"{path.name}:{call.lineno}", key, named) for key in keys]
                self.built |= {key for key in keys if ANY in key}


def is_text(function: ast.expr) -> bool:
    """Whether what is called is a `Text`: `t(..)`, `view.t(..)`, `text(lang)(..)`."""
    if isinstance(function, ast.Call):
        return isinstance(function.func, ast.Name) and function.func.id == "text"
    return "t" in (getattr(function, "id", ""), getattr(function, "attr", ""))


def keys_of(node: ast.expr) -> list[str]:
    """The keys that a Python expression may be."""
    if isinstance(node, ast.Constant):
        return [str(node.value)]
    if isinstance(node, ast.JoinedStr):
        return ["".join(str(v.value) if isinstance(v, ast.Constant) else ANY for v in node.values)]
    if isinstance(node, ast.BinOp):
        return [left + right for left in keys_of(node.left) for right in keys_of(node.right)]
    if isinstance(node, ast.IfExp):
        return keys_of(node.body) + keys_of(node.orelse)
    return [ANY]


def keys_in(node: nodes.Node) -> list[str]:
    """The keys that a template expression may be."""
    if isinstance(node, nodes.Const):
        return [str(node.value)]
    if isinstance(node, nodes.Concat):
        found = [""]
        for part in node.nodes:
            found = [before + key for before in found for key in keys_in(part)]
        return found
    if isinstance(node, nodes.CondExpr):
        return keys_in(node.expr1) + (keys_in(node.expr2) if node.expr2 else [])
    return [ANY]


CALLS = Calls()
PATTERNS = {key for key in CALLS.built if not key.startswith(ANY)} | {f"{field}.*" for field in (*ENUMS, *CHOICES)}
"""What the code puts together: the part before the first `*` is known.  `vocabulary` builds the names of filter codes."""
FOR_LATER = ("measurement.", "count_word.")
"""Units and numbers in words: a list that the next report may need more of than this year's data use."""


def expand(t: Text, key: str) -> list[str]:
    """The texts behind a key: itself, or its two plural forms."""
    found = texts(t.lang)
    return [found[k] for k in (key, f"{key}.one", f"{key}.other") if k in found]


def test_both_languages_have_the_same_keys() -> None:
    assert texts("sv").keys() == texts("en").keys()


def test_both_languages_have_the_same_files_with_the_same_keys_in_each() -> None:
    for path in FOLDER.glob("*.sv.toml"):
        other = path.with_name(path.name.replace(".sv.", ".en."))
        heads = [re.findall(r"^\[.*\]|^\w+(?= =)", p.read_text(encoding="utf-8"), re.MULTILINE) for p in (path, other)]
        assert heads[0] == heads[1], path.name


def test_both_languages_have_the_same_parameters() -> None:
    """The form for one may leave out its number ("a measure"); else they agree."""
    for key in texts("sv").keys() & texts("en").keys():
        sv, en = texts("sv")[key], texts("en")[key]
        assert sv.strip() and en.strip(), key
        assert params(sv) - {"n"} == params(en) - {"n"}, key
        assert key.endswith(".one") or params(sv) == params(en), key


def test_a_plural_has_both_forms() -> None:
    for key in texts("sv"):
        stem, _, last = key.rpartition(".")
        if last in ("one", "other"):
            assert {f"{stem}.one", f"{stem}.other"} <= texts("sv").keys()
            assert stem not in texts("sv")


def test_a_text_that_is_asked_for_exists() -> None:
    asked = {(where, key) for where, key, _ in CALLS.asked if ANY not in key}
    assert len(asked) > 200
    assert [(where, key) for where, key in sorted(asked) for lang in LANGS if not expand(text(lang), key)] == []


def test_a_text_gets_its_parameters() -> None:
    wrong = [
        (where, key, params(said) - named)
        for where, key, named in CALLS.asked
        if named is not None and ANY not in key
        for lang in LANGS
        for said in expand(text(lang), key)
        if params(said) - named
    ]
    assert wrong == []


def codes(db: Database, names: Vocabulary) -> dict[str, set[str]]:
    """Families of keys of which every member must exist: pattern -> the codes that may stand there."""
    rules = {c["rule"] for c in db.query("checks")}
    units = {r["unit"] for t in ("figures", "company_figures") for r in db.query(t)}
    measured = {r[c] for r in db.query("measures") for c in ("target_unit", "outcome_unit") if r[c]}
    return {
        "status.*": {str(c) for c in models.Status},
        "basis.*": {str(c) for c in models.Basis},
        "kind.*": {str(c) for c in models.Kind},
        "trend.*": {str(c) for c in models.Trend},
        "unit_basis.*": {str(c) for c in models.UnitBasis},
        "finding.*": {str(c) for c in models.FindingKind},
        "event.*": {str(c) for c in models.EventKind},
        "scope.*": {str(c) for c in models.Scope},
        "related.*": {str(c) for c in models.Related},
        "source_kind.*": {r["kind"] for r in db.query("sources")},
        "rule.*": rules,
        "reconcile.sum.*": rules,
        "reconcile.rounding.*": rules,
        "table.*": set(EXPORTED),
        "one_row.*": set(TABLES),
        "column.*": {column for name in EXPORTED for column in db.columns(name)},
        "meaning.*": {column for model in TABLES.values() for column in model.model_fields},
        "filter.*": {*KNOWN_FIELDS, *(p for name in EXPORTED for p in parameters(name))},
        "page.*.title": {page.name for page in PAGES},
        "page.*.menu": {page.name for page in PAGES if page.shown},
        "measurement.*": units | measured,
        "date.month.*": {str(n) for n in range(1, 13)},
        "setting.allowed.*": set(Settings.model_fields),
        "about.status_means.*": {str(c) for c in models.Status},
        "about.basis_means.*": {str(c) for c in models.Basis},
    }


def test_every_code_has_its_text(db: Database, names: Vocabulary) -> None:
    for pattern, members in codes(db, names).items():
        for lang in LANGS:
            missing = [m for m in sorted(members) if pattern.replace(ANY, m) not in texts(lang)]
            assert not missing, f"{lang}: {pattern}: {missing}"


def unused(db: Database, names: Vocabulary) -> list[str]:
    """Keys that nothing asks for: neither by name, nor by a pattern whose open part is a word of the code or a code."""
    literal = {key for _, key, _ in CALLS.asked} | CALLS.words
    enums = [kind for kind in vars(models).values() if isinstance(kind, type) and issubclass(kind, models.StrEnum)]
    known = CALLS.words.union(
        {str(c) for kind in enums for c in kind}, *codes(db, names).values(), map(str, range(100))
    )
    shapes = [re.compile("(.+)".join(map(re.escape, p.split(ANY)))) for p in PATTERNS]

    def used(key: str) -> bool:
        stem = re.sub(r"\.(one|other)$", "", key)
        found = [shape.fullmatch(k) for shape in shapes for k in (key, stem)]
        return (
            key.startswith(FOR_LATER)
            or bool({key, stem} & literal)
            or any(m and known.issuperset(m.groups()) for m in found)
        )

    return sorted(key for key in texts("sv") if not used(key))


def test_every_text_is_used(db: Database, names: Vocabulary) -> None:
    assert unused(db, names) == []


SWEDISH_NAMES = re.compile("Samling för jobb och framtid|Plats för konst|Bild och Form|“På”")
"""Names of projects, and a word quoted from the report, that English texts keep."""
SWEDISH_WORDS = re.compile(
    r"\b(och|att|som|inte|till|från|av|det|ett|med|på|är|för|eller|den|denna|där|när|mål|mått|år|sida|utfall)\b",
    re.IGNORECASE,
)


def test_the_english_is_english() -> None:
    said = {key: SWEDISH_NAMES.sub("", words) for key, words in texts("en").items()}
    assert {
        key: words for key, words in said.items() if re.search("[åäöÅÄÖ]", words) or SWEDISH_WORDS.search(words)
    } == {}


def test_the_swedish_is_swedish() -> None:
    words = re.compile(r"\b(the|and|of|is|are|with|not)\b")
    assert {key: said for key, said in texts("sv").items() if words.search(said)} == {}


def test_the_english_columns_of_the_data_are_english(db: Database) -> None:
    found = [
        (name, column, said)
        for name in TABLES
        for row in db.query(name)
        for column, said in row.items()
        if column.endswith("_en") and said and SWEDISH_WORDS.search(SWEDISH_NAMES.sub("", said))
    ]
    assert found == []
