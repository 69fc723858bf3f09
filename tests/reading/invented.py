"""Invented reports on the region's template, from a seed: what is in them (the truth), and the report as text and DOCX.

The rules are tuned on these (`bench/unseen.py` holds reports that they are not tuned on).  Other goals, measures,
numbers and order each time; the text form divides words and sets cells one under another as a text layer does.
"""

import random
from dataclasses import dataclass, field
from pathlib import Path

from docx import Document
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor
from PIL import Image, ImageDraw
from tests.reading.scoring import Facts, amount, label_of, start

PERSPECTIVES = ["Barn och unga", "Näringsliv", "Natur", "Kunskap", "Verksamhet", "Ekonomi"]
GOALS = [
    "Ett län där alla får plats", "Kunskap hela livet", "Rena vatten och levande skogar", "Ett näringsliv i världsklass",
    "God hushållning med gemensamma medel", "Samordnad och öppen förvaltning", "Framtidstro i hela EU:s nordligaste region",
]  # fmt: skip
FACTORS = [
    "Barnens röster hörs i planeringen", "Skogens värden tas till vara", "Fler företag växer på export",
    "Forskningen ligger nära industrin", "Byarna har service och mötesplatser", "Vattendragen återställs i samverkan",
    "Utbildning på distans är tillgänglig", "Kulturarvet vårdas och används", "Resor med buss och tåg är enkla",
    "Digitala tjänster fungerar för alla åldrar", "Budgeten följs i alla delar av verksamheten", "Inköpen är hållbara",
    "Medarbetarna trivs och utvecklas", "EU-medel växlas upp till länets bästa", "Livsmedel från trakten på tallriken",
]  # fmt: skip
STEERING = [
    "Antal barnrättsombud i kommunerna", "Andel återställda vattendrag", "Antal exporterande småföretag", "Andel elever som fullföljer gymnasiet",
    "Antal forskningsprojekt med industrin (inklusive EU-projekt)", "Antal byar med servicepunkt", "Andel nöjda resenärer på länets stombusslinjer",
    "Punktlighet för regionaltåg", "Antal utlån av e-böcker", "Andel inköp med hållbarhetskrav enligt policyn", "Sjukfrånvaro bland medarbetare",
    "Medel från RF- och SF-fonderna som går till länet", "Antal skolor som deltar i Skapande skola-veckan", "Andel lokala råvaror i storköken",
    "Fler distansutbildningar och lärcentrum i inlandet", "Budget i balans", "Följa länsmuseets arbete med samlingarna", "Antal sålda årskort",
]  # fmt: skip
ACTIVITIES = [
    "Ta fram vattenplan tillsammans med kommunerna", "Utvärdera servicebidragen", "Anordna exportdagar", "Delta i nätverket Norra skogen",
    "Starta ungdomspanel", "Inventera kulturmiljöer längs kusten", "Införa e-arkiv", "Översyn av upphandlingsreglerna för livsmedel",
]  # fmt: skip
TARGETS = [
    "25", "90 %", "Öka", "Minska med 5 %", "Behålla nivån", "2 300", "Planen är beslutad av nämnden", "Genomförd", "Minst 4",
    "Alla 14 kommuner", "50/50", "Samtliga enheter", "4,5 procent", "Högst 3 veckor", "Påbörjad",
]  # fmt: skip
PROSE = [
    "Arbetet har bedrivits tillsammans med kommunerna och pågår även nästa år", "Intresset har varit stort och flera aktörer har anslutit sig",
    "Den nya modellen prövades i {n} kommuner och omfattade {m} deltagare", "Resultaten redovisades vid en konferens den {d} {month}",
    "Stödet uppgick till {n},{d} miljoner kronor", "Andelen var {n} procent, vilket är i nivå med tidigare år", "Vissa delar har skjutits upp",
    "Enheten har deltagit i EU-nätverket och bidragit med erfarenheter", "Målgruppen är i första hand unga i åldern 13-19 år",
]  # fmt: skip
MONTHS = ["januari", "mars", "maj", "oktober"]
SAID = {
    "achieved": "Målet är uppnått",
    "partly": "Målet bedöms delvis uppnått",
    "not_achieved": "Målet har inte uppnåtts",
}
JUDGED = {"achieved": "uppnått", "partly": "delvis uppnått", "not_achieved": "inte uppnått"}
COLOUR = {"achieved": "2E9E4F", "partly": "F7C600", "not_achieved": "D3222A"}
ARROW = {"better": "↑", "unchanged": "→", "worse": "↓"}
PREFIX = {"steering_measure": "", "activity": "Aktivitet: ", "control_measure": "Kontrollmått: "}
HEADS = ["Framgångsfaktor", "Styrmått", "Mål", "Måluppfyllelse", "Utveckling"]


@dataclass
class Measure:
    kind: str
    name: str
    target: str
    text: list[str]
    heading: str
    said: str | None
    mark: str | None
    trend: str | None


@dataclass
class Money:
    kind: str | None
    title: str
    heads: list[str]
    roles: list[str]
    rows: list[list[str]]
    notes: list[str]


@dataclass
class Invented:
    seed: int
    year: int
    perspectives: list[tuple[str, str, str, list[tuple[str, list[Measure]]]]] = field(default_factory=list)
    money: list[Money] = field(default_factory=list)
    companies: list[str] = field(default_factory=list)
    euros: list[tuple[str, str, str]] = field(default_factory=list)


def invented(seed: int) -> Invented:
    """An invented report."""
    r = random.Random(f"dev {seed}")
    made = Invented(seed, r.choice([2018, 2020, 2022, 2025]))
    goals, factors = r.sample(GOALS, 4), r.sample(FACTORS, len(FACTORS))
    names = {"steering_measure": r.sample(STEERING, len(STEERING)), "activity": r.sample(ACTIVITIES, len(ACTIVITIES))}
    for perspective in r.sample(PERSPECTIVES, r.randint(2, 4)):
        own = []
        for _ in range(r.randint(2, 3)):
            kinds = [
                r.choice(["steering_measure", "steering_measure", "activity", "control_measure"])
                for _ in range(r.randint(1, 3))
            ]
            measures = []
            for kind in kinds:
                pool = names["activity" if kind == "activity" else "steering_measure"]
                if pool:
                    measures.append(_measure(r, kind, pool.pop()))
            if measures:
                own.append((factors.pop(), measures))
        made.perspectives.append((perspective, goals.pop(), r.choice(list(JUDGED)), own))
    made.money = _money(r, made.year)
    made.companies = r.sample(["Norrljus AB", "Älvdalens Turism AB", "Bergsbolaget i Norr AB", "Teater Västan AB"], 2)
    made.euros = [
        (
            f"Interreg {r.choice(['Nordkalotten', 'Kvarken', 'Fjällen'])}",
            f"{r.randint(20, 90)},{r.randint(1, 9)}",
            "miljoner euro",
        )
    ]
    return made


def _measure(r: random.Random, kind: str, name: str) -> Measure:
    text = []
    for _ in range(r.randint(1, 2)):
        chosen = [
            r.choice(PROSE).format(n=r.randint(2, 60), m=r.randint(70, 900), d=r.randint(1, 28), month=r.choice(MONTHS))
            for _ in range(r.randint(2, 4))
        ]
        text.append(". ".join(chosen) + ".")
    said = r.choice([None, None, None, *SAID])
    if said:
        text[-1] += f" {SAID[said]}."
    heading = name.split(" (")[0] if "(" in name and r.random() < 0.5 else name
    mark = r.choice([None, said, said]) if said else r.choice([None, *COLOUR])
    return Measure(kind, name, r.choice(TARGETS), text, heading, said, mark, r.choice([None, *ARROW]))


def _figure(r: random.Random, most: int, decimals: int, signed: bool = False) -> str:
    number = r.uniform(-most if signed else 0, most)
    return (
        f"{number:+,.{decimals}f}".replace(",", " ")
        .replace(".", ",")
        .lstrip("+" if r.random() < 0.5 or not signed else "")
    )


def _money(r: random.Random, year: int) -> list[Money]:
    labels = [
        "Intäkter",
        " Varav bidrag från staten1)",
        " Varav avgifter och försäljning",
        "Kostnader",
        " Varav löner 2)",
        " Varav lokaler",
        "Resultat före avskrivningar",
        "Avskrivningar",
        "Resultat",
    ]
    order = r.choice([["actual", "budget", "deviation"], ["budget", "actual", "deviation"]])
    words = {
        "actual": f"Utfall {year}-12-31",
        "budget": f"Årsbudget {year}",
        "deviation": f"Avvikelse mot budget {year}",
    }
    income = Money(
        "income_statement", "Avvikelse mot budget", ["(Mnkr)", *(words[role] for role in order)], order,
        [[label, *(_figure(r, 400, 1, True) for _ in order)] for label in labels],
        ["1. Bidraget avser två år.", "2. Löner för projekt som finansieras externt ingår."],
    )  # fmt: skip
    units = [
        *r.sample(["Musikverksamheten", "Museet", "Biblioteket", "Trafik/infrastruktur 3)", "Företagsstöd"], 4),
        "SUMMA",
    ]
    deviation = Money(
        "unit_deviations",
        "Avvikelse mot budget",
        ["(Tkr)", f"{year}-12"],
        ["deviation"],
        [[u, _figure(r, 9000, 0, True)] for u in units],
        ["3. Avser ersättning för inställda turer."],
    )
    invested = Money(
        "investments", "Investeringar",
        ["Typ av investering (tkr)", f"Planerat {year} (Ram {year})", f"Beslut {year} (från ram {year})", f"Utfall beslut före {year}", f"Utfall beslut {year}", f"Summa utfall {year}"],
        ["planned", "decided", "outcome_earlier_decisions", "outcome_year_decisions", "outcome_total"], [], [],
    )  # fmt: skip
    for label in [*r.sample(["Instrument och scenteknik", "Konst (1%)", "Bokbuss"], 2), "Totalt:"]:
        early, late = r.randint(0, 4000), r.randint(0, 900)
        invested.rows.append(
            [
                label,
                *(
                    f"{n:,}".replace(",", " ")
                    for n in (r.randint(0, 999), r.randint(0, 999), early, late, early + late)
                ),
            ]
        )
    grant = Money(
        "growth_grant", "Anslag 1:1 Regionalt tillväxtarbete", ["Åtgärd (mnkr)", "Årsbudget", f"Fattade beslut tom {year}-12", f"Utbetalt tom {year}-12"],
        ["budget", "decided", "paid"], [[a, *(_figure(r, 200, 1) for _ in range(3))] for a in ["Stöd till företag inkl kommersiell service i glesbygd", "Projekt", "SUMMA"]], [],
    )  # fmt: skip
    tables = [income, deviation, invested, grant]
    if r.random() < 0.3:
        tables.remove(r.choice(tables))
    return tables


def truth(made: Invented, drawn: bool) -> Facts:
    """The facts of a report; `drawn`: its marks can be seen (in a text layer they cannot)."""
    facts: Facts = {name: set() for name in ("perspectives", "goals", "success_factors", "measures", "statuses", "trends", "passages", "footnotes", "footnote marks")}  # fmt: skip
    for perspective, goal, status, factors in made.perspectives:
        facts["perspectives"].add((perspective,))
        facts["goals"].add((perspective, goal, status))
        for factor, measures in factors:
            facts["success_factors"].add((goal, factor))
            for m in measures:
                facts["measures"].add((factor, m.kind, m.name, m.target))
                facts["passages"].add((factor, m.name, start(m.text[0])))
                if drawn and m.mark:
                    facts["statuses"].add((factor, m.name, m.mark, "reported"))
                elif m.said:
                    facts["statuses"].add((factor, m.name, m.said, "stated"))
                if drawn and m.trend:
                    facts["trends"].add((factor, m.name, m.trend))
    for table in made.money:
        kind = str(table.kind)
        facts[kind] = set()
        for label, *cells in table.rows:
            name = label.strip().removeprefix("Varav ")
            if name.endswith(")") and name[-2].isdigit():
                facts["footnote marks"].add((kind, label_of(name[:-2]), int(name[-2])))
                name = name[:-2]
            facts[kind] |= {(label_of(name), role, amount(cell)) for role, cell in zip(table.roles, cells, strict=True)}
        facts["footnotes"] |= {(int(note[0]),) for note in table.notes}
    facts["euro amounts"] = {(name, str(int(amount(said) * 10**6))) for name, said, _ in made.euros}
    facts["companies"] = {(name,) for name in made.companies}
    return facts


def filled(said: str, width: int, r: random.Random) -> list[str]:
    """Lines of a column: words that do not fit are divided after a vowel before a consonant, or at a hyphen of their own."""
    lines = [""]
    for word in said.split(" "):
        while word:
            line = lines[-1]
            room = width - len(line) - bool(line)
            if len(word) <= room:
                lines[-1] = f"{line} {word}".strip()
                break
            cuts = [
                n
                for n in range(3, len(word) - 2)
                if n < room and word[n - 1] in "aeiouyåäö" and word[n] in "bdfgklmnprstv" and word[n + 1].isalpha()
            ]
            own = [n for n in range(1, len(word) - 1) if n <= room and word[n - 1] == "-"]
            if own:
                lines[-1], word = f"{line} {word[: own[-1]]}".strip(), word[own[-1] :]
            elif cuts and (r.random() < 0.8 or len(word) > width):
                lines[-1], word = f"{line} {word[: cuts[-1]]}-".strip(), word[cuts[-1] :]
            elif not line:
                lines[-1], word = word, ""
                break
            lines.append("")
    return [line for line in lines if line]


def as_text(made: Invented) -> str:
    """The report as the text layer of a PDF has it."""
    r = random.Random(made.seed)
    wide, narrow = r.randint(72, 80), r.randint(14, 16)
    out: list[str] = []
    feeds: list[int] = []

    def put(said: str, width: int = wide) -> None:
        out.extend(f"{line} " if not line.endswith("-") else line for line in filled(said, width, r))

    def prose(said: str) -> None:
        put(said)
        out[-1] += r.choice(["", " "])

    def head() -> None:
        out.extend(
            ["Framgångs-", "faktor ", "Styrmått Mål  Måluppfyl-", "lelse     ", "Utveckling "]
            if made.seed % 2
            else ["Framgångsfaktor Styrmått Mål Måluppfyllelse Utveckling"]
        )

    put("Läsanvisningar")
    prose("I de följande avsnitten presenteras hur verksamheten bidrar till att uppnå målen i nämndens plan för året.")
    put("Måluppfyllelse i perspektiv")
    for perspective, goal, status, factors in made.perspectives:
        put(perspective)
        prose(
            f"Perspektivet {perspective} beskriver vad nämnden vill uppnå och hur arbetet tas till vara på lång sikt."
        )
        put(f"Strategiskt mål: {goal}")
        put("Strategiskt mål  Måluppfyllelse Framgångsfaktor")
        put(goal, 23)
        for factor, _ in factors:
            put(factor, 23)
        prose(
            f"Den samlade bedömningen är att målet är {JUDGED[status]} för året. Flera insatser har gett goda resultat."
        )
        for factor, measures in factors:
            put(f"Framgångsfaktor: {factor}")
            head()
            for n, m in enumerate(measures):
                if n and r.random() < 0.3:
                    feeds.append(len(out))
                    if r.random() < 0.6:
                        head()
                put(factor, narrow)
                name = filled(PREFIX[m.kind] + m.name, narrow, r)
                if len(name) == 1 and r.random() < 0.7:
                    first, *more = filled(m.target, narrow, r)
                    out.extend([f"{name[0]} {first}", *more])
                else:
                    put(PREFIX[m.kind] + m.name, narrow)
                    put(m.target, narrow)
            for m in measures:
                put(m.heading)
                for said in m.text:
                    prose(said)
            feeds.append(len(out))
    for name, said, unit in made.euros:
        prose(f"Budgeten för {name} är på {said} {unit} under perioden.")
    put("Ekonomisk redovisning")
    for table in made.money:
        put(table.title)
        prose("Utfallet kommenteras i korthet nedan och beloppen avser hela året.")
        for column in table.heads:
            put(column, 15)
        for label, *cells in table.rows:
            *above, last = filled(label.strip(), 32, r)
            out.extend(f"{line} " if not line.endswith("-") else line for line in above)
            out.append(f"{' ' if label[0] == ' ' else ''}{last} {' '.join(cells)} ")
        for note in table.notes:
            put(note)
    put("Ägarstyrning – bolagens verksamhet")
    for company in made.companies:
        put(company)
        prose("Verksamheten löper enligt plan. Årsstämman valde om styrelsen.")
    for n, at in enumerate(reversed(feeds)):
        out[at:at] = [f" Sida {len(feeds) - n + 1} ({len(feeds) + 1})"]
    return "\n".join([f" Sida 1 ({len(feeds) + 1})", *out]) + "\n"


def disc(colour: str, path: Path) -> Path:
    """A status mark as a picture file."""
    picture = Image.new("RGBA", (60, 60), (255, 255, 255, 0))
    ImageDraw.Draw(picture).ellipse((3, 3, 57, 57), fill=f"#{colour}")
    picture.save(path)
    return path


def as_docx(made: Invented, path: Path) -> None:
    """The report as Word has it: styled headings, real tables with widths, marks as pictures or coloured signs."""
    r = random.Random(made.seed)
    doc = Document()
    doc.styles["Normal"].font.name, doc.styles["Normal"].font.size = "Liberation Serif", Pt(11)
    foot = doc.sections[0].footer.paragraphs[0]
    foot.text = "Regionala utvecklingsavdelningen"
    pictures = r.random() < 0.5

    def table(heads: list[str], widths: list[float]):  # type: ignore[no-untyped-def]
        made_table = doc.add_table(1, len(heads), style="Table Grid")
        made_table.alignment, made_table.autofit = WD_TABLE_ALIGNMENT.LEFT, False
        for cell, said in zip(made_table.rows[0].cells, heads, strict=True):
            cell.text = said
        repeat = OxmlElement("w:tblHeader")
        repeat.set(qn("w:val"), "true")
        made_table.rows[0]._tr.get_or_add_trPr().append(repeat)
        for column, width in zip(made_table.columns, widths, strict=True):
            column.width = Cm(width)
        return made_table

    def sign(cell, colour: str, said: str = "●") -> None:  # type: ignore[no-untyped-def]
        run = cell.paragraphs[0].add_run()
        if pictures and said == "●":
            run.add_picture(str(disc(colour, path.with_name(f"{colour}.png"))), width=Pt(13))
        else:
            run.text = said
            run.font.color.rgb = RGBColor.from_string(colour)

    doc.add_heading("Måluppfyllelse i perspektiv", 1)
    for perspective, goal, status, factors in made.perspectives:
        doc.add_heading(perspective, 2)
        doc.add_paragraph(
            f"Perspektivet {perspective} beskriver vad nämnden vill uppnå och hur arbetet tas till vara på lång sikt."
        )
        doc.add_heading(f"Strategiskt mål: {goal}", 3)
        grid = table(["Strategiskt mål", "Måluppfyllelse", "Framgångsfaktor"], [5, 3, 6])
        cells = grid.add_row().cells
        cells[0].text = goal
        sign(cells[1], COLOUR[status])
        cells[2].text = factors[0][0] if factors else ""
        for factor, _ in factors[1:]:
            cells[2].add_paragraph(factor)
        doc.add_paragraph(
            f"Den samlade bedömningen är att målet är {JUDGED[status]} för året. Flera insatser har gett goda resultat."
        )
        for factor, measures in factors:
            doc.add_heading(f"Framgångsfaktor: {factor}", 3)
            grid = table(HEADS, [3, 3.4, 3, 3, 3])
            for m in measures:
                cells = grid.add_row().cells
                cells[0].text, cells[1].text, cells[2].text = factor, PREFIX[m.kind] + m.name, m.target
                if m.mark:
                    sign(cells[3], COLOUR[m.mark])
                if m.trend:
                    sign(cells[4], "000000", ARROW[m.trend])
            for m in measures:
                doc.add_heading(m.heading, 4)
                for said in m.text:
                    doc.add_paragraph(said)
    for name, said, unit in made.euros:
        doc.add_paragraph(f"Budgeten för {name} är på {said} {unit} under perioden.")
    doc.add_heading("Ekonomisk redovisning", 1)
    for one in made.money:
        doc.add_heading(one.title, 2)
        doc.add_paragraph("Utfallet kommenteras i korthet nedan och beloppen avser hela året.")
        grid = table(one.heads, [5] + [2.2] * (len(one.heads) - 1))
        for row in one.rows:
            for cell, said in zip(grid.add_row().cells, row, strict=True):
                cell.text = said
        for note in one.notes:
            doc.add_paragraph(note)
    doc.add_heading("Ägarstyrning – bolagens verksamhet", 1)
    for company in made.companies:
        doc.add_heading(company, 2)
        doc.add_paragraph("Verksamheten löper enligt plan. Årsstämman valde om styrelsen.")
    doc.save(str(path))
