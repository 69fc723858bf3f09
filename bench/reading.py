"""How well, how fast and in how little memory reports are read.

`python bench/reading.py [N]` prints precision and recall per table for N invented reports that the rules have not seen
(`bench/unseen.py`) as text, DOCX and PDF; with `--text FILE --pages FILE` also for the 2021 report against data/2021;
and the time and memory that a PDF of 300 pages takes in the limited process.
"""

import argparse
import subprocess
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path

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


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("n", nargs="?", type=int, default=10, help="how many invented reports")
    parser.add_argument("--first", type=int, default=1, help="the first seed")
    parser.add_argument("--wrong", help="a table whose wrong and missed facts are printed")
    args = parser.parse_args()

    def wrong(kind: str, seed: str, true: Facts, got: Facts) -> None:
        if args.wrong:
            for sign, facts in (("-", true[args.wrong] - got[args.wrong]), ("+", got[args.wrong] - true[args.wrong])):
                for fact in sorted(facts, key=str):
                    print(kind, seed, sign, fact)

    measure(args.n, args.first, wrong)


if __name__ == "__main__":
    main()
