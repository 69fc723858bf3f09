"""How well, how fast and in how little memory reports are read.

`python bench/reading.py [N]` prints precision and recall per table for N invented reports that the rules have not seen
(`bench/unseen.py`) as text, DOCX and PDF; with `--text FILE --pages FILE` also for the 2021 report against data/2021;
and the time and memory that a PDF of 300 pages takes in the limited process.
"""

import argparse
import csv
import io
import resource
import subprocess
import sys
import tempfile
import time
import tomllib
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path

from pypdf import PdfReader, PdfWriter

ROOT = Path(__file__).parents[1]
sys.path += [str(ROOT), str(ROOT / "bench")]

import unseen  # noqa: E402
from tests.reading.scoring import Facts, amount, found, label_of, rates, scores, start  # noqa: E402

from dashboard.exchange.reading import run, whole  # noqa: E402
from dashboard.exchange.reading.draft import Previous  # noqa: E402
from dashboard.exchange.reading.model import Document  # noqa: E402

EURO = {"miljoner euro": 10**6, "euro": 1}
ROLES = {
    "income_statement": ("actual", "budget", "deviation"), "unit_deviations": ("deviation",),
    "investments": ("planned", "decided", "outcome_earlier_decisions", "outcome_year_decisions", "outcome_total"),
    "growth_grant": ("budget", "decided", "paid"),
}  # fmt: skip


def truth(made: unseen.Report, drawn: bool) -> Facts:
    """The facts of an invented report; `drawn`: its marks are there to be seen (not in a text layer)."""
    facts: Facts = defaultdict(set)
    for perspective, goals in made.tree:
        facts["perspectives"].add((perspective,))
        for goal, status, factors in goals:
            facts["goals"].add((perspective, goal, status))
            for factor, measures in factors:
                facts["success_factors"].add((goal, factor))
                for m in measures:
                    facts["measures"].add((factor, m.kind, m.name, m.target))
                    status, basis = (m.mark, "reported") if drawn and m.mark else (m.said, "stated")
                    if status:
                        facts["statuses"].add((factor, m.name, status, basis))
                    if drawn and m.arrow:
                        facts["trends"].add((factor, m.name, m.arrow))
                    if m.heading:
                        facts["passages"].add((factor, m.name, start(m.paragraphs[0])))
    for kind, _, rows, notes in made.money:
        for label, *cells in rows:
            name, mark = label.strip(), None
            if name.endswith(")") and name[-2].isdigit():
                name, mark = name[:-2].strip(), int(name[-2])
                facts["footnote marks"].add((kind, label_of(name.removeprefix("Varav ")), mark))
            name = label_of(name.removeprefix("Varav "))
            facts[kind] |= {(name, role, amount(cell)) for role, cell in zip(ROLES[kind], cells, strict=True)}
        facts["footnotes"] |= {(int(note[0]),) for note in notes}
    for name, said in made.euros:
        figure, unit = said.split(" ", 1)
        facts["euro amounts"].add((name, f"{amount(figure) * EURO[unit]:f}".removesuffix(".0")))
    facts["companies"] = {(name,) for name in made.companies}
    return facts


def office(source: Path, kind: str = "pdf") -> Path:
    """A document converted by LibreOffice."""
    with tempfile.TemporaryDirectory() as profile:
        subprocess.run(
            [
                "soffice", f"-env:UserInstallation=file://{profile}", "--headless", "--convert-to", kind,
                "--outdir", str(source.parent), str(source),
            ],
            check=True, capture_output=True, timeout=300,
        )  # fmt: skip
    return source.with_suffix(f".{kind}")


def inputs(made: unseen.Report, folder: Path) -> Iterator[tuple[str, Document]]:
    """An invented report in every form."""
    txt, word = folder / f"{made.seed}.txt", folder / f"{made.seed}.docx"
    txt.write_text(unseen.as_text(made), encoding="utf-8")
    unseen.as_docx(made, word)
    for path in (txt, word, office(word)):
        yield path.suffix[1:], document_of(path)


def document_of(path: Path, pages: Path | None = None) -> Document:
    """The document in a file, read in this process."""
    reading = run.read(path.read_bytes(), pages.read_bytes() if pages else None)
    while True:
        try:
            next(reading)
        except StopIteration as done:
            return done.value


def show(name: str, total: dict[str, Counter[str]]) -> None:
    print(f"\n{name}\n{'table':<20}{'precision':>10}{'recall':>10}{'right':>8}{'found':>8}{'there':>8}")
    for table, count in total.items():
        score = (count["right"], count["found"], count["there"])
        precision, recall = rates(score)
        print(f"{table:<20}{precision:>10.3f}{recall:>10.3f}{score[0]:>8}{score[1]:>8}{score[2]:>8}")


def measure(n: int, first: int, wrong: Callable[[str, str, Facts, Facts], None]) -> None:
    totals: dict[str, dict[str, Counter[str]]] = defaultdict(lambda: defaultdict(Counter))
    with tempfile.TemporaryDirectory() as where:
        for seed in range(first, first + n):
            made = unseen.report(seed)
            for kind, document in inputs(made, Path(where)):
                true = truth(made, drawn=kind != "txt")
                got = found(whole.drafted(document, made.year, Previous()))
                wrong(kind, str(seed), true, got)
                for table, (right, there_found, there) in scores(true, got).items():
                    totals[kind][table].update(right=right, found=there_found, there=there)
    for kind, total in totals.items():
        show(f"{n} invented reports, {kind}", total)


def report_2021(source: Path, pages: Path | None) -> None:
    """The 2021 report's own text against data/2021."""
    draft = whole.drafted(document_of(source, pages), 2021, Previous())
    true: Facts = defaultdict(set)
    folder = ROOT / "data" / "2021"

    def toml(table: str) -> list[dict[str, str]]:
        return tomllib.loads((folder / f"{table}.toml").read_text(encoding="utf-8"))[table]

    def rows(table: str) -> list[dict[str, str]]:
        return list(csv.DictReader((folder / f"{table}.csv").read_text(encoding="utf-8").splitlines()))

    perspective = {row["perspective_id"]: row["name_sv"] for row in rows("perspectives")}
    goal = {row["goal_id"]: row["name_sv"] for row in toml("goals")}
    factor = {row["factor_id"]: row["name_sv"] for row in toml("success_factors")}
    true["perspectives"] = {(name,) for name in perspective.values()}
    true["goals"] = {(perspective[row["perspective_id"]], row["name_sv"], row["status"]) for row in toml("goals")}
    true["success_factors"] = {(goal[row["goal_id"]], row["name_sv"]) for row in toml("success_factors")}
    for row in toml("measures"):
        true["measures"].add((factor[row["factor_id"]], row["kind"], row["name_sv"], row["target_text"]))
        if row["status_basis"] in ("stated", "reported"):
            true["statuses"].add((factor[row["factor_id"]], row["name_sv"], row["status"], row["status_basis"]))
    for table, roles in ROLES.items():
        label = next(column for column in rows(table)[0] if column.endswith("_sv"))
        true[table] = {(label_of(row[label]), role, Decimal(row[role])) for row in rows(table) for role in roles}
    true["companies"] = {(row["name"],) for row in toml("companies")}
    true["footnotes"] = {(int(row["number"]),) for row in rows("footnotes")}
    show(
        f"the 2021 report, {source.suffix[1:]}", {t: counted(score) for t, score in scores(true, found(draft)).items()}
    )


def long_document(pages: int) -> None:
    """Time and memory of a long PDF, made of an invented one over and over, in the limited process."""
    with tempfile.TemporaryDirectory() as where:
        word = Path(where) / "long.docx"
        unseen.as_docx(unseen.report(1), word)
        one, many = PdfReader(office(word)), PdfWriter()
        for n in range(pages):
            many.add_page(one.pages[n % len(one.pages)])
        out = io.BytesIO()
        many.write(out)
        started = time.perf_counter()
        draft = run.draft(out.getvalue(), "long.pdf", 2024, ROOT / "data")
        seconds = time.perf_counter() - started
        spent = resource.getrusage(resource.RUSAGE_CHILDREN)
        print(
            f"\n{pages} pages, {len(out.getvalue()) / 1e6:.1f} MB: {seconds:.1f} s by the clock, {spent.ru_maxrss / 1024:.0f} MB"
            f" at most in a child; {len(draft.tables['measures'])} measures"
        )


def counted(score: tuple[int, int, int]) -> Counter[str]:
    return Counter(dict(zip(("right", "found", "there"), score, strict=True)))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("n", nargs="?", type=int, default=10, help="how many invented reports")
    parser.add_argument("--first", type=int, default=1, help="the first seed")
    parser.add_argument("--wrong", help="a table whose wrong and missed facts are printed")
    parser.add_argument("--text", type=Path, help="the 2021 report (text, PDF or DOCX), held to data/2021")
    parser.add_argument("--pages", type=Path, help="its page list")
    parser.add_argument("--long", type=int, default=300, help="pages of the long PDF (0: leave it out)")
    args = parser.parse_args()

    def wrong(kind: str, seed: str, true: Facts, got: Facts) -> None:
        if args.wrong:
            for sign, facts in (("-", true[args.wrong] - got[args.wrong]), ("+", got[args.wrong] - true[args.wrong])):
                for fact in sorted(facts, key=str):
                    print(kind, seed, sign, fact)

    if args.n:
        measure(args.n, args.first, wrong)
    if args.text:
        report_2021(args.text, args.pages)
    if args.long:
        long_document(args.long)


if __name__ == "__main__":
    main()
